import {
  ipDestination,
  ipHeaderLength,
  ipIsFragment,
  ipProtocol,
  ipSource,
  jhash,
  read32,
  scaleTo,
} from '../../net/index.ts';
import type { Packet, Result } from '../../model/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { prefixMask } from '../address.ts';
import { defineTarget, type KernelRefusal } from '../extension.ts';
import { hex } from '../format.ts';
import { usage, type GivenOptions, type OptionContext, type OptionSpec, type UsageError } from '../options.ts';
import { help } from './hmark.help.ts';

/** struct xt_hmark_info; null where an option was not given, which the kernel takes for 0. */
interface Hmark {
  readonly sourcePrefix: number | null;
  readonly destinationPrefix: number | null;
  readonly sourcePortMask: number | null;
  readonly destinationPortMask: number | null;
  readonly spiMask: number | null;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  readonly spi: number | null;
  readonly protocolMask: number | null;
  readonly seed: number;
  readonly modulus: number;
  readonly offset: number | null;
  readonly connection: boolean;
}

/** Words of --hmark-tuple and the option that each stands for with its full mask. */
const PARTS: Readonly<Record<string, readonly [string, number]>> = {
  src: ['hmark-src-prefix', 32],
  dst: ['hmark-dst-prefix', 32],
  sport: ['hmark-sport-mask', 0xffff],
  dport: ['hmark-dport-mask', 0xffff],
  spi: ['hmark-spi-mask', 0xffffffff],
  proto: ['hmark-proto-mask', 0xffff],
  ct: ['ct', 1],
};

function readTuple(text: string): Result<readonly string[], UsageError> {
  const words = text.split(',');
  for (const word of words) {
    if (word === '')
      return usage('"--hmark-tuple" requires a list of types with no spaces, e.g. src,dst,sport,dport,proto');
    if (!Object.hasOwn(PARTS, word)) return usage(`Bad type "${word}"`);
  }
  return ok(words);
}

const tupleOf = (given: GivenOptions): readonly string[] => given.value<readonly string[]>('hmark-tuple') ?? [];
const isInTuple = (given: GivenOptions, option: string): boolean =>
  tupleOf(given).some((word) => PARTS[word]?.[0] === option);

/** What the tuple set already counts as given. */
const once = (_value: unknown, { option, given }: OptionContext): UsageError | null =>
  isInTuple(given, option) ? { message: `HMARK: option "--${option}" can only be used once.\n` } : null;

const options: readonly OptionSpec[] = [
  {
    name: 'hmark-tuple',
    kind: 'custom',
    read: readTuple,
    widget: 'flags',
    choices: Object.keys(PARTS),
    placeholder: 'src,dst',
  },
  { name: 'hmark-src-prefix', kind: 'prefixLength', verify: once, placeholder: '24' },
  { name: 'hmark-dst-prefix', kind: 'prefixLength', verify: once, placeholder: '24' },
  { name: 'hmark-sport-mask', kind: 'uint16', verify: once },
  { name: 'hmark-dport-mask', kind: 'uint16', verify: once },
  { name: 'hmark-spi-mask', kind: 'uint32', verify: once },
  { name: 'hmark-sport', kind: 'uint16' },
  { name: 'hmark-dport', kind: 'uint16' },
  { name: 'hmark-spi', kind: 'uint32' },
  { name: 'hmark-proto-mask', kind: 'uint16', verify: once },
  { name: 'hmark-rnd', kind: 'uint32', placeholder: '0xfeedcafe' },
  { name: 'hmark-mod', kind: 'uint32', min: 1, placeholder: '10' },
  { name: 'hmark-offset', kind: 'uint32', placeholder: '0' },
];

/** HMARK_check. */
function checkParts(given: GivenOptions): UsageError | null {
  const has = (option: string): boolean => given.has(option) || isInTuple(given, option);
  if (!has('hmark-mod')) return { message: '--hmark-mod is mandatory' };
  if (!has('hmark-rnd')) return { message: '--hmark-rnd is mandatory' };
  if (has('hmark-spi-mask') && (has('hmark-sport-mask') || has('hmark-dport-mask')))
    return { message: 'you cannot use --hmark-spi-mask and --hmark-?port-mask,at the same time' };
  const parts =
    tupleOf(given).length + given.all.filter(({ name }) => !/^hmark-(mod|rnd|offset|tuple)$/.test(name)).length;
  return parts > 0 ? null : { message: 'you have to specify --hmark-tuple at least' };
}

function buildHmark(given: GivenOptions): Hmark {
  const value = (option: string): number | null => {
    const word = tupleOf(given).find((part) => PARTS[part]?.[0] === option);
    // Where both are given the tuple came last, and sets its full mask.
    return (word === undefined ? given.value<number>(option) : PARTS[word]?.[1]) ?? null;
  };
  const prefix = (option: string): number | null => {
    const length = value(option);
    return length === null ? null : Math.min(length, 32);
  };
  return {
    sourcePrefix: prefix('hmark-src-prefix'),
    destinationPrefix: prefix('hmark-dst-prefix'),
    sourcePortMask: value('hmark-sport-mask'),
    destinationPortMask: value('hmark-dport-mask'),
    spiMask: value('hmark-spi-mask'),
    sourcePort: value('hmark-sport'),
    destinationPort: value('hmark-dport'),
    spi: value('hmark-spi'),
    protocolMask: value('hmark-proto-mask'),
    seed: value('hmark-rnd') ?? 0,
    modulus: value('hmark-mod') ?? 1,
    offset: value('hmark-offset'),
    connection: tupleOf(given).includes('ct'),
  };
}

const wide =
  (digits: number) =>
  (value: number): string =>
    `0x${value.toString(16).padStart(digits, '0')}`;

/** Option, value, and how iptables-save and -L write it, in their order. */
const fields = (params: Hmark): readonly (readonly [string, string, string])[] =>
  (
    [
      ['src-prefix', params.sourcePrefix, String, String],
      ['dst-prefix', params.destinationPrefix, String, String],
      ['sport-mask', params.sourcePortMask, wide(4), hex],
      ['dport-mask', params.destinationPortMask, wide(4), hex],
      ['spi-mask', params.spiMask, wide(8), hex],
      ['sport', params.sourcePort, wide(4), hex],
      ['dport', params.destinationPort, wide(4), hex],
      ['spi', params.spi, wide(8), hex],
      ['proto-mask', params.protocolMask, wide(2), hex],
      ['rnd', params.seed, wide(8), hex],
    ] as const
  ).flatMap(([name, value, saved, listed]) => (value === null ? [] : [[name, saved(value), listed(value)] as const]));

/** xt_HMARK: hmark_tg_v4. */
export const hmark = defineTarget<Hmark>({
  kind: 'target',
  name: 'HMARK',
  help,
  chip: 'mark',
  options,
  finalCheck: checkParts,
  build: (given) => ok(buildHmark(given)),
  check: checkLayer,
  save: (params) => [
    ...fields(params).flatMap(([name, saved]) => [`--hmark-${name}`, saved]),
    '--hmark-mod',
    String(params.modulus),
    ...(params.offset === null ? [] : ['--hmark-offset', String(params.offset)]),
    ...(params.connection ? ['--hmark-tuple', 'ct'] : []),
  ],
  list: (params) =>
    `HMARK mod ${params.modulus} ${params.offset === null ? '' : `+ ${hex(params.offset)} `}${params.connection ? 'ct, ' : ''}` +
    fields(params)
      .map(([name, , listed]) => `${name} ${listed} `)
      .join(''),
  brief: ({ modulus, offset }) => `mod ${modulus}${offset === null ? '' : ` + ${offset}`}`,
  apply: (params, context) => {
    const flow = params.connection ? connectionFlow(params, context.packet) : packetFlow(params, context.packet);
    if (flow !== null) context.packet.mark = markOf(flow, params);
    return CONTINUE;
  },
});

interface Flow {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  /** The larger port above the smaller, so that both directions are alike. */
  readonly ports: number;
}

/** hmark_hash: alike for both directions of a flow. */
function markOf(
  { source, destination, protocol, ports }: Flow,
  { seed, modulus, offset, protocolMask }: Hmark,
): number {
  const [low, high] = source < destination ? [source, destination] : [destination, source];
  const hash = (jhash([low, high, ports], seed) ^ (protocol & (protocolMask ?? 0))) >>> 0;
  return (scaleTo(hash, modulus) + (offset ?? 0)) >>> 0;
}

const masked = (address: number, prefix: number | null): number =>
  prefix === null ? 0 : (address & prefixMask(prefix)) >>> 0;

/** hmark_swap_ports; the SPI stands where the two ports do. */
function orderedPorts(word: number, params: Hmark): number {
  const both = (high: number | null, low: number | null): number => (((high ?? 0) << 16) | (low ?? 0)) >>> 0;
  const mask = params.spiMask ?? both(params.sourcePortMask, params.destinationPortMask);
  const set = ((params.spi ?? 0) | both(params.sourcePort, params.destinationPort)) >>> 0;
  const value = ((word & mask) | set) >>> 0;
  const [source, destination] = [value >>> 16, value & 0xffff];
  return destination > source ? both(destination, source) : both(source, destination);
}

/** hmark_ct_set_htuple: the client, and the server as it answers. */
function connectionFlow(params: Hmark, { conntrack }: Packet): Flow | null {
  if (conntrack === null || conntrack === 'untracked') return null;
  const { original, reply } = conntrack.entry;
  const word = ((original.sourcePart << 16) | reply.sourcePart) >>> 0;
  return {
    source: masked(original.source, params.sourcePrefix),
    destination: masked(reply.source, params.destinationPrefix),
    protocol: original.protocol,
    ports: original.protocol === ICMP ? 0 : orderedPorts(word, params),
  };
}

const ICMP = 1;
const ICMP_HEADER = 8;
const ICMP_ERRORS = [3, 4, 5, 11, 12];
/** Where the ports or the SPI stand behind the IP header (proto_ports_offset). */
const PORTS_AT: Readonly<Record<number, number>> = { 6: 0, 17: 0, 33: 0, 50: 0, 132: 0, 136: 0, 51: 4 };

/** hmark_pkt_set_htuple_ipv4: of an ICMP error, the packet that it quotes. */
function packetFlow(params: Hmark, { bytes }: Packet): Flow | null {
  const transport = ipHeaderLength(bytes);
  const isError =
    ipProtocol(bytes) === ICMP &&
    transport + ICMP_HEADER <= bytes.length &&
    ICMP_ERRORS.includes(bytes[transport] ?? 0);
  const at = isError ? transport + ICMP_HEADER : 0;
  if (at + 20 > bytes.length) return null;
  const portsAt = PORTS_AT[ipProtocol(bytes, at)];
  const from = at + ipHeaderLength(bytes, at) + (portsAt ?? 0);
  const hasPorts = portsAt !== undefined && !ipIsFragment(bytes, at) && from + 4 <= bytes.length;
  return {
    source: masked(ipSource(bytes, at), params.sourcePrefix),
    destination: masked(ipDestination(bytes, at), params.destinationPrefix),
    protocol: ipProtocol(bytes, at),
    ports: hasPorts ? orderedPorts(read32(bytes, from), params) : 0,
  };
}

/** hmark_tg_check. */
function checkLayer({ spi, sourcePort, destinationPort }: Hmark): KernelRefusal | null {
  return spi !== null && (sourcePort !== null || destinationPort !== null)
    ? { errno: 'EINVAL', log: "xt_HMARK: spi-set and port-set can't be combined" }
    : null;
}
