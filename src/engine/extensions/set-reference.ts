import type { EvaluationContext, Result, SetQuery } from '../model/index.ts';
import { err, ok } from '../model/index.ts';
import { usage, type OptionContext, type OptionSpec, type UsageError } from './options.ts';

/** A set as a rule names it: which end of the packet each dimension takes (struct xt_set_info). */
export interface SetReference {
  readonly name: string;
  readonly directions: readonly ('src' | 'dst')[];
}

const MAX_NAME = 31;
const MAX_DIRECTIONS = 6;

/** parse_dirs: 'src,dst'. */
function parseDirections(text: string): Result<readonly ('src' | 'dst')[], UsageError> {
  const words = text.split(',');
  for (const [index, word] of words.entries()) {
    if (index >= MAX_DIRECTIONS) return usage(`Can't be more src/dst options than ${MAX_DIRECTIONS}.`);
    if (word !== 'src' && word !== 'dst')
      return usage("You must spefify (the comma separated list of) 'src' or 'dst'.");
  }
  return ok(words as ('src' | 'dst')[]);
}

/** Reads `--match-set NAME src,dst` and its kin; the set must exist. */
export function readReference(
  name: string,
  { option, given, second, findSet }: OptionContext,
): Result<SetReference, UsageError> {
  if (given.has(option)) return usage(`--${option} can be specified only once`);
  if (name.length > MAX_NAME) return usage(`setname \`${name}' too long, max ${MAX_NAME} characters.`);
  if ((findSet?.(name) ?? null) === null) return err({ message: `Set ${name} doesn't exist.\n` });
  const directions = parseDirections(second);
  return directions.ok ? ok({ name, directions: directions.value }) : directions;
}

export const referenceOption = (name: string, invert: boolean): OptionSpec => ({
  name,
  kind: 'custom',
  read: readReference,
  invert,
  unchecked: true,
  secondWord: `--${name} requires two args.`,
  placeholder: 'blocked src',
});

export const formatReference = ({ name, directions }: SetReference): string => `${name} ${directions.join(',')}`;

/** What the kernel's extension hands to the set (struct ip_set_adt_opt). */
export const queryOf = ({ directions }: SetReference, context: EvaluationContext): SetQuery => ({
  packet: context.packet,
  fromSource: directions.map((direction) => direction === 'src'),
  inDevice: context.inDevice,
  outDevice: context.outDevice,
  transportOffset: context.transportOffset,
  fragmentOffset: context.fragmentOffset,
});
