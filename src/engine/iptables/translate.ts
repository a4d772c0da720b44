/** iptables-translate and iptables-restore-translate of 1.8.9: commands in nft's language. Nothing is carried out. */
import type { SetLookup } from '../extensions/options.ts';
import { err, ok } from '../model/index.ts';
import type { Rule, TargetUse } from '../model/index.ts';
import type { CommandName, ParsedCommand } from './command.ts';
import { parseCommand } from './command-parser.ts';
import { exitOf, formatFailure, refusal, type Failure, type Program } from './messages.ts';
import { translateText } from './translate-text.ts';
import { SetNames, translateRule } from './translate-rule.ts';

export interface Translation {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TranslateOptions {
  readonly findSet?: SetLookup | undefined;
}

const VERSION = '1.8.9 (nf_tables)';
const TRANSLATE: Program = { name: 'iptables-translate', version: VERSION };
const RESTORE: Program = { name: 'iptables-translate-restore', version: VERSION };

/** Lines of one command, or null where the command has no translation. */
type Lines = string | null;

interface Style {
  /** iptables-restore-translate: neither `nft` nor quotes. */
  readonly restore: boolean;
  readonly names: SetNames;
  warn(line: string): void;
}

/** Runs `iptables-translate` with these words. */
export function translateCommand(words: readonly string[], options: TranslateOptions = {}): Translation {
  let stderr = '';
  const warn = (line: string): void => {
    stderr += `${line}\n`;
  };
  const parsed = parseCommand(words, { ...options, program: TRANSLATE, warn });
  if (!parsed.ok) return answerFailure(parsed.error.failure, TRANSLATE, stderr);
  const lines = translateParsed(parsed.value, words, { restore: false, names: new SetNames(), warn });
  return lines === null
    ? { exit: 1, stdout: 'nft ', stderr: `${stderr}Translation not implemented\n` }
    : { exit: 0, stdout: `nft ${lines}`, stderr };
}

const answerFailure = (failure: Failure, program: Program, warnings: string): Translation => ({
  exit: exitOf(failure),
  stdout: failure.kind === 'information' ? failure.text : '',
  stderr: warnings + formatFailure(failure, program),
});

/**
 * Runs `iptables-restore-translate` on a text. The lines that name the program and the date are the caller's: they depend on how it
 * was called. `complete` is false where the tool stopped on the way.
 */
export function translateRuleset(
  text: string,
  options: TranslateOptions = {},
): Translation & { readonly complete: boolean } {
  let stderr = '';
  const warn = (line: string): void => {
    stderr += `${line}\n`;
  };
  const style: Style = { restore: true, names: new SetNames(), warn };
  const { stdout, stopped } = translateText(text, (words) => {
    const parsed = parseCommand(words, { ...options, restore: true, program: RESTORE, warn });
    if (!parsed.ok) return isSkipped(parsed.error.failure) ? ok('') : err(parsed.error.failure);
    const lines = translateParsed(parsed.value, words, style);
    return lines === null ? err(refusal('EINVAL')) : ok(lines);
  });
  if (stopped === null) return { exit: 0, stdout, stderr, complete: true };
  const answer = answerFailure(stopped.failure, { ...RESTORE, line: stopped.line }, stderr);
  return { ...answer, stdout: stdout + answer.stdout, complete: false };
}

/** A line with -6 is for another program. */
const isSkipped = (failure: Failure): boolean => failure.kind === 'bare' && failure.line === '';

/** do_command_xlate. */
function translateParsed(command: ParsedCommand, words: readonly string[], style: Style): Lines {
  const { table, commands } = command;
  const [name] = commands;
  if (commands.includes('list')) return `list table ip ${table}\n`;
  return name === undefined ? '' : TRANSLATIONS[name](command, words, style);
}

const NONE = (): Lines => null;
const onChain =
  (verb: string) =>
  ({ table, chain }: ParsedCommand): Lines =>
    `${verb} chain ip ${table} ${chain ?? '(null)'}\n`;

const TRANSLATIONS: {
  readonly [C in CommandName]: (command: ParsedCommand, words: readonly string[], style: Style) => Lines;
} = {
  append: (command, words, style) => translateRules(command, words, style, 'add'),
  insert: (command, words, style) => translateRules(command, words, style, 'insert'),
  flush: (command) => (command.chain === null ? `flush table ip ${command.table}\n` : onChain('flush')(command)),
  'new-chain': onChain('add'),
  'delete-chain': onChain('delete'),
  list: NONE,
  'list-rules': NONE,
  replace: NONE,
  delete: NONE,
  'delete-number': NONE,
  check: NONE,
  zero: NONE,
  'zero-number': NONE,
  rename: NONE,
  policy: NONE,
};

/** A rule for each pair of addresses. `nft` stands before the first of each source only, as the tool has it. */
function translateRules(
  command: ParsedCommand,
  words: readonly string[],
  { restore, names, warn }: Style,
  verb: 'add' | 'insert',
): string {
  const { table, chain, sources, destinations, matches } = command;
  const tick = restore ? '' : "'";
  const nft = restore ? '' : 'nft ';
  const target = targetOf(command);
  let text = '';
  let translated = false;
  for (const [index, source] of sources.entries()) {
    for (const destination of destinations) {
      const rule: Rule = { head: { ...command.head, source, destination }, matches, target };
      const line = translateRule(rule, names, warn);
      translated = line !== null;
      if (line === null) continue;
      if (line.sets !== '') text += `${tick}add set ip ${table} ${line.sets}${tick}\n${nft}`;
      text += `${tick}${verb} rule ip ${table} ${chain ?? ''} ${line.text}${tick}\n`;
    }
    if (index < sources.length - 1) text += nft;
  }
  // The tool empties each '!' while it reads.
  return translated ? text : `${text}# ${words.map((word) => `${word === '!' ? '' : word} `).join('')}\n`;
}

/** What is no extension is a chain: there is no ruleset to look it up in. */
function targetOf({ jump }: ParsedCommand): TargetUse {
  if (jump === null) return { kind: 'none' };
  return jump.target ?? { kind: jump.goto ? 'goto' : 'jump', chain: jump.name };
}
