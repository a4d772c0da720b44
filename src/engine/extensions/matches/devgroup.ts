import type { Hook, MatchContext, MatchResult, Result } from '../../model/index.ts';
import { MATCH, matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch, type CheckContext, type KernelRefusal } from '../extension.ts';
import { maskedHex, savedOption } from '../format.ts';
import { nftMasked, nftWords } from '../nft-words.ts';
import { leadingUnsigned } from '../numbers.ts';
import { readOption } from '../option-kinds.ts';
import {
  usage,
  type GivenOptions,
  type Masked,
  type OptionContext,
  type OptionSpec,
  type UsageError,
} from '../options.ts';
import { help } from './devgroup.help.ts';

interface Group extends Masked {
  readonly inverted: boolean;
}

/** struct xt_devgroup_info; null where a side was not given. */
interface Devgroup {
  readonly source: Group | null;
  readonly destination: Group | null;
}

const SOURCE_HOOKS: readonly Hook[] = ['PREROUTING', 'INPUT', 'FORWARD'];
const DESTINATION_HOOKS: readonly Hook[] = ['FORWARD', 'OUTPUT', 'POSTROUTING'];
/** The group of every device here: nothing moves one to another. */
const DEFAULT_GROUP = 0;

/** A number with or without a mask, or the one name that /etc/iproute2/group has: default. */
function readGroup(text: string, context: OptionContext): Result<Masked, UsageError> {
  if (text === 'default') return ok({ value: 0, mask: 0xffffffff });
  const found = leadingUnsigned(text);
  if (found === null || found.value > 0xffffffffn || (found.rest !== '' && !found.rest.startsWith('/')))
    return usage(`devgroup: could not map name ${text} to an integer value for option "--${context.option}".\n`);
  return readOption({ name: context.option, kind: 'markmask32', invert: true }, text, context) as Result<
    Masked,
    UsageError
  >;
}

const options: readonly OptionSpec[] = [
  { name: 'src-group', kind: 'custom', read: readGroup, invert: true, placeholder: '0x1' },
  { name: 'dst-group', kind: 'custom', read: readGroup, invert: true, placeholder: '0x1' },
];

function groupOf(given: GivenOptions, name: string): Group | null {
  const group = given.value<Masked>(name);
  return group === undefined ? null : { ...group, inverted: given.inverted(name) };
}

const named = ({ value, mask }: Masked): string =>
  value === 0 && mask === 0xffffffff ? 'default' : maskedHex(value, mask);

/** Both sides that are given, with the option that names each. */
const sides = ({ source, destination }: Devgroup): readonly (readonly [string, Group])[] => [
  ...(source === null ? [] : [['src-group', source] as const]),
  ...(destination === null ? [] : [['dst-group', destination] as const]),
];

/** xt_devgroup: devgroup_mt. */
export const devgroup = defineMatch<Devgroup>({
  kind: 'match',
  name: 'devgroup',
  help,
  size: 56,
  options,
  finalCheck: (given) =>
    given.all.length > 0 ? null : { message: "devgroup match: You must specify either '--src-group' or '--dst-group'" },
  build: (given) => ok({ source: groupOf(given, 'src-group'), destination: groupOf(given, 'dst-group') }),
  check: checkSides,
  save: (params) => sides(params).flatMap(([option, group]) => savedOption(option, named(group), group.inverted)),
  list: (params, { numeric }) =>
    sides(params)
      .map(
        ([option, group]) =>
          `${group.inverted ? '! ' : ''}${option} ${numeric ? maskedHex(group.value, group.mask) : named(group)}`,
      )
      .join(' '),
  // The tool inverts the second where only the first is, too.
  translate: ({ source, destination }) =>
    nftWords(
      source === null ? '' : nftMasked('iifgroup', source, source.inverted, named(source)),
      destination === null
        ? ''
        : nftMasked('oifgroup', destination, destination.inverted || source?.inverted === true, named(destination)),
    ),
  brief: (params) =>
    sides(params)
      .map(([option, group]) => `${option}:${group.inverted ? '!' : ''}${named(group)}`)
      .join(' '),
  match: matchGroups,
});

function checkSides({ source, destination }: Devgroup, { hooks }: CheckContext): KernelRefusal | null {
  if (source !== null && hooks.some((hook) => !SOURCE_HOOKS.includes(hook))) return { errno: 'EINVAL' };
  return destination !== null && hooks.some((hook) => !DESTINATION_HOOKS.includes(hook)) ? { errno: 'EINVAL' } : null;
}

function matchGroups(params: Devgroup, { inDevice, outDevice }: MatchContext<undefined>): MatchResult {
  for (const [option, group] of sides(params)) {
    const wants = `${group.inverted ? '! ' : ''}${named(group)}`;
    if ((option === 'src-group' ? inDevice : outDevice) === '') return miss(`--${option}`, wants, 'no device');
    const result = matchIf(
      ((DEFAULT_GROUP ^ group.value) & group.mask) === 0,
      group.inverted,
      `--${option}`,
      wants,
      'default',
    );
    if (result.kind !== 'match') return result;
  }
  return MATCH;
}
