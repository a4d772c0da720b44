import { MATCH, miss, ok } from '../../model/index.ts';
import { defineMatch, type CheckContext, type KernelRefusal } from '../extension.ts';
import type { OptionSpec } from '../options.ts';
import { help } from './physdev.help.ts';

/** In iptables' order. `value` is null for options without an argument. */
interface Condition {
  readonly option: string;
  readonly value: string | null;
  readonly inverted: boolean;
}

/** struct xt_physdev_info. */
interface Physdev {
  readonly conditions: readonly Condition[];
}

const NAMES = ['physdev-is-in', 'physdev-in', 'physdev-is-out', 'physdev-out', 'physdev-is-bridged'];
const hasDevice = (name: string): boolean => name === 'physdev-in' || name === 'physdev-out';
const NAME_CHARACTERS = 15;

const option = (name: string): OptionSpec =>
  hasDevice(name)
    ? {
        name,
        kind: 'string',
        invert: true,
        placeholder: 'eth0',
        verify: (text: string) =>
          text.length > NAME_CHARACTERS
            ? { message: `interface name \`${text}' must be shorter than IFNAMSIZ (${NAME_CHARACTERS})` }
            : null,
      }
    : { name, kind: 'flag', invert: true };

const words = ({ conditions }: Physdev): readonly string[] =>
  conditions.flatMap(({ option, value, inverted }) => [
    ...(inverted ? ['!'] : []),
    `--${option}`,
    ...(value === null ? [] : [value]),
  ]);

/** xt_physdev: physdev_mt. There are no bridges here: only what is inverted holds. */
export const physdev = defineMatch<Physdev>({
  kind: 'match',
  name: 'physdev',
  size: 104,
  help,
  options: NAMES.map(option),
  finalCheck: (given) => (given.all.length === 0 ? { message: 'PHYSDEV: no physdev option specified' } : null),
  build: (given) =>
    ok({
      conditions: NAMES.filter((name) => given.has(name)).map((name) => ({
        option: name,
        value: hasDevice(name) ? (given.value<string>(name) ?? '') : null,
        inverted: given.inverted(name),
      })),
    }),
  check: checkOutput,
  save: words,
  list: (params) => ['PHYSDEV match', ...words(params)].join(' '),
  brief: (params) => words(params).join(' ').replaceAll('--physdev-', '').replaceAll('! ', '!'),
  match: ({ conditions }) => {
    const failed = conditions.find(({ inverted }) => !inverted);
    return failed === undefined ? MATCH : miss(`--${failed.option}`, failed.value ?? 'bridged', 'not bridged');
  },
});

function checkOutput({ conditions }: Physdev, { hooks }: CheckContext): KernelRefusal | null {
  const out = conditions.some(({ option }) => option === 'physdev-out' || option === 'physdev-is-out');
  const bridged = conditions.some(({ option, inverted }) => option === 'physdev-is-bridged' && !inverted);
  return out && !bridged && hooks.includes('OUTPUT')
    ? {
        errno: 'EINVAL',
        log: 'xt_physdev: --physdev-out and --physdev-is-out only supported in the FORWARD and POSTROUTING chains with bridged traffic',
      }
    : null;
}
