import type { DirectionCounters, MatchContext, MatchResult, Result } from '../../model/index.ts';
import { matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { notEqual } from '../nft-words.ts';
import { usage, type GivenOption, type UsageError } from '../options.ts';
import { help } from './connbytes.help.ts';

const DIRECTIONS = ['original', 'reply', 'both'] as const;
type Direction = (typeof DIRECTIONS)[number];
const MODES = ['packets', 'bytes', 'avgpkt'] as const;
type Mode = (typeof MODES)[number];

/** struct xt_connbytes_info. */
interface Connbytes {
  readonly from: bigint;
  readonly to: bigint;
  readonly inverted: boolean;
  readonly direction: Direction;
  readonly mode: Mode;
}

const MAX = 0xffff_ffff_ffff_ffffn;
interface Range64 {
  readonly min: bigint;
  readonly max: bigint;
}

/** A single number has no upper end. */
function rangeOf(given: GivenOption | undefined): Range64 {
  const { min, max } = (given?.value ?? { min: 0n, max: MAX }) as Range64;
  return given?.text.includes(':') ? { min, max } : { min, max: MAX };
}

const readOne =
  <T extends string>(option: string, names: readonly T[]) =>
  (text: string): Result<T, UsageError> => {
    const name = names.find((candidate) => candidate === text);
    return name === undefined ? usage(`Unknown --connbytes-${option} \`${text}'`) : ok(name);
  };

const formatRange = ({ from, to }: Connbytes): string => (to === 0n || to === MAX ? String(from) : `${from}:${to}`);

/** xt_connbytes: connbytes_mt. A rule with it turns the counters of connections on. */
export const connbytes = defineMatch<Connbytes>({
  kind: 'match',
  name: 'connbytes',
  size: 56,
  help,
  options: [
    {
      name: 'connbytes',
      kind: 'uint64range',
      mandatory: true,
      invert: true,
      placeholder: '100000:',
      verify: ({ min, max }: Range64) => (max < min ? { message: `${min} should be less than ${max}` } : null),
    },
    {
      name: 'connbytes-dir',
      kind: 'custom',
      mandatory: true,
      read: readOne('dir', DIRECTIONS),
      widget: 'select',
      choices: DIRECTIONS,
    },
    {
      name: 'connbytes-mode',
      kind: 'custom',
      mandatory: true,
      read: readOne('mode', MODES),
      widget: 'select',
      choices: MODES,
    },
  ],
  needs: ['conntrack', 'defrag', 'acct'],
  build: (given) => {
    const { min, max } = rangeOf(given.find('connbytes'));
    return ok({
      // An inverted range is kept by its ends exchanged, so one of a single number loses its '!'.
      from: min,
      to: max,
      inverted: given.inverted('connbytes') && min !== max,
      direction: given.value<Direction>('connbytes-dir') ?? 'both',
      mode: given.value<Mode>('connbytes-mode') ?? 'bytes',
    });
  },
  save: (params) => [
    ...savedOption('connbytes', formatRange(params), params.inverted),
    ...savedOption('connbytes-mode', params.mode),
    ...savedOption('connbytes-dir', params.direction),
  ],
  list: (params) =>
    `${params.inverted ? '! ' : ''}connbytes ${formatRange(params)} connbytes mode ${params.mode} connbytes direction ${params.direction}`,
  translate: (params) => {
    const key = `ct ${params.direction === 'both' ? '' : `${params.direction} `}${params.mode}`;
    if (params.to === MAX) return `${key} ${params.inverted ? 'lt' : 'ge'} ${params.from}`;
    // One exact number loses its inversion.
    return params.from === params.to
      ? `${key} ${params.from}`
      : `${key} ${notEqual(params.inverted)}${params.from}-${params.to}`;
  },
  brief: (params) =>
    `${params.inverted ? '!' : ''}${params.mode}:${formatRange(params)}${params.to === MAX ? '+' : ''}`,
  match: matchBytes,
});

/** A packet without an entry, or whose entry does not count, never matches, inverted or not. */
function matchBytes(params: Connbytes, { packet: { conntrack } }: MatchContext<undefined>): MatchResult {
  const wants = (): string => `${params.inverted ? '! ' : ''}${formatRange(params)} ${params.mode}`;
  const counters = conntrack === null || conntrack === 'untracked' ? null : conntrack.entry.counters;
  if (counters === null) return miss('--connbytes', wants, 'no counters');
  const { original, reply } = counters;
  const counted =
    params.direction === 'original' ? [original] : params.direction === 'reply' ? [reply] : [original, reply];
  const has = BigInt(measure(params.mode, counted));
  return matchIf(has >= params.from && has <= params.to, params.inverted, '--connbytes', wants, String(has));
}

function measure(mode: Mode, counted: readonly DirectionCounters[]): number {
  const packets = counted.reduce((sum, counter) => sum + counter.packets, 0);
  const bytes = counted.reduce((sum, counter) => sum + counter.bytes, 0);
  if (mode === 'packets') return packets;
  if (mode === 'bytes') return bytes;
  return packets === 0 ? 0 : Math.floor(bytes / packets);
}
