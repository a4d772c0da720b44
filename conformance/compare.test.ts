import { describe, expect, test } from 'vitest';

import { compareResults, compareRuns } from './compare.ts';
import { read32, readDatagram } from './datagram.ts';
import type { KernelResult, Recording, Scenario } from './document.ts';
import { runOnEngine } from './engine.ts';
import { tcp } from './packets.ts';
import { readRecordings } from './recordings.ts';

function recorded(path: string): Recording {
  const found = readRecordings().find((recording) => recording.path === path);
  if (found === undefined) throw new Error(`no recording ${path}`);
  return found.recording;
}

/** The paths at which the comparison finds the text changed from `from` to `to` in the engine's result. */
function pathsAfter({ scenario, kernel }: Recording, from: string | RegExp, to: string): readonly string[] {
  const engine = JSON.parse(JSON.stringify(kernel).replace(from, to)) as KernelResult;
  expect(engine).not.toEqual(kernel);
  return compareResults(scenario, kernel, engine).map(({ path }) => path);
}

describe('what differs is found', () => {
  const handshake = recorded('walk/home-router-forwards-a-handshake.json');

  test.each([
    ['a rule number', 'filter:FORWARD:rule:2', 'filter:FORWARD:rule:1', ['steps[0].log[4]']],
    ['a log level', '"level":4', '"level":5', ['steps[0].log[0]']],
    ['a counter', '[3:', '[4:', ['save line [2]']],
    ['a byte sent', '"hex":"4500', '"hex":"4510', ['steps[0].sent[0]']],
    ['a device', '"dev":"eth0"', '"dev":"eth1"', ['steps[0].sent[0]']],
    ['a forwarded id', /ID=4660/, 'ID=4661', ['steps[0].log[0]']],
    ['a trailing blank', 'OPT (020405B4) "', 'OPT (020405B4)"', ['steps[0].log[0]']],
    ['a state', '[ASSURED] ', '', ['conntrack[0]']],
    ['a timeout that is far off', /\d+ ESTABLISHED src/, '290 ESTABLISHED src', ['conntrack[0]']],
    ['an exit code', '"exit":0', '"exit":1', ['restore.exit']],
  ] as const)('%s', (_, from, to, paths) => {
    const found = pathsAfter(handshake, from, to);
    if (from === '[3:') expect(found.every((path) => path.startsWith('save line'))).toBe(true);
    else expect(found).toEqual(paths);
  });
});

describe('what Linux draws is not', () => {
  test('the id of an answer, when the checksum fits', () => {
    const { scenario, kernel } = recorded('stack/echo-is-answered.json');
    const step = kernel.steps?.[0];
    const sent = step?.sent?.[0];
    if (!step || !sent) throw new Error('the recording has no answer');
    const id = Number.parseInt(sent.hex.slice(8, 12), 16);
    const next = ((id + 1) & 0xffff).toString(16).padStart(4, '0');
    const wrongChecksum = sent.hex.slice(0, 8) + next + sent.hex.slice(12);
    const log =
      step.log?.map(({ level, line }) => ({ level, line: line.replace(` ID=${id} `, ` ID=${(id + 1) & 0xffff} `) })) ??
      [];
    const engine = (hex: string): KernelResult => ({
      ...kernel,
      steps: (kernel.steps ?? []).map((other, at) => (at === 0 ? { log, sent: [{ dev: sent.dev, hex }] } : other)),
    });
    expect(compareResults(scenario, kernel, engine(wrongChecksum)).map(({ path }) => path)).toEqual([
      'steps[0].sent[0]',
    ]);
    const checksum = Number.parseInt(sent.hex.slice(20, 24), 16);
    const right = (checksum - 1).toString(16).padStart(4, '0');
    expect(
      compareResults(scenario, kernel, engine(wrongChecksum.slice(0, 20) + right + wrongChecksum.slice(24))),
    ).toEqual([]);
  });

  test('a timeout within 2 s', () => {
    const { scenario, kernel } = recorded('walk/home-router-forwards-a-handshake.json');
    const earlier = (line: string) =>
      line.replace(/(\d+) ESTABLISHED/, (_, seconds: string) => `${Number(seconds) - 2} ESTABLISHED`);
    const engine = { ...kernel, conntrack: kernel.conntrack?.map(earlier) ?? [] };
    expect(engine).not.toEqual(kernel);
    expect(compareResults(scenario, kernel, engine)).toEqual([]);
  });
});

test('a packet that acknowledges a drawn sequence number acknowledges the engine’s own', () => {
  const peer = { src: '198.51.100.7', dst: '203.0.113.1', sport: 1000, dport: 22 };
  const answer = (seq: number) =>
    tcp({ src: peer.dst, dst: peer.src, sport: 22, dport: 1000, tcp: 'SYN,ACK', seq, ack: 1001, id: 0 });
  const ack = (number: number) => tcp({ ...peer, tcp: 'ACK', seq: 1001, ack: number });
  const scenario: Scenario = {
    chainwalk: 1,
    host: { interfaces: [{ name: 'eth0' }] },
    ruleset: '',
    timeline: [{ packet: { in: 'eth0', hex: tcp(peer) } }, { packet: { in: 'eth0', hex: ack(3_000_000_001) } }],
  };
  const result = (isn: number): KernelResult => ({
    restore: { exit: 0, stderr: '' },
    steps: [
      { log: [], sent: [{ dev: 'eth0', hex: answer(isn) }] },
      { log: [], sent: [] },
    ],
  });
  const kernel = { scenario, result: result(3_000_000_000) };
  const engine = runOnEngine(() => result(77_000), kernel);
  const second = engine.scenario.timeline[1];
  const datagram = second && 'packet' in second ? readDatagram(second.packet.hex) : undefined;
  expect(datagram && read32(datagram.body, 8)).toBe(77_001);
  expect(second && 'packet' in second ? second.packet.hex : undefined).toBe(ack(77_001));
  expect(compareRuns(kernel, engine)).toEqual([]);
});
