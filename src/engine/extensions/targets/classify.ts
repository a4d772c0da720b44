import type { Result } from '../../model/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { usage, type UsageError } from '../options.ts';
import { help } from './classify.help.ts';

/** struct xt_classify_target_info: the traffic class, major in the upper half. */
interface Classify {
  readonly major: number;
  readonly minor: number;
}

/** sscanf("%x:%x"): what follows is not looked at. */
function readClass(text: string): Result<Classify, UsageError> {
  const found = /^\s*(?:0[xX])?([0-9a-fA-F]+):\s*(?:0[xX])?([0-9a-fA-F]+)/.exec(text);
  const half = (digits: string | undefined): number => Number(BigInt(`0x${digits ?? '0'}`) & 0xffffn);
  return found === null ? usage(`Bad class value "${text}"`) : ok({ major: half(found[1]), minor: half(found[2]) });
}

const four = (value: number): string => value.toString(16).padStart(4, '0');
const short = ({ major, minor }: Classify): string => `${major.toString(16)}:${minor.toString(16)}`;

/** xt_CLASSIFY: classify_tg. */
export const classify = defineTarget<Classify>({
  kind: 'target',
  name: 'CLASSIFY',
  size: 40,
  help,
  chip: 'mark',
  options: [{ name: 'set-class', kind: 'custom', mandatory: true, read: readClass, placeholder: '1:10' }],
  legality: { hooks: ['OUTPUT', 'FORWARD', 'POSTROUTING'] },
  build: (given) => ok(given.value<Classify>('set-class') ?? { major: 0, minor: 0 }),
  save: ({ major, minor }) => savedOption('set-class', `${four(major)}:${four(minor)}`),
  list: (params) => `CLASSIFY set ${short(params)}`,
  translate: ({ major, minor }) => {
    const value =
      major === 0 && minor === 0
        ? 'none'
        : major === 0xffff && minor === 0xffff
          ? 'root'
          : `${major.toString(16)}:${minor.toString(16)}`;
    return `meta priority set ${value}`;
  },
  brief: (params) => `= ${short(params)}`,
  apply: ({ major, minor }, { packet }) => {
    packet.priority = ((major << 16) | minor) >>> 0;
    return CONTINUE;
  },
});
