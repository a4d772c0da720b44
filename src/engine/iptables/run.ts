/** iptables: one command, one transaction on one table. */
import type { SetLookup } from '../extensions/options.ts';
import type { AddressCondition, Result, Rule, RuleHead, Ruleset, Table, TableName, TargetUse } from '../model/index.ts';
import { err, ok } from '../model/index.ts';
import type { CommandName, ParsedCommand } from './command.ts';
import { parseCommand } from './command-parser.ts';
import { dumpTable, unknownSize } from './dump.ts';
import { checkTable } from './legality.ts';
import { listTable, verboseLine } from './listing.ts';
import { exitOf, formatFailure, IPTABLES, refusal, usageFailure, type Failure } from './messages.ts';
import { complaintsAbout, listRuleLine } from './printer.ts';
import { createTable, isTableName, withTable } from './tables.ts';
import { Transaction, type EntryCounters } from './transaction.ts';

export interface CommandResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The ruleset after the command: the same object if nothing changed, other tables shared with the old one. */
  readonly ruleset: Ruleset;
  /** Table whose commit replaced its rules: every entry of it is new, without states. */
  readonly committed: TableName | null;
  /** Lines that the kernel wrote to its log about a refusal, without level. */
  readonly log: readonly string[];
}

export interface RunOptions {
  readonly findSet?: SetLookup | undefined;
}

/** Runs `iptables` with these words (without the command's own name). The ruleset given is not changed. */
export function runIptables(words: readonly string[], ruleset: Ruleset, options: RunOptions = {}): CommandResult {
  let stderr = '';
  const warn = (line: string): void => {
    stderr += `${line}\n`;
  };
  const failed = (failure: Failure, after: Ruleset, stdout = '', log: readonly string[] = []): CommandResult => ({
    exit: exitOf(failure),
    stdout: failure.kind === 'information' ? failure.text : stdout,
    stderr: stderr + formatFailure(failure, IPTABLES),
    ruleset: after,
    committed: null,
    log,
  });
  const parsed = parseCommand(words, { ...options, warn });
  if (!parsed.ok) return failed(parsed.error.failure, ruleset);
  const command = parsed.value;
  const opened = openTable(ruleset, command.table);
  if (!opened.ok) return failed(opened.error, ruleset);
  const before = withTable(ruleset, opened.value);
  const after = before.size === ruleset.size ? ruleset : before;
  const transaction = new Transaction(opened.value);
  const output: string[] = [];
  const failure = execute(command, transaction, (line) => output.push(line), warn);
  const stdout = output.join('');
  if (failure !== null) return failed(failure, after, stdout);
  if (!transaction.changed) return { exit: 0, stdout, stderr, ruleset: after, committed: null, log: [] };
  const committed = commit(transaction, before);
  if (!committed.ok) return failed(committed.error.failure, after, stdout, committed.error.log);
  return { exit: 0, stdout, stderr, ruleset: withTable(after, committed.value), committed: transaction.name, log: [] };
}

/** The table as it is, or as the kernel registers it on first use. */
export function openTable(ruleset: Ruleset, name: string): Result<Table, Failure> {
  if (isTableName(name)) return ok(ruleset.get(name) ?? createTable(name));
  return err(
    usageFailure(`can't initialize iptables table \`${name}': Table does not exist (do you need to insmod?)`, 3),
  );
}

export interface CommitFailure {
  readonly failure: Failure;
  readonly log: readonly string[];
  readonly place?: { readonly chain: string; readonly index: number };
}

/** Hands the table to the kernel, where `before` is in force; it may refuse. */
export function commit(transaction: Transaction, before: Ruleset): Result<Table, CommitFailure> {
  const table = transaction.commit();
  const refused = checkTable(table, before);
  if (refused === null) return ok(table);
  const { errno, log, place } = refused;
  return err({
    failure: refusal(errno),
    log: log === undefined ? [] : [log],
    ...(place === undefined ? {} : { place }),
  });
}

/** Carries the command out on the transaction (do_command4 after parsing). */
export function execute(
  command: ParsedCommand,
  transaction: Transaction,
  print: (text: string) => void,
  warn: (line: string) => void,
): Failure | null {
  const running = { command, transaction, print, warn };
  const { commands } = command;
  for (const name of commands.length === 1 ? commands : ORDER) {
    if (!commands.includes(name)) continue;
    const failure = RUN[name](running);
    if (failure !== null) return failure.kind === 'kernel' ? failAfterPrinting(failure, running) : failure;
  }
  printEntries(running);
  return null;
}

/** A misuse ends the program where it is found, a refusal does not; printing makes libiptc forget which call it was. */
function failAfterPrinting(failure: Failure & { readonly kind: 'kernel' }, running: Running): Failure {
  printEntries(running);
  return running.command.verbose < 2 ? failure : { ...failure, operation: 'other' };
}

/** -vv: the entries in force, before the change. */
function printEntries({ command, transaction: { original }, print, warn }: Running): void {
  if (command.verbose < 2) return;
  const unknown = unknownSize(original);
  if (unknown === null) print(dumpTable(original));
  else warn(`-vv: how large ${unknown} is in the kernel is not known here, so the entries are left out`);
}

/** -L and -S come before the -Z that may accompany them. */
const ORDER: readonly CommandName[] = [
  'append',
  'insert',
  'replace',
  'delete',
  'check',
  'delete-number',
  'flush',
  'list',
  'list-rules',
  'zero',
  'zero-number',
  'new-chain',
  'delete-chain',
  'rename',
  'policy',
];

interface Running {
  readonly command: ParsedCommand;
  readonly transaction: Transaction;
  print(text: string): void;
  warn(line: string): void;
}

const chainOf = ({ command }: Running): string => command.chain ?? '';
const countersOf = ({ command }: Running): EntryCounters => command.counters ?? ZERO;
const ZERO: EntryCounters = { packets: 0n, bytes: 0n };

const RUN: { readonly [C in CommandName]: (running: Running) => Failure | null } = {
  append: (running) =>
    eachRule(running, (rule) => running.transaction.append(chainOf(running), rule, countersOf(running))),
  insert: (running) =>
    eachRule(running, (rule) =>
      running.transaction.insert(chainOf(running), running.command.ruleNumber - 1, rule, countersOf(running)),
    ),
  replace: (running) =>
    eachRule(running, (rule) =>
      running.transaction.replace(chainOf(running), running.command.ruleNumber - 1, rule, countersOf(running)),
    ),
  delete: (running) => eachRule(running, (rule) => running.transaction.delete(chainOf(running), rule)),
  check: (running) =>
    eachRule(running, (rule) => {
      const found = running.transaction.find(chainOf(running), rule);
      return typeof found === 'number' ? null : found;
    }),
  'delete-number': (running) => running.transaction.deleteNumber(chainOf(running), running.command.ruleNumber - 1),
  flush: (running) => eachChain(running, 'Flushing', (name) => running.transaction.flush(name)),
  zero: (running) => eachChain(running, 'Zeroing', (name) => running.transaction.zero(name)),
  'zero-number': (running) => running.transaction.zeroNumber(chainOf(running), running.command.ruleNumber),
  'new-chain': (running) => running.transaction.createChain(chainOf(running)),
  'delete-chain': deleteChains,
  rename: (running) => running.transaction.renameChain(chainOf(running), running.command.newName),
  policy: (running) =>
    running.transaction.setPolicy(chainOf(running), running.command.policy, running.command.counters),
  list: listRules,
  'list-rules': printRules,
};

/** One rule for each pair of addresses; the first refusal is reported but the rest still runs. */
function eachRule(running: Running, apply: (rule: Rule) => Failure | null): Failure | null {
  const { command } = running;
  const target = resolveTarget(running);
  if (!target.ok) return target.error;
  let failure: Failure | null = null;
  for (const source of command.sources) {
    for (const destination of command.destinations) {
      const head = withAddresses(command.head, source, destination);
      const rule: Rule = { head, matches: command.matches, target: target.value };
      if (command.options.includes('v')) {
        running.print(`${verboseLine(rule)}\n`);
        complaintsAbout([rule]).forEach(running.warn);
      }
      failure = apply(rule) ?? failure;
    }
  }
  return failure;
}

const withAddresses = (
  { inDevice, outDevice, protocol, fragment }: RuleHead,
  source: AddressCondition,
  destination: AddressCondition,
): RuleHead => ({ source, destination, inDevice, outDevice, protocol, fragment });

/** A chain of that name comes before an extension. */
function resolveTarget({ command, transaction, warn }: Running): Result<TargetUse, Failure> {
  const { jump } = command;
  if (jump === null) return ok({ kind: 'none' });
  if (transaction.chain(jump.name) !== undefined) {
    if (jump.target !== null) warn(`Warning: using chain ${jump.name}, not extension`);
    return ok({ kind: jump.goto ? 'goto' : 'jump', chain: jump.name });
  }
  if (jump.target !== null) return ok(jump.target);
  if (jump.goto) return err(usageFailure(`goto '${jump.name}' is not a chain`));
  return err(usageFailure(`Couldn't load target \`${jump.name}':No such file or directory\n`));
}

/** Applies to the chain named, or to all of them. */
function eachChain(running: Running, verb: string, apply: (name: string) => Failure | null): Failure | null {
  const { command, transaction, print } = running;
  const names = command.chain === null ? transaction.chains().map((chain) => chain.name) : [command.chain];
  for (const name of names) {
    if (command.options.includes('v')) print(`${verb} chain \`${name}'\n`);
    const failure = apply(name);
    if (failure !== null) return failure;
  }
  return null;
}

function deleteChains(running: Running): Failure | null {
  const { command, transaction, print } = running;
  const users = transaction
    .chains()
    .filter((chain) => chain.policy === null)
    .map((chain) => chain.name);
  let failure: Failure | null = null;
  for (const name of command.chain === null ? users : [command.chain]) {
    if (command.options.includes('v')) print(`Deleting chain \`${name}'\n`);
    failure = transaction.deleteChain(name) ?? failure;
  }
  return failure;
}

function listRules({ command, transaction, print, warn }: Running): Failure | null {
  if (command.chain !== null && transaction.chain(command.chain) === undefined) return refusal('ENOENT');
  const { options } = command;
  const style = {
    numeric: options.includes('n'),
    verbose: options.includes('v'),
    exact: options.includes('x'),
    lineNumbers: options.includes('0'),
  };
  print(listTable(transaction.view(), command.chain, command.ruleNumber, style));
  complaintsAbout(rulesAsked(command, transaction)).forEach(warn);
  return null;
}

function printRules({ command, transaction, print, warn }: Running): Failure | null {
  if (command.chain !== null && transaction.chain(command.chain) === undefined) return refusal('ENOENT');
  const chains = transaction.chains().filter((chain) => command.chain === null || chain.name === command.chain);
  const counters = command.options.includes('v');
  if (command.ruleNumber === 0) {
    for (const chain of chains) {
      const counts = counters ? ` -c ${chain.packets} ${chain.bytes}` : '';
      print(chain.policy === null ? `-N ${chain.name}\n` : `-P ${chain.name} ${chain.policy}${counts}\n`);
    }
  }
  for (const chain of chains) {
    for (const [index, entry] of chain.entries.entries()) {
      if (command.ruleNumber === 0 || command.ruleNumber === index + 1)
        print(`${listRuleLine(chain.name, entry, counters)}\n`);
    }
  }
  complaintsAbout(rulesAsked(command, transaction)).forEach(warn);
  return null;
}

/** The rules that -L and -S print: of one chain or all, of one number or all. */
const rulesAsked = ({ chain: name, ruleNumber }: ParsedCommand, transaction: Transaction): readonly Rule[] =>
  transaction
    .chains()
    .filter((chain) => name === null || chain.name === name)
    .flatMap((chain) => chain.entries.filter((_, index) => ruleNumber === 0 || ruleNumber === index + 1))
    .map(({ rule }) => rule);
