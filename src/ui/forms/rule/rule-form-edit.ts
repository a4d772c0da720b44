import type {
  ExtensionView,
  FormOption,
  FormPart,
  Hook,
  OptionView,
  RuleForm,
  TableName,
} from '../../../engine/index.ts';

/** Changes to the options of one part of a rule: head, a match, or the target. */
export type Options = readonly FormOption[];

export const findOption = (options: Options, name: string): FormOption | null =>
  options.find((option) => option.name === name) ?? null;

/** Sets the value; '' takes the option out unless it is a flag, which has no value. */
export function setValue(options: Options, name: string, value: string, isFlag = false): Options {
  if (value === '' && !isFlag) return removeOption(options, name);
  const old = findOption(options, name);
  if (old === null) return [...options, { name, inverted: false, value }];
  return options.map((option) => (option === old ? { ...option, value } : option));
}

export const removeOption = (options: Options, name: string): Options =>
  options.filter((option) => option.name !== name);

/** The same at a place in the list, for options that stand several times. */
export const changeAt = (options: Options, index: number, change: Partial<FormOption>): Options =>
  options.map((option, at) => (at === index ? { ...option, ...change } : option));

export const removeAt = (options: Options, index: number): Options => options.filter((_, at) => at !== index);

export const setInverted = (options: Options, name: string, inverted: boolean): Options =>
  options.map((option) => (option.name === name ? { ...option, inverted } : option));

/** A new use of a match: options that must stand there are there, empty, so that they are seen. */
export const newPart = (extension: ExtensionView): FormPart => ({
  name: extension.name,
  options: extension.options.filter((option) => option.mandatory).map(emptyOption),
});

const emptyOption = (option: OptionView): FormOption => ({ name: spellingIn(option, []), inverted: false, value: '' });

export function replacePart(form: RuleForm, index: number, part: FormPart | null): RuleForm {
  const matches = form.matches.flatMap((old, at) => (at !== index ? [old] : part === null ? [] : [part]));
  return { ...form, matches };
}

export const emptyRule = (table: TableName, chain: string): RuleForm => ({
  table,
  chain,
  head: [],
  matches: [],
  target: { kind: 'none', name: '', options: [] },
});

/** Where an extension may stand instead of here. */
export interface Illegality {
  readonly kind: 'tables' | 'chains';
  readonly names: readonly string[];
}

/** Why the extension may not stand in this table, or at this hook where the chain is a built-in one; null if it may. */
export function illegality(extension: ExtensionView, table: TableName, hook: Hook | null): Illegality | null {
  const { tables, hooks } = extension;
  if (tables !== undefined && !tables.includes(table)) return { kind: 'tables', names: tables };
  if (hook !== null && hooks !== undefined && !hooks.includes(hook)) return { kind: 'chains', names: hooks };
  return null;
}

/** A match that asks for a protocol (-m tcp) brings it along where the rule names none. */
export function withMatch(form: RuleForm, extension: ExtensionView): RuleForm {
  const matches = [...form.matches, newPart(extension)];
  const [protocol] = extension.protocols ?? [];
  const lacksIt = protocol !== undefined && findOption(form.head, 'p') === null;
  const head = lacksIt
    ? setValue(form.head, 'p', isProtocolName(extension.name) ? extension.name : String(protocol))
    : form.head;
  return { ...form, head, matches };
}

const isProtocolName = (name: string): boolean => ['tcp', 'udp', 'icmp', 'sctp', 'dccp', 'ah', 'esp'].includes(name);

/** What most rules ask for next, given what this one has. */
export function likelyMatches(form: RuleForm): readonly string[] {
  const protocol = findOption(form.head, 'p')?.value;
  const ofProtocol =
    protocol === 'tcp' || protocol === 'udp' ? [protocol, 'multiport'] : protocol === 'icmp' ? ['icmp'] : [];
  return [...ofProtocol, 'conntrack', 'limit', 'comment'].filter(
    (name) => !form.matches.some((part) => part.name === name),
  );
}

/** All spellings of an option. */
const spellings = (option: OptionView): readonly string[] => [option.name, ...(option.aliases ?? [])];

export const isSpelling = (option: OptionView, name: string): boolean => spellings(option).includes(name);

/** How the option stands in the rule, else its shortest spelling: that is what iptables-save prints. */
export function spellingIn(option: OptionView, given: Options): string {
  const [shortest = option.name] = spellings(option).toSorted((left, right) => left.length - right.length);
  return given.find(({ name }) => isSpelling(option, name))?.name ?? shortest;
}

/** Options that cannot be added because one that excludes them is there. */
export function isExcluded(option: OptionView, all: readonly OptionView[], given: Options): boolean {
  if (given.some(({ name }) => isSpelling(option, name))) return false;
  const used = all.filter((one) => given.some(({ name }) => isSpelling(one, name)));
  return used.some((one) => option.excludes.includes(one.name) || one.excludes.includes(option.name));
}

/** A message about one option of a form. `part` is 'head', 'match 1' (counted from 1) or 'target'; `option` '' is the whole part. */
export interface FormError {
  readonly part: string;
  readonly option: string;
  readonly message: string;
}

export const matchPart = (index: number): string => `match ${index + 1}`;

/** The first option that takes an argument and has none, in iptables' words: a mandatory one that was just added. */
export function missingArgument(form: RuleForm, catalogue: readonly ExtensionView[]): FormError | null {
  const parts = [
    ...form.matches.map((part, index) => ({ ...part, place: matchPart(index), kind: 'match' as const })),
    { ...form.target, place: 'target', kind: 'target' as const },
  ];
  for (const { name, place, kind, options } of parts) {
    const known = catalogue.find((one) => one.kind === kind && one.name === name)?.options ?? [];
    const empty = options.find((given) => given.value === '' && known.some((option) => takesValue(option, given.name)));
    if (empty !== undefined)
      return { part: place, option: empty.name, message: `option "--${empty.name}" requires an argument` };
  }
  return null;
}

const takesValue = (option: OptionView, name: string): boolean =>
  isSpelling(option, name) && option.kind !== 'flag' && option.widget !== 'checkbox';

/** Is there a field on the form that shows the error? */
export function isShown(form: RuleForm, catalogue: readonly ExtensionView[], { part, option }: FormError): boolean {
  if (part === 'head') return ['p', 's', 'd', 'i', 'o', 'f'].includes(option);
  const match = form.matches.find((_, index) => matchPart(index) === part);
  const shown = part === 'target' ? form.target : match;
  if (shown === undefined || option === '') return shown !== undefined;
  const known = catalogue.find(
    ({ kind, name }) => name === shown.name && kind === (part === 'target' ? 'target' : 'match'),
  );
  return (
    shown.options.some(({ name }) => name === option) ||
    (known?.options.some((one) => isSpelling(one, option)) ?? false)
  );
}
