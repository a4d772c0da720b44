import { quotedString } from '../extensions/format.ts';
import { findMatch, findTarget } from '../extensions/registry.ts';
import type { ParsedCommand } from '../iptables/index.ts';
import {
  describeFailure,
  formatRule,
  parseCommand,
  saveHead,
  saveMatch,
  saveTarget,
  splitLine,
} from '../iptables/index.ts';
import type { Result, RuleHead, TableName, TargetUse } from '../model/index.ts';
import { err, ok } from '../model/index.ts';
import { setLookup } from './set-lookup.ts';
import type { FormOption, FormPart, RuleForm } from './views.ts';

/** What is wrong with a form: in which part ('head', 'match 2', 'target') and at which option of it, '' for the part itself. */
export interface FormProblem {
  readonly message: string;
  readonly part: string;
  readonly option: string;
}

const ignore = (): void => undefined;

/** Words grouped by option: `! --dport 80` is one option, inverted. An option's words up to the next option are its value. */
function groupOptions(words: readonly string[]): readonly FormOption[] {
  const options: { name: string; inverted: boolean; value: string }[] = [];
  let inverted = false;
  for (const word of words) {
    const last = options.at(-1);
    if (word === '!') inverted = true;
    else if (/^--?[a-zA-Z]/.test(word) && !/^-\d/.test(word)) {
      options.push({ name: word.replace(/^--?/, ''), inverted, value: '' });
      inverted = false;
    } else if (last) last.value = last.value === '' ? word : `${last.value} ${word}`;
  }
  return options;
}

const wordsOf = (text: string): readonly string[] => splitLine(text.trimStart());

function targetOf({ jump }: ParsedCommand): TargetUse {
  if (jump === null) return { kind: 'none' };
  return jump.target ?? { kind: jump.goto ? 'goto' : 'jump', chain: jump.name };
}

function targetForm(target: TargetUse): RuleForm['target'] {
  if (target.kind === 'none') return { kind: 'none', name: '', options: [] };
  const [, name = '', ...words] = wordsOf(saveTarget(target));
  return { kind: target.kind === 'goto' ? 'goto' : 'jump', name, options: groupOptions(words) };
}

/** The head with the (first) addresses, which a command keeps apart since each pair of them makes a rule. */
function headOf({ head, sources, destinations }: ParsedCommand): RuleHead {
  return { ...head, source: sources[0] ?? head.source, destination: destinations[0] ?? head.destination };
}

/** Takes a rule apart for a form. `text` is its iptables-save line without `-A CHAIN`; '' is a rule without conditions or target. */
export function ruleForm(
  table: string,
  chain: string,
  text: string,
  ipsets?: string,
): { readonly form: RuleForm } | { readonly message: string } {
  const parsed = parseCommand(['-t', table, '-A', chain, ...splitLine(text)], {
    warn: ignore,
    findSet: setLookup(ipsets),
  });
  if (!parsed.ok) return { message: describeFailure(parsed.error.failure) };
  const command = parsed.value;
  const matches = command.matches.map((use): FormPart => ({
    name: use.name,
    options: groupOptions(wordsOf(saveMatch(use)).slice(2)),
  }));
  return {
    form: {
      table: table as TableName,
      chain,
      head: groupOptions(wordsOf(saveHead(headOf(command)))),
      matches,
      target: targetForm(targetOf(command)),
    },
  };
}

/** A word of the command and the place in the form it came from. */
interface PlacedWord {
  readonly word: string;
  readonly part: string;
  readonly option: string;
}

type Owner = { readonly kind: 'match' | 'target'; readonly name: string } | null;

/** Does the option take a second word (`--tcp-flags SYN,ACK SYN`)? Then the blanks of its field separate; elsewhere they belong to the value. */
function takesTwoWords(owner: Owner, option: string): boolean {
  const extension =
    owner === null ? undefined : owner.kind === 'match' ? findMatch(owner.name) : findTarget(owner.name);
  const spec = extension?.options.find(({ name, aliases }) => name === option || aliases?.includes(option));
  return spec?.secondWord !== undefined;
}

function optionWords({ name, inverted, value }: FormOption, part: string, owner: Owner): readonly PlacedWord[] {
  const dashes = name.length === 1 ? '-' : '--';
  const values = value === '' ? [] : takesTwoWords(owner, name) ? value.split(/\s+/) : [value];
  return [...(inverted ? ['!'] : []), dashes + name, ...values].map((word) => ({ word, part, option: name }));
}

function formWords({ head, matches, target }: RuleForm): readonly PlacedWord[] {
  const plain = (word: string, part: string): PlacedWord => ({ word, part, option: '' });
  return [
    ...head.flatMap((option) => optionWords(option, 'head', null)),
    ...matches.flatMap(({ name, options }, index) => {
      const part = `match ${index + 1}`;
      return [
        plain('-m', part),
        plain(name, part),
        ...options.flatMap((option) => optionWords(option, part, { kind: 'match', name })),
      ];
    }),
    ...(target.kind === 'none'
      ? []
      : [plain(target.kind === 'goto' ? '-g' : '-j', 'target'), plain(target.name, 'target')]),
    ...target.options.flatMap((option) => optionWords(option, 'target', { kind: 'target', name: target.name })),
  ];
}

/** Several addresses stand for several rules: such a rule is kept as typed, since it has no single saved form. */
const isOneRule = ({ sources, destinations }: ParsedCommand): boolean =>
  sources.length === 1 && destinations.length === 1;

function problemAt(words: readonly PlacedWord[], index: number, message: string): FormProblem {
  const named = /option "--([\w-]+)"/.exec(message)?.[1];
  const word = words.find(({ option }) => option === named) ?? words[Math.min(Math.max(index, 0), words.length - 1)];
  return { message, part: word?.part ?? 'head', option: word?.option ?? '' };
}

/** The rule's line as iptables-save prints it, without `-A CHAIN`; or iptables' own words and where in the form they belong. */
export function ruleText(form: RuleForm, ipsets?: string): Result<string, FormProblem> {
  const words = formWords(form);
  const prefix = ['-t', form.table, '-A', form.chain];
  const parsed = parseCommand([...prefix, ...words.map(({ word }) => word)], {
    warn: ignore,
    findSet: setLookup(ipsets),
  });
  if (!parsed.ok)
    return err(problemAt(words, parsed.error.word - prefix.length, describeFailure(parsed.error.failure)));
  const command = parsed.value;
  if (!isOneRule(command))
    return ok(words.map(({ word }) => (/[\s"'\\]/.test(word) ? quotedString(word) : word)).join(' '));
  return ok(formatRule({ head: headOf(command), matches: command.matches, target: targetOf(command) }));
}
