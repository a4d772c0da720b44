import type { ConntrackTemplate, Packet, Result, TargetVerdict } from '../../model/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { formatNames, type NamedBits } from '../conntrack-state.ts';
import { defineTarget, type CheckContext, type KernelRefusal } from '../extension.ts';
import { savedOption } from '../format.ts';
import { leadingUnsigned } from '../numbers.ts';
import { usage, type GivenOptions, type OptionSpec, type UsageError } from '../options.ts';
import { help } from './ct.help.ts';

/** struct xt_ct_target_info_v1. */
interface Ct {
  readonly notrack: boolean;
  readonly helper: string;
  readonly timeout: string;
  readonly connectionEvents: number;
  readonly expectationEvents: number;
  readonly zone: number | 'mark';
  readonly zoneDirection: ConntrackTemplate['zoneDirection'];
}

/** Bit numbers of enum ip_conntrack_events and ip_conntrack_expect_events, in iptables' order. */
const EVENTS: NamedBits = {
  new: 1,
  related: 2,
  destroy: 4,
  reply: 8,
  assured: 16,
  protoinfo: 32,
  helper: 64,
  mark: 128,
  natseqinfo: 256,
  secmark: 512,
};
const EXPECTATION_EVENTS: NamedBits = { new: 1 };
const NAME_BYTES = { helper: 15, timeout: 31 };

const readEvents =
  (events: NamedBits) =>
  (text: string): Result<number, UsageError> => {
    let mask = 0;
    for (const word of text.split(',')) {
      const bit = events[word];
      if (bit === undefined) return usage(`Unknown event type "${word}"`);
      mask |= bit;
    }
    return ok(mask);
  };

/** ct_parse_zone_id: decimal, hex, octal, or 'mark'. */
function readZone(text: string): Result<number | 'mark', UsageError> {
  if (text === 'mark') return ok(text);
  const found = leadingUnsigned(text);
  return found === null || found.rest !== '' || found.value > 65535n
    ? usage(`Cannot parse ${text} as a zone ID`)
    : ok(Number(found.value));
}

const options: readonly OptionSpec[] = [
  { name: 'notrack', kind: 'flag' },
  { name: 'helper', kind: 'string', placeholder: 'ftp' },
  { name: 'timeout', kind: 'string' },
  { name: 'ctevents', kind: 'custom', read: readEvents(EVENTS), placeholder: 'new,destroy' },
  { name: 'expevents', kind: 'custom', read: readEvents(EXPECTATION_EVENTS), placeholder: 'new' },
  { name: 'zone-orig', kind: 'custom', read: readZone, placeholder: '1' },
  { name: 'zone-reply', kind: 'custom', read: readZone, placeholder: '1' },
  { name: 'zone', kind: 'custom', read: readZone, placeholder: '1' },
];

/** The last zone that was given holds; the direction is that of every option given. */
function zoneOf(given: GivenOptions): Pick<Ct, 'zone' | 'zoneDirection'> {
  const last = given.all.findLast(({ name }) => name.startsWith('zone'));
  const zone = (last?.value ?? 0) as number | 'mark';
  const original = given.has('zone-orig');
  const reply = given.has('zone-reply');
  return { zone, zoneDirection: original === reply ? 'both' : original ? 'original' : 'reply' };
}

const ZONE_OPTION = { both: 'zone', original: 'zone-orig', reply: 'zone-reply' } as const;

/** Options in iptables' order, as name and value. */
function words(params: Ct): readonly (readonly [string, string | null])[] {
  const { zone, connectionEvents, expectationEvents } = params;
  return [
    ...(params.notrack ? [['notrack', null] as const] : []),
    ...(params.helper === '' ? [] : [['helper', params.helper] as const]),
    ...(params.timeout === '' ? [] : [['timeout', params.timeout] as const]),
    ...(connectionEvents === 0 ? [] : [['ctevents', formatNames(connectionEvents, EVENTS)] as const]),
    ...(expectationEvents === 0 ? [] : [['expevents', formatNames(expectationEvents, EXPECTATION_EVENTS)] as const]),
    ...(zone === 0 ? [] : [[ZONE_OPTION[params.zoneDirection], String(zone)] as const]),
  ];
}

/** xt_CT: xt_ct_target_v1. */
export const ct = defineTarget<Ct, ConntrackTemplate>({
  kind: 'target',
  name: 'CT',
  size: 104,
  help,
  chip: 'other',
  options,
  legality: { tables: ['raw'] },
  needs: ({ notrack }) => (notrack ? [] : ['conntrack', 'defrag']),
  build: (given) =>
    ok({
      notrack: given.has('notrack'),
      helper: (given.value<string>('helper') ?? '').slice(0, NAME_BYTES.helper),
      timeout: (given.value<string>('timeout') ?? '').slice(0, NAME_BYTES.timeout),
      connectionEvents: given.value<number>('ctevents') ?? 0,
      expectationEvents: given.value<number>('expevents') ?? 0,
      ...zoneOf(given),
    }),
  check: checkHelper,
  save: (params) => words(params).flatMap(([name, value]) => savedOption(name, value)),
  list: (params) =>
    ['CT', ...words(params).map(([name, value]) => (value === null ? name : `${name} ${value}`))].join(' '),
  translate: ({ notrack }) => (notrack ? 'notrack' : null),
  brief: (params) =>
    words(params)
      .map(([name, value]) => (value === null ? name : `${name}:${value}`))
      .join(' '),
  // One template for all packets of the rule: what later rules note on it stays.
  initialState: ({ zone, zoneDirection, helper, timeout }): ConntrackTemplate => ({
    zone: zone === 'mark' ? 0 : zone,
    zoneDirection,
    zoneFromMark: zone === 'mark',
    helper: helper === '' ? null : helper,
    timeoutPolicy: timeout === '' ? null : timeout,
  }),
  apply: (params, { packet, state, host }) => {
    if (params.notrack) return untrack(packet);
    if (packet.conntrack === null) host.attachTemplate(packet, state);
    return CONTINUE;
  },
});

/** A packet that already has an entry (looped through lo) keeps it. */
export function untrack(packet: Packet): TargetVerdict {
  packet.conntrack ??= 'untracked';
  return CONTINUE;
}

/** The helpers of Linux 6.18 and the protocols they speak. */
const HELPERS: Readonly<Record<string, readonly number[]>> = {
  ftp: [6],
  tftp: [17],
  sip: [6, 17],
  irc: [6],
  pptp: [6],
  amanda: [17],
  'netbios-ns': [17],
  snmp: [17],
  snmp_trap: [17],
  sane: [6],
  RAS: [17],
  'Q.931': [6],
  'H.245': [17],
};
const NO_PROTOCOL = 'xt_CT: You must specify a L4 protocol and not use inversions on it';

/** xt_ct_tg_check. */
function checkHelper(params: Ct, { head: { protocol } }: CheckContext): KernelRefusal | null {
  const known = protocol.number !== 0 && !protocol.inverted;
  if (params.notrack) return null;
  if (params.helper !== '') {
    if (!known) return { errno: 'ENOENT', log: NO_PROTOCOL };
    if (!HELPERS[params.helper]?.includes(protocol.number))
      return { errno: 'ENOENT', log: `xt_CT: No such helper "${params.helper}"` };
  }
  if (params.timeout === '') return null;
  return known
    ? { errno: 'ENOENT', log: `No such timeout policy "${params.timeout}"` }
    : { errno: 'EINVAL', log: NO_PROTOCOL };
}
