import { ok, type Result } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { parseUnsigned } from '../numbers.ts';
import { usage, type OptionContext, type OptionSpec, type UsageError } from '../options.ts';
import { help } from './synproxy.help.ts';

/** struct xt_synproxy_info; null where an option was not given. */
interface Synproxy {
  readonly sackPermitted: boolean;
  readonly timestamp: boolean;
  readonly windowScale: number | null;
  readonly mss: number | null;
  readonly ecn: boolean;
}

const UINT32_MAX = 0xffffffff;

/** The number is cut to the size of its field. */
const readCut =
  (mask: number) =>
  (text: string, { option }: OptionContext): Result<number, UsageError> => {
    const value = parseUnsigned(text, UINT32_MAX);
    return value === null
      ? usage(`SYNPROXY: bad value for option "--${option}", or out of range (0-${UINT32_MAX}).\n`)
      : ok(value & mask);
  };

const options: readonly OptionSpec[] = [
  { name: 'sack-perm', kind: 'flag' },
  { name: 'timestamp', kind: 'flag' },
  { name: 'wscale', kind: 'custom', read: readCut(0xff), placeholder: '7' },
  { name: 'mss', kind: 'custom', read: readCut(0xffff), placeholder: '1460' },
  { name: 'ecn', kind: 'flag' },
];

const words = ({
  sackPermitted,
  timestamp,
  windowScale,
  mss,
  ecn,
}: Synproxy): readonly (readonly [string, number | null])[] => [
  ...(sackPermitted ? [['sack-perm', null] as const] : []),
  ...(timestamp ? [['timestamp', null] as const] : []),
  ...(windowScale === null ? [] : [['wscale', windowScale] as const]),
  ...(mss === null ? [] : [['mss', mss] as const]),
  ...(ecn ? [['ecn', null] as const] : []),
];

/** xt_SYNPROXY. What it does to a packet is not modelled: the walk stops there and says so. */
export const synproxy = defineTarget<Synproxy>({
  kind: 'target',
  name: 'SYNPROXY',
  size: 40,
  help,
  chip: 'other',
  options,
  legality: { hooks: ['INPUT', 'FORWARD'] },
  needs: ['conntrack', 'defrag'],
  build: (given) =>
    ok({
      sackPermitted: given.has('sack-perm'),
      timestamp: given.has('timestamp'),
      windowScale: given.value<number>('wscale') ?? null,
      mss: given.value<number>('mss') ?? null,
      ecn: given.has('ecn'),
    }),
  check: (_, { head: { protocol } }) => (protocol.number === 6 && !protocol.inverted ? null : { errno: 'EINVAL' }),
  save: (params) => words(params).flatMap(([name, value]) => [`--${name}`, ...(value === null ? [] : [String(value)])]),
  list: (params) =>
    `SYNPROXY ${words(params)
      .map(([name, value]) => (value === null ? `${name} ` : `${name} ${value} `))
      .join('')}`,
  translate: (params) =>
    `synproxy ${words(params)
      .map(([name, value]) => (value === null ? `${name} ` : `${name} ${value} `))
      .join('')}`,
  brief: () => '',
  apply: () => ({ kind: 'unknown', what: 'SYNPROXY' }),
});
