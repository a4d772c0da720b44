import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption, savedString } from '../format.ts';
import { nftWords } from '../nft-words.ts';
import type { OptionSpec } from '../options.ts';
import { help } from './nflog.help.ts';

/** struct xt_nflog_info: `range` and `size` are lengths in bytes, null where not given. */
interface Nflog {
  readonly prefix: string;
  readonly group: number;
  readonly range: number | null;
  readonly size: number | null;
  readonly threshold: number;
}

const PREFIX_BYTES = 63;
const cutPrefix = (text: string): string =>
  new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, PREFIX_BYTES));

const options: readonly OptionSpec[] = [
  { name: 'nflog-group', kind: 'uint16', placeholder: '1' },
  {
    name: 'nflog-prefix',
    kind: 'string',
    min: 1,
    placeholder: 'dropped: ',
    verify: (text: string) => (text.includes('\n') ? { message: 'Newlines not allowed in --log-prefix' } : null),
  },
  {
    name: 'nflog-range',
    kind: 'uint32',
    excludes: ['nflog-size'],
  },
  { name: 'nflog-size', kind: 'uint32', excludes: ['nflog-range'] },
  { name: 'nflog-threshold', kind: 'uint16' },
];

const words = ({ prefix, group, range, size, threshold }: Nflog): readonly (readonly [string, string])[] => [
  ...(prefix === '' ? [] : [['nflog-prefix', savedString(prefix)] as const]),
  ...(group === 0 ? [] : [['nflog-group', String(group)] as const]),
  ...(range === null || range === 0 ? [] : [['nflog-range', String(range)] as const]),
  ...(size === null ? [] : [['nflog-size', String(size)] as const]),
  ...(threshold === 0 ? [] : [['nflog-threshold', String(threshold)] as const]),
];

/** xt_NFLOG: nflog_tg. Whoever listens on the netlink group gets a copy; nobody listens here, and the kernel log shows nothing. */
export const nflog = defineTarget<Nflog>({
  kind: 'target',
  name: 'NFLOG',
  size: 112,
  help,
  chip: 'log',
  options,
  finalCheck(given, { warn }) {
    if (given.has('nflog-range'))
      warn('warn: --nflog-range has never worked and is no longer supported, please use --nflog-size instead');
    return null;
  },
  build: (given) =>
    ok({
      prefix: cutPrefix(given.value<string>('nflog-prefix') ?? ''),
      group: given.value<number>('nflog-group') ?? 0,
      range: given.value<number>('nflog-range') ?? null,
      size: given.value<number>('nflog-size') ?? null,
      threshold: given.value<number>('nflog-threshold') ?? 0,
    }),
  save: (params) => words(params).flatMap(([name, value]) => savedOption(name, value)),
  list: (params) =>
    words(params)
      .map(([name, value]) => `${name} ${value}`)
      .join(' '),
  translate: ({ prefix, group, size, threshold }) =>
    nftWords(
      'log',
      prefix === '' ? '' : `prefix "${prefix}"`,
      size === null ? '' : `snaplen ${size}`,
      threshold === 0 ? '' : `queue-threshold ${threshold}`,
      `group ${group} `,
    ),
  brief: ({ prefix, group }) => (prefix === '' ? `group ${group}` : `"${prefix.trim()}"`),
  apply: () => CONTINUE,
});
