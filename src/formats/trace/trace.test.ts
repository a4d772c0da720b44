import { describe, expect, test } from 'vitest';
import type { ChainView, RulesetView, RuleView, TableName, WalkEvent } from '../../engine/index.ts';
import { recordedPackets } from './packets.ts';
import { readTraceLog } from './read-log.ts';
import { replayRecording } from './replay.ts';
import { recordedSteps } from './timeline.ts';

const rule = (text: string, kind: RuleView['target']['kind'] = 'verdict', name = 'ACCEPT'): RuleView => ({
  text,
  brief: text.replace(/ ?-j .*/, ''),
  target: { kind, name, brief: '', chip: 'other' },
  packets: '0',
  bytes: '0',
});
const chain = (name: string, hook: ChainView['hook'], rules: readonly RuleView[]): ChainView => ({
  name,
  hook,
  policy: hook === null ? null : 'ACCEPT',
  packets: '0',
  bytes: '0',
  references: [],
  rules,
});
const ruleset = (tables: { readonly [T in TableName]?: readonly ChainView[] }): RulesetView => ({
  tables: Object.entries(tables).map(([name, chains]) => ({ name: name as TableName, chains })),
  text: '',
});

const FIELDS =
  'IN=eth0 OUT= MAC=02:00:00:00:00:01:02:00:00:00:01:01:08:00 SRC=203.0.113.9 DST=198.51.100.10 LEN=44 TOS=0x00 PREC=0x00 ' +
  'TTL=64 ID=4096 DF PROTO=TCP SPT=42000 DPT=22 WINDOW=64240 RES=0x00 SYN URGP=0 ';
const RULES = ruleset({
  raw: [chain('PREROUTING', 'PREROUTING', [rule('-j TRACE', 'extension', 'TRACE')])],
  filter: [
    chain('INPUT', 'INPUT', [rule('-i lo -j ACCEPT'), rule('-p tcp -j SSH', 'jump', 'SSH')]),
    chain('SSH', null, [rule('-s 10.0.0.0/8 -j ACCEPT'), rule('-j DROP', 'verdict', 'DROP')]),
  ],
});

const replayed = (text: string, rules = RULES) => {
  const [packet] = recordedPackets(readTraceLog(text));
  if (packet === undefined) throw new Error('no packet in it');
  return replayRecording(packet, rules, new Uint8Array(44), 7);
};
const told = (events: readonly WalkEvent[]) =>
  events.map((event) => `${event.kind}${event.recorded?.line === null ? '*' : ''}`).join(' ');

describe('every prefix', () => {
  test.each([
    ['dmesg', '[11735.076121] ', 11_735_076.121],
    ['dmesg -T', '[Mon Jan  5 12:00:00 2026] ', Date.UTC(2026, 0, 5, 12)],
    ['dmesg -x', 'kern  :warn  : [11735.204319] ', 11_735_204.319],
    ['dmesg -r', '<4>[11735.204319] ', 11_735_204.319],
    ['dmesg -d', '[11735.204319 <    0.000007>] ', 11_735_204.319],
    ['dmesg --time-format iso', '2026-01-05T12:00:00,250000+00:00 ', Date.UTC(2026, 0, 5, 12, 0, 0, 250)],
    ['journalctl', 'Jan 05 12:00:00 fw kernel: ', Date.UTC(2024, 0, 5, 12)],
    ['journalctl -o short-precise', 'Jan 05 12:00:00.250000 fw kernel: ', Date.UTC(2024, 0, 5, 12, 0, 0, 250)],
    ['journalctl -o short-iso', '2026-01-05T13:00:00+0100 fw kernel: ', Date.UTC(2026, 0, 5, 12)],
    [
      'journalctl -o short-iso-precise',
      '2026-01-05T12:00:00.250000+00:00 fw kernel: ',
      Date.UTC(2026, 0, 5, 12, 0, 0, 250),
    ],
    ['journalctl -o short-monotonic', '[11735.076121] fw kernel: ', 11_735_076.121],
    ['journalctl -o short-unix', '1767614400.250000 fw kernel: ', 1_767_614_400_250],
    ['journalctl -o short-full', 'Mon 2026-01-05 12:00:00 UTC fw kernel: ', null],
    ['journalctl -o cat', '', null],
    ['syslog', 'Jan  5 12:00:00 fw kernel: [11735.076121] ', 11_735_076.121],
  ])('%s', (_name, prefix, time) => {
    const { lines } = readTraceLog(`${prefix}TRACE: filter:INPUT:rule:2 ${FIELDS}\n${prefix}ssh: ${FIELDS}`);
    expect(lines.map(({ kind }) => kind)).toEqual(['rule', 'message']);
    expect(lines[0]?.time === null ? null : Math.round((lines[0]?.time ?? 0) * 1000) / 1000).toBe(time);
    expect(lines[0]).toMatchObject({ table: 'filter', chain: 'INPUT', rule: 2 });
  });
});

test('the packet of a line, as a step', () => {
  const [step] = recordedSteps(recordedPackets(readTraceLog(`TRACE: raw:PREROUTING:policy:2 ${FIELDS}`)));
  expect(step?.step).toEqual({
    packet: {
      in: 'eth0',
      src: '203.0.113.9',
      dst: '198.51.100.10',
      proto: 'tcp',
      ttl: 64,
      tos: 0,
      id: 4096,
      df: true,
      sport: 42000,
      dport: 22,
      flags: 'SYN',
      window: 64240,
      length: 44,
      srcMac: '02:00:00:00:01:01',
    },
  });
});

test('lines are events, what lies between them follows and says so', () => {
  const { events, problems } = replayed(
    ['raw:PREROUTING:policy:2', 'filter:INPUT:rule:2', 'filter:SSH:return:2']
      .map((at) => `TRACE: ${at} ${FIELDS}`)
      .join('\n'),
  );
  expect(problems).toEqual([]);
  expect(told(events)).toBe(
    'received hook table matched* logged policy hook table missed* logged matched jumped missed* logged matched verdict* dropped*',
  );
  expect(events.at(-1)).toMatchObject({ kind: 'dropped', place: { table: 'filter', chain: 'SSH', rule: 2 } });
});

test('packets of one log are told apart; long silences become waits', () => {
  const other = FIELDS.replace('ID=4096', 'ID=4097');
  const log = [
    `[1.000000] TRACE: raw:PREROUTING:policy:2 ${FIELDS}`,
    `[1.000001] TRACE: raw:PREROUTING:policy:2 ${other}`,
    `[1.000002] TRACE: filter:INPUT:rule:2 ${FIELDS}`,
    `[1.000003] TRACE: filter:INPUT:rule:1 ${other}`,
    `[9.000000] TRACE: raw:PREROUTING:policy:2 ${FIELDS}`,
  ].join('\n');
  const packets = recordedPackets(readTraceLog(log));
  expect(packets.map(({ lines }) => lines.map(({ number }) => number))).toEqual([[1, 3], [2, 4], [5]]);
  expect(recordedSteps(packets).map(({ step }) => ('wait' in step ? step.wait : 'packet'))).toEqual([
    'packet',
    'packet',
    8,
    'packet',
  ]);
});

test.each([
  ['filter:INPUT:rule:7', { kind: 'no-rule', chain: 'INPUT', rule: 7, rules: 2 }],
  ['filter:FOO:rule:1', { kind: 'no-chain', chain: 'FOO' }],
  ['nat:PREROUTING:rule:1', { kind: 'no-table', table: 'nat' }],
  ['filter:INPUT:policy:2', { kind: 'rule-goes-on', rule: 2 }],
  ['filter:INPUT:policy:9', { kind: 'no-rule', rule: 9, rules: 2 }],
])('a log that does not fit the ruleset: %s', (at, problem) => {
  expect(replayed(`TRACE: ${at} ${FIELDS}`).problems).toMatchObject([{ line: 1, ...problem }]);
});

/** Printed by xtables-monitor --trace (iptables 1.8.9, nf_tables). */
const MONITOR = `
PACKET: 2 48fbf0ef IN=eth0 SRC=127.0.0.1 DST=127.0.0.1 LEN=44 TOS=0x0 TTL=64 ID=34541 DF
 TRACE: 2 48fbf0ef raw:PREROUTING:rule:0x2:CONTINUE  -4 -t raw -A PREROUTING -j TRACE
 TRACE: 2 48fbf0ef raw:PREROUTING:policy:ACCEPT
PACKET: 2 48fbf0ef IN=eth0 SRC=127.0.0.1 DST=127.0.0.1 LEN=44 TOS=0x0 TTL=64 ID=34541 DF MARK=0x7
 TRACE: 2 48fbf0ef filter:INPUT:rule:0x6:JUMP:SSH  -4 -t filter -A INPUT -p tcp -j SSH
 TRACE: 2 48fbf0ef filter:SSH:rule:0x7:DROP  -4 -t filter -A SSH -j DROP`;

test('xtables-monitor names rules by their text', () => {
  const { events, problems } = replayed(MONITOR);
  expect(problems).toEqual([]);
  expect(told(events)).toBe(
    'received hook table logged matched logged policy hook table marked missed* logged matched jumped missed* logged matched verdict* dropped*',
  );
  expect(readTraceLog('trace id 244137e7 ip raw OUTPUT packet: oif "lo"').isNft).toBe(true);
});
