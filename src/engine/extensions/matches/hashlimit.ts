import { formatAddress, ipDestination, ipProtocol, ipSource, read32 } from '../../net/index.ts';
import type { HostServices, MatchContext, MatchResult, Result } from '../../model/index.ts';
import { matchIf, ok } from '../../model/index.ts';
import { prefixMask } from '../address.ts';
import { defineMatch, type KernelRefusal } from '../extension.ts';
import { savedOption } from '../format.ts';
import {
  byteCredits,
  createBucket,
  levelOf,
  packetCredits,
  refill,
  take,
  type Bucket,
  type BucketConfig,
} from '../hashlimit-bucket.ts';
import {
  BURST_MAX,
  BYTE_EXPIRE_BURST,
  bytesPerSecond,
  formatBytes,
  formatPackets,
  parseBurst,
  parseRate,
  tooManyPackets,
  type Rate,
} from '../hashlimit-rate.ts';
import { nftRate } from '../nft-words.ts';
import { parseUnsigned } from '../numbers.ts';
import { usage, type GivenOptions, type OptionContext, type OptionSpec, type UsageError } from '../options.ts';
import { help } from './hashlimit.help.ts';

/** Parts of a packet that buckets are told apart by, in iptables' order. */
const MODES = ['srcip', 'srcport', 'dstip', 'dstport'] as const;
type Mode = (typeof MODES)[number];

/** struct xt_hashlimit_mtinfo3; times in ms. */
interface Hashlimit {
  readonly table: string;
  readonly comparison: 'upto' | 'above';
  readonly bytes: boolean;
  readonly average: bigint;
  readonly burst: bigint;
  readonly modes: readonly Mode[];
  readonly size: number;
  readonly max: number;
  readonly gcInterval: number;
  readonly expire: number;
  readonly sourceLength: number;
  readonly destinationLength: number;
  readonly rateMatch: boolean;
  /** Seconds; 0 where not given. */
  readonly interval: number;
}

/** A named table of buckets (struct xt_hashlimit_htable), made by the first rule that names it. */
interface Table {
  readonly config: BucketConfig;
  readonly params: Hashlimit;
  readonly created: number;
  readonly buckets: Map<string, Bucket>;
}

const HZ = 250;
const DEFAULT_BURST = 5n;
const SIZE_MAX = 1_048_576;
const DEFAULT_SIZE = 8192;
const GC_INTERVAL = 1000;
const NAME_BYTES = 254;
const DEFAULT_RATE: Rate = { bytes: false, average: 0n, unit: 1 };

function readRate(text: string, { option }: OptionContext): Result<Rate, UsageError> {
  const rate = parseRate(text);
  if (!rate.ok) return rate;
  return rate.value === null ? usage(`hashlimit: Bad value for "--${option}" option: "${text}"`) : ok(rate.value);
}

/** strtok: empty names are skipped. */
function readModes(text: string): Result<readonly Mode[], UsageError> {
  const names = text.split(',').filter((name) => name !== '');
  if (names.some((name) => !(MODES as readonly string[]).includes(name)))
    return usage(`hashlimit: Bad value for "--hashlimit-mode" option: "${text}"`);
  return ok(MODES.filter((mode) => names.includes(mode)));
}

const readInterval = (text: string): Result<number, UsageError> => {
  const seconds = parseUnsigned(text, 0xffffffff, 1);
  return seconds === null
    ? usage(`hashlimit: Bad value for "--hashlimit-rate-interval" option: "${text}"`)
    : ok(seconds);
};

const options: readonly OptionSpec[] = [
  {
    name: 'hashlimit-upto',
    aliases: ['hashlimit'],
    kind: 'custom',
    read: readRate,
    invert: true,
    excludes: ['hashlimit-above'],
    placeholder: '10/sec',
  },
  {
    name: 'hashlimit-above',
    kind: 'custom',
    read: readRate,
    invert: true,
    excludes: ['hashlimit-upto'],
    placeholder: '10/sec',
  },
  { name: 'hashlimit-srcmask', kind: 'prefixLength', placeholder: '32' },
  { name: 'hashlimit-dstmask', kind: 'prefixLength', placeholder: '32' },
  { name: 'hashlimit-burst', kind: 'custom', read: parseBurst, placeholder: '5' },
  { name: 'hashlimit-htable-size', kind: 'uint32' },
  { name: 'hashlimit-htable-max', kind: 'uint32' },
  { name: 'hashlimit-htable-gcinterval', kind: 'uint32' },
  { name: 'hashlimit-htable-expire', kind: 'uint32' },
  { name: 'hashlimit-mode', kind: 'custom', read: readModes, widget: 'flags', choices: MODES, placeholder: 'srcip' },
  { name: 'hashlimit-name', kind: 'string', mandatory: true, min: 1, placeholder: 'http' },
  { name: 'hashlimit-rate-match', kind: 'flag' },
  { name: 'hashlimit-rate-interval', kind: 'custom', read: readInterval },
];

/** As a shell reports it. */
const KILLED_BY_SIGFPE = 128 + 8;

const rateOption = (given: GivenOptions): string =>
  given.has('hashlimit-above') ? 'hashlimit-above' : 'hashlimit-upto';

/** hashlimit_mt_check: a burst in bytes counts how often the rate fits into it. */
function checkBurst(given: GivenOptions): UsageError | null {
  const rate = given.value<Rate>(rateOption(given));
  if (rate === undefined) return { message: 'You have to specify --hashlimit' };
  const burst = given.value<bigint>('hashlimit-burst');
  if (burst === undefined) return null;
  if (!rate.bytes) return burst > BURST_MAX ? tooManyPackets().error : null;
  const least = bytesPerSecond(rate.average);
  // Less than a chunk a second counts as none, and the tool divides by it.
  if (least === 0n) return { message: 'Floating point exception', exit: KILLED_BY_SIGFPE };
  return burst < least ? { message: `burst cannot be smaller than ${least}b` } : null;
}

function buildHashlimit(given: GivenOptions): Hashlimit {
  const rate = given.value<Rate>(rateOption(given)) ?? DEFAULT_RATE;
  const burst = given.value<bigint>('hashlimit-burst');
  const perSecond = bytesPerSecond(rate.average);
  const byteBurst = burst === undefined || perSecond === 0n ? 0n : (burst + perSecond - 1n) / perSecond;
  const unit = rate.bytes && burst !== undefined ? BYTE_EXPIRE_BURST : rate.unit;
  return {
    table: (given.value<string>('hashlimit-name') ?? '').slice(0, NAME_BYTES),
    comparison: (rateOption(given) === 'hashlimit-above') !== given.inverted(rateOption(given)) ? 'above' : 'upto',
    bytes: rate.bytes,
    average: rate.average,
    burst: rate.bytes ? byteBurst : (burst ?? DEFAULT_BURST),
    modes: given.value<readonly Mode[]>('hashlimit-mode') ?? [],
    size: Math.min(given.value<number>('hashlimit-htable-size') ?? 0, SIZE_MAX),
    max: Math.min(given.value<number>('hashlimit-htable-max') ?? 0, SIZE_MAX),
    gcInterval: given.value<number>('hashlimit-htable-gcinterval') ?? GC_INTERVAL,
    expire: given.value<number>('hashlimit-htable-expire') ?? unit * 1000,
    sourceLength: given.value<number>('hashlimit-srcmask') ?? 32,
    destinationLength: given.value<number>('hashlimit-dstmask') ?? 32,
    rateMatch: given.has('hashlimit-rate-match'),
    interval: given.value<number>('hashlimit-rate-interval') ?? 0,
  };
}

/** hashlimit_mt_check_common. */
function checkHashlimit(params: Hashlimit): KernelRefusal | null {
  const { average, burst } = params;
  if (params.gcInterval === 0 || params.expire === 0 || params.sourceLength > 32 || params.destinationLength > 32)
    return { errno: 'EINVAL' };
  if (params.rateMatch)
    return average === 0n
      ? { errno: 'ERANGE', log: 'xt_hashlimit: hashlimit invalid rate' }
      : nameRefusal(params.table);
  if (params.bytes)
    return byteCredits(average) === 0n
      ? { errno: 'EINVAL', log: `xt_hashlimit: overflow, rate too high: ${average}` }
      : nameRefusal(params.table);
  if (burst === 0n || packetCredits(BigInt.asUintN(64, average * burst)) < packetCredits(average))
    return { errno: 'ERANGE', log: `xt_hashlimit: overflow, try lower: ${average}/${burst}` };
  return nameRefusal(params.table);
}

const nameRefusal = (name: string): KernelRefusal | null =>
  name === '.' || name === '..' || name.includes('/') ? { errno: 'EINVAL' } : null;

interface Words {
  readonly rate: string;
  readonly burst: string;
  /** Names as in a listing, with their values. */
  readonly table: readonly (readonly [string, string])[];
  readonly masks: readonly (readonly [string, string])[];
  readonly rateMatch: readonly (readonly [string, string])[];
}

/** The listing shows the rate over the whole interval, iptables-save the one that was given. */
function wordsOf(params: Hashlimit, period: bigint): Words {
  const packets = params.bytes ? null : formatPackets(period);
  const bytes = params.bytes ? formatBytes(params.average, params.burst) : null;
  const expire = packets?.expire ?? bytes?.expire ?? 0;
  const number = (name: string, value: number, usual: number): readonly (readonly [string, string])[] =>
    value === usual ? [] : [[name, String(value)]];
  return {
    rate: packets?.text ?? bytes?.text ?? '',
    burst: packets === null ? (bytes?.burst ?? '') : String(params.burst),
    table: [
      ...number('htable-size', params.size, 0),
      ...number('htable-max', params.max, 0),
      ...number('htable-gcinterval', params.gcInterval, GC_INTERVAL),
      ...number('htable-expire', params.expire, expire),
    ],
    masks: [...number('srcmask', params.sourceLength, 32), ...number('dstmask', params.destinationLength, 32)],
    rateMatch: params.rateMatch ? [['rate-match', ''], ...number('rate-interval', params.interval, 0)] : [],
  };
}

const savePeriod = ({ average }: Hashlimit): bigint => average;
const listPeriod = ({ average, interval }: Hashlimit): bigint =>
  interval === 0 ? average : average * BigInt(interval);

/** xt_hashlimit: hashlimit_mt, revision 3. */
export const hashlimit = defineMatch<Hashlimit, Table>({
  kind: 'match',
  name: 'hashlimit',
  size: 344,
  help,
  options,
  finalCheck: checkBurst,
  build: (given) => ok(buildHashlimit(given)),
  check: checkHashlimit,
  save: (params) => {
    const { rate, burst, table, masks, rateMatch } = wordsOf(params, savePeriod(params));
    const option = ([name, value]: readonly [string, string]): readonly string[] =>
      savedOption(`hashlimit-${name}`, value === '' ? null : value);
    return [
      ...option([params.comparison, rate]),
      ...(burst === '' ? [] : option(['burst', burst])),
      ...(params.modes.length === 0 ? [] : option(['mode', params.modes.join(',')])),
      ...option(['name', params.table]),
      ...[...table, ...masks, ...rateMatch].flatMap(option),
    ];
  },
  list: (params) => {
    const { rate, burst, table, masks, rateMatch } = wordsOf(params, listPeriod(params));
    return [
      `limit: ${params.comparison === 'above' ? 'above' : 'up to'} ${rate}`,
      ...(burst === '' ? [] : [`burst ${burst}`]),
      ...(params.modes.length === 0 ? [] : [`mode ${params.modes.join('-')}`]),
      ...[...table, ...masks, ...rateMatch].map(([name, value]) => (value === '' ? name : `${name} ${value}`)),
    ].join(' ');
  },
  translate: translateHashlimit,
  brief: (params) =>
    `${params.comparison === 'above' ? '>' : '≤'}${wordsOf(params, savePeriod(params)).rate}${params.modes.length === 0 ? '' : `/${params.modes.join('+')}`}`,
  initialState: openTable,
  describeState: ({ config, buckets }, _params, host) => ({
    unit: config.bytes ? 'bytes' : config.interval === null ? 'tokens' : 'packets',
    entries: [...buckets].map(([name, bucket]) => ({ name, ...levelOf(bucket, config, host.jiffies()) })),
  }),
  match: matchHashlimit,
});

function openTable(params: Hashlimit, host: HostServices): Table {
  return host.shared<Table>('hashlimit', params.table, () => ({
    params,
    config: {
      bytes: params.bytes,
      average: params.average,
      burst: params.burst,
      interval: params.rateMatch ? Math.max(1, params.interval) : null,
    },
    created: host.jiffies(),
    buckets: new Map(),
  }));
}

const ticks = (milliseconds: number): number => Math.ceil((milliseconds * HZ) / 1000);

function matchHashlimit(params: Hashlimit, context: MatchContext<Table>): MatchResult {
  const { state: table, host } = context;
  const { bytes } = context.packet;
  const key = keyOf(table.params, context);
  if (key === null) return { kind: 'hotdrop', reason: 'truncated ports' };
  const now = host.jiffies();
  const bucket = findBucket(table, key, now) ?? addBucket(table, key, now);
  if (bucket === null) return { kind: 'hotdrop', reason: `hashlimit table ${params.table} is full` };
  bucket.expires = now + ticks(table.params.expire);
  const below = take(bucket, table.config, bytes.length);
  const { rate, burst } = wordsOf(params, savePeriod(params));
  return matchIf(
    below,
    params.comparison === 'above',
    `--hashlimit-${params.comparison}`,
    () => `${rate}${burst === '' ? '' : ` burst ${burst}`}`,
    () => `${below ? 'below' : 'above'} it${key === '' ? '' : ` for ${key}`}`,
  );
}

/** hashlimit_init_dst: null where the ports that tell buckets apart are cut off. */
function keyOf(
  { modes, sourceLength, destinationLength }: Hashlimit,
  { packet: { bytes }, transportOffset }: MatchContext<Table>,
): string | null {
  const ports = modes.includes('srcport') || modes.includes('dstport') ? portsOf(bytes, transportOffset) : 0;
  if (ports === null) return null;
  return modes
    .map((mode) => {
      switch (mode) {
        case 'srcip':
          return formatAddress((ipSource(bytes) & prefixMask(sourceLength)) >>> 0);
        case 'dstip':
          return formatAddress((ipDestination(bytes) & prefixMask(destinationLength)) >>> 0);
        case 'srcport':
          return `:${ports >>> 16}`;
        case 'dstport':
          return `:${ports & 0xffff}`;
      }
    })
    .join(' ');
}

/** Where a protocol has ports, or something in their place (proto_ports_offset). */
const PORT_OFFSETS: Readonly<Record<number, number>> = { 6: 0, 17: 0, 33: 0, 50: 0, 132: 0, 136: 0, 51: 4 };

function portsOf(bytes: Uint8Array, transport: number): number | null {
  const offset = PORT_OFFSETS[ipProtocol(bytes)];
  if (offset === undefined) return 0;
  return bytes.length < transport + offset + 4 ? null : read32(bytes, transport + offset);
}

/** A bucket that ran out stays until the table is swept next. */
function findBucket({ params, config, created, buckets }: Table, key: string, now: number): Bucket | null {
  const bucket = buckets.get(key);
  if (bucket === undefined) return null;
  const sweep = ticks(params.gcInterval);
  const lastSweep = created + Math.floor((now - created) / sweep) * sweep;
  if (lastSweep >= bucket.expires) {
    buckets.delete(key);
    return null;
  }
  refill(bucket, config, now);
  return bucket;
}

function addBucket({ params, config, buckets }: Table, key: string, now: number): Bucket | null {
  const size = params.size === 0 ? DEFAULT_SIZE : params.size;
  const max = params.max === 0 ? 8 * size : Math.max(params.max, size);
  if (buckets.size >= max) return null;
  const bucket = createBucket(config, now);
  buckets.set(key, bucket);
  return bucket;
}

const NFT_MODES: { readonly [M in Mode]: string } = {
  dstip: 'ip daddr',
  dstport: 'tcp dport',
  srcip: 'ip saddr',
  srcport: 'tcp sport',
};
const NFT_ORDER: readonly Mode[] = ['dstip', 'dstport', 'srcip', 'srcport'];
const NFT_BYTES: Readonly<Record<string, string>> = { b: 'bytes', kb: 'kbytes', mb: 'mbytes' };
const DEFAULT_EXPIRE = 1000;

/** '20kb' → '20 kbytes' */
const translateBytes = (text: string): string =>
  text.replace(/^(\d+)(\w+)/, (_whole, count: string, unit: string) => `${count} ${NFT_BYTES[unit] ?? unit}`);

function translateRate({ bytes, average, burst }: Hashlimit): string {
  if (bytes) {
    const formatted = formatBytes(average, burst);
    const rate = `${translateBytes(formatted.text.slice(0, -2))}/second`;
    return formatted.burst === '' ? rate : `${rate} burst ${translateBytes(formatted.burst)}`;
  }
  return `${nftRate(formatPackets(average).text)}${burst === DEFAULT_BURST ? '' : ` burst ${burst} packets`}`;
}

/** Ports are tcp's whatever the protocol; a rate match is a mode without a name. */
function translateHashlimit(params: Hashlimit): string | null {
  const masked = (mode: Mode): string => {
    const length = mode === 'srcip' ? params.sourceLength : mode === 'dstip' ? params.destinationLength : 32;
    return NFT_MODES[mode] + (length === 32 ? '' : ` and ${formatAddress(prefixMask(Math.min(length, 32)))}`);
  };
  const keys = [
    ...NFT_ORDER.filter((mode) => params.modes.includes(mode)).map(masked),
    ...(params.rateMatch ? ['(null)'] : []),
  ];
  if (keys.length === 0) return null;
  const timeout = params.expire === DEFAULT_EXPIRE ? '' : ` timeout ${Math.floor(params.expire / 1000)}s`;
  return `meter ${params.table} { ${keys.join(' . ')}${timeout} limit rate ${params.comparison === 'above' ? 'over ' : ''}${translateRate(params)} }`;
}
