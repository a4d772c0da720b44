import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { hex, savedOption } from '../format.ts';
import type { GivenOptions, Masked, OptionSpec } from '../options.ts';
import { help } from './mark.help.ts';

const NAMES = ['set-xmark', 'set-mark', 'and-mark', 'or-mark', 'xor-mark'];
const option = (name: string, kind: 'markmask32' | 'uint32'): OptionSpec => ({
  name,
  kind,
  excludes: NAMES.filter((other) => other !== name),
  placeholder: '0x1',
});

/** Every option is a way to say: clear `mask`, then flip `value`. */
function buildMark(given: GivenOptions): Masked {
  const [option] = given.all;
  const { value, mask } =
    typeof option?.value === 'object' ? (option.value as Masked) : { value: Number(option?.value ?? 0), mask: 0 };
  switch (option?.name) {
    case 'set-mark':
      return { value, mask: (value | mask) >>> 0 };
    case 'and-mark':
      return { value: 0, mask: ~value >>> 0 };
    case 'or-mark':
      return { value, mask: value };
    default:
      return { value, mask };
  }
}

function formatAction({ value, mask }: Masked): string {
  if (value === 0) return `and ${hex(~mask >>> 0)}`;
  if (value === mask) return `or ${hex(value)}`;
  if (mask === 0) return `xor ${hex(value)}`;
  return mask === 0xffffffff ? `set ${hex(value)}` : `xset ${hex(value)}/${hex(mask)}`;
}

/** xt_mark: mark_tg. */
export const markTarget = defineTarget<Masked>({
  kind: 'target',
  name: 'MARK',
  size: 40,
  help,
  chip: 'mark',
  options: NAMES.map((name) => option(name, name.startsWith('set') ? 'markmask32' : 'uint32')),
  finalCheck: (given) =>
    given.all.length === 0
      ? { message: 'MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required' }
      : null,
  build: (given) => ok(buildMark(given)),
  save: ({ value, mask }) => savedOption('set-xmark', `${hex(value)}/${hex(mask)}`),
  list: (params) => `MARK ${formatAction(params)}`,
  translate: (params) => `meta mark set ${translateAction(params)} `,
  brief: ({ value, mask }) => (mask === 0xffffffff ? `= ${hex(value)}` : formatAction({ value, mask })),
  apply: ({ value, mask }, { packet }) => {
    packet.mark = ((packet.mark & ~mask) ^ value) >>> 0;
    return CONTINUE;
  },
});

function translateAction({ value, mask }: Masked): string {
  const keep = hex(~mask >>> 0);
  if (mask === 0xffffffff) return hex(value);
  if (value === 0) return `mark and ${keep}`;
  if (value === mask) return `mark or ${hex(value)}`;
  return mask === 0 ? `mark xor ${hex(value)}` : `mark and ${keep} xor ${hex(value)}`;
}
