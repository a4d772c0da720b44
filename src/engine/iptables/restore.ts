/** iptables-restore: text → ruleset, table by table, each in force at its COMMIT. */
import type { SetLookup } from '../extensions/options.ts';
import type { Diagnostic, Ruleset, TableName } from '../model/index.ts';
import { byteLength } from './bytes.ts';
import { parseCommand, type ParseOptions } from './command-parser.ts';
import { spansOfLine, splitFields, splitLine } from './lexer.ts';
import {
  describeFailure,
  errnoText,
  exitOf,
  formatFailure,
  IPTABLES_RESTORE,
  refusal,
  usageFailure,
  type Failure,
} from './messages.ts';
import { LONGEST_NAME } from './names.ts';
import { inputLine, parseCounters, splitCounters } from './restore-line.ts';
import { commit, execute, openTable } from './run.ts';
import { isTableName, isUserChain, withTable } from './tables.ts';
import { Transaction, type EntryCounters } from './transaction.ts';

export interface RestoreOptions {
  /** -c: counters of the text count. */
  readonly counters?: boolean;
  /** -n: what is there stays. */
  readonly noFlush?: boolean;
  /** -T: only this table. */
  readonly table?: string;
  /** -t: nothing is committed. */
  readonly test?: boolean;
  /** -v */
  readonly verbose?: boolean;
  readonly findSet?: SetLookup | undefined;
  /** Reads on after the first error, for diagnostics of all lines, up to MOST_DIAGNOSTICS. */
  readonly diagnose?: boolean;
}

export interface RestoreResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** With the tables committed before any error. */
  readonly ruleset: Ruleset;
  readonly committed: readonly TableName[];
  /** Lines that the kernel wrote to its log about a refusal. */
  readonly log: readonly string[];
  /** All of them with `diagnose`, else the first at most. */
  readonly diagnostics: readonly Diagnostic[];
}

const MOST_DIAGNOSTICS = 200;
const LONGEST_MESSAGE = 300;

/** Runs iptables-restore on the text. The ruleset given is not changed. */
export function restoreRuleset(text: string, ruleset: Ruleset, options: RestoreOptions = {}): RestoreResult {
  return new Restore(text, ruleset, options).run();
}

/** A failure in the present line and where in it. */
interface LineFailure {
  readonly failure: Failure;
  readonly from: number;
  readonly to: number;
}

type Outcome = LineFailure | null;

class Restore {
  readonly #text: string;
  readonly #options: RestoreOptions;
  #parseOptions: ParseOptions;
  #ruleset: Ruleset;
  #transaction: Transaction | null = null;
  #line = 0;
  /** Offsets of the present line in the text, and of the one after it. */
  #start = 0;
  #next = 0;
  #stdout = '';
  #stderr = '';
  #exit: number | null = null;
  readonly #committed: TableName[] = [];
  readonly #log: string[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #lineStarts: number[] = [];

  constructor(text: string, ruleset: Ruleset, options: RestoreOptions) {
    this.#text = text;
    this.#ruleset = ruleset;
    this.#options = options;
    this.#parseOptions = {
      restore: true,
      program: IPTABLES_RESTORE,
      findSet: options.findSet,
      warn: (line) => this.#warn(line),
    };
  }

  run(): RestoreResult {
    const text = this.#text;
    for (let line; this.#next < text.length;) {
      line = inputLine(text, this.#next);
      this.#start = this.#next;
      this.#next += line.length;
      this.#line++;
      this.#lineStarts.push(this.#start);
      this.#fail(this.#readLine(line));
      if (this.#exit !== null && this.#options.diagnose !== true) return this.#result();
      if (this.#diagnostics.length >= MOST_DIAGNOSTICS) {
        this.#stopReading();
        return this.#result();
      }
    }
    if (this.#transaction !== null) this.#failUnfinished();
    return this.#result();
  }

  #result(): RestoreResult {
    return {
      exit: this.#exit ?? 0,
      stdout: this.#stdout,
      stderr: this.#stderr,
      ruleset: this.#ruleset,
      committed: this.#committed,
      log: this.#log,
      diagnostics: this.#diagnostics,
    };
  }

  /** The first failure is the tool's answer; those after it are diagnostics only. */
  #fail(failed: Outcome): void {
    if (failed === null) return;
    const { failure, from, to } = failed;
    if (this.#exit === null) {
      this.#exit = exitOf(failure);
      this.#stderr += formatFailure(failure, { ...IPTABLES_RESTORE, line: this.#line });
      if (failure.kind === 'information') this.#stdout += failure.text;
    }
    if (failure.kind === 'information') return;
    const line = lineAt(this.#lineStarts, from);
    this.#diagnostics.push({
      from,
      to,
      line,
      severity: 'error',
      code: failure.kind,
      message: shorten(describeFailure(failure)),
    });
  }

  /** A text of another kind altogether: the first errors say enough. */
  #stopReading(): void {
    const end = this.#next;
    const message = 'there are more errors: reading stopped here';
    this.#diagnostics.push({ from: end, to: end, line: this.#line, severity: 'info', code: 'more', message });
  }

  #failUnfinished(): void {
    const message = `COMMIT expected at line ${this.#line + 1}`;
    if (this.#exit === null) {
      this.#exit = 1;
      this.#stderr += `iptables-restore: ${message}\n`;
    }
    const end = this.#text.length;
    this.#diagnostics.push({ from: end, to: end, line: this.#line + 1, severity: 'error', code: 'commit', message });
  }

  /** `line` ends in its newline, except perhaps the last. */
  #readLine(line: string): Outcome {
    if (line === '\n') return null;
    if (line.startsWith('#')) {
      if (this.#options.verbose === true) this.#stdout += line;
      return null;
    }
    if (this.#transaction === null) {
      if (line.startsWith('*')) return this.#openTable(line);
      // Lines of a table that is left out are read over.
      return this.#skipping ? null : this.#wholeLine(line, refusal('EINVAL'));
    }
    if (line === 'COMMIT\n') return this.#commit(this.#transaction);
    if (line.startsWith(':')) return this.#declareChain(line, this.#transaction);
    return this.#runCommand(line, this.#transaction);
  }

  #skipping = false;

  #wholeLine(line: string, failure: Failure): LineFailure {
    return { failure, from: this.#start, to: this.#start + line.trimEnd().length };
  }

  #openTable(line: string): Outcome {
    const name = splitFields(line, 1)[0];
    if (name === undefined)
      return this.#wholeLine(line, usageFailure(`iptables-restore: line ${this.#line} table name invalid`));
    this.#skipping = this.#options.table !== undefined && this.#options.table !== name;
    if (this.#skipping) return null;
    const opened = openTable(this.#ruleset, name);
    if (!isTableName(name) || !opened.ok)
      return this.#wholeLine(line, usageFailure(`iptables-restore: unable to initialize table '${name}'`));
    if (!this.#ruleset.has(name)) this.#ruleset = withTable(this.#ruleset, opened.value);
    this.#transaction = new Transaction(opened.value);
    this.#parseOptions = { ...this.#parseOptions, table: name };
    if (this.#options.noFlush !== true) this.#clear(this.#transaction);
    return null;
  }

  #clear(transaction: Transaction): void {
    if (this.#options.verbose === true) {
      for (const chain of transaction.chains()) this.#stdout += `Flushing chain \`${chain.name}'\n`;
      for (const chain of transaction.chains())
        if (isUserChain(chain)) this.#stdout += `Deleting chain \`${chain.name}'\n`;
    }
    transaction.clear();
  }

  #declareChain(line: string, transaction: Transaction): Outcome {
    const [name, policy, counts] = splitFields(line, 1);
    const failure = this.#declare(transaction, name, policy, counts);
    return failure === null ? null : this.#wholeLine(line, failure);
  }

  #declare(transaction: Transaction, name?: string, policy?: string, counts?: string): Failure | null {
    if (name === undefined) return usageFailure(`iptables-restore: line ${this.#line} chain name invalid`);
    if (byteLength(name) > LONGEST_NAME)
      return usageFailure(`Invalid chain name \`${name}' (${LONGEST_NAME} chars max)`);
    const chain = transaction.chain(name);
    if (chain === undefined || isUserChain(chain)) {
      const failed =
        chain !== undefined && this.#options.noFlush === true ? transaction.flush(name) : transaction.createChain(name);
      if (failed?.kind === 'kernel') return usageFailure(`error creating chain '${name}':${errnoText(failed.errno)}`);
    }
    if (policy === undefined) return usageFailure(`iptables-restore: line ${this.#line} policy invalid`);
    if (policy === '-') return null;
    let counters: EntryCounters | null = null;
    if (this.#options.counters === true) {
      counters = parseCounters(counts ?? '');
      if (counters === null) return usageFailure(`invalid policy counters for chain '${name}'`);
    }
    const failed = transaction.setPolicy(name, policy, counters);
    if (failed?.kind !== 'kernel') return null;
    return usageFailure(
      `Can't set policy \`${policy}' on \`${name}' line ${this.#line}: ${errnoText(failed.errno, failed.operation)}`,
      1,
    );
  }

  #runCommand(line: string, transaction: Transaction): Outcome {
    const counted = splitCounters(line);
    if (counted === null) return this.#wholeLine(line, usageFailure(`Bad line ${this.#line}: need ]`));
    const prefix = counted.counts === null || this.#options.counters !== true ? [] : ['-c', ...counted.counts];
    const words = splitLine(line, counted.rest, prefix);
    const parsed = parseCommand(words, this.#parseOptions);
    if (!parsed.ok) {
      const { failure, word } = parsed.error;
      // A line with -6 is for ip6tables-restore.
      if (failure.kind === 'bare' && failure.line === '') return null;
      const [from, to] = spansOfLine(line, counted.rest)[Math.max(0, word - prefix.length)] ?? [
        0,
        line.trimEnd().length,
      ];
      return { failure, from: this.#start + from, to: this.#start + to };
    }
    const { value } = parsed;
    const command = this.#options.verbose === true ? { ...value, options: `${value.options}v` } : value;
    transaction.place = this.#start;
    const failure = execute(command, transaction, this.#print, this.#parseOptions.warn);
    return failure === null ? null : this.#wholeLine(line, failure);
  }

  #print = (text: string): void => {
    if (this.#exit === null) this.#stdout += text;
  };

  #warn(line: string): void {
    if (this.#exit === null) this.#stderr += `${line}\n`;
  }

  #commit(transaction: Transaction): Outcome {
    this.#transaction = null;
    if (this.#options.test === true || !transaction.changed) return null;
    const committed = commit(transaction, this.#ruleset);
    if (committed.ok) {
      if (this.#exit !== null) return null;
      this.#ruleset = withTable(this.#ruleset, committed.value);
      this.#committed.push(transaction.name);
      return null;
    }
    const { failure, log, place } = committed.error;
    if (this.#exit === null) this.#log.push(...log);
    const blamed = place === undefined ? -1 : transaction.placeOf(place.chain, place.index);
    const from = blamed < 0 ? this.#start : blamed;
    const newline = this.#text.indexOf('\n', from);
    return { failure, from, to: newline < 0 ? this.#text.length : newline };
  }
}

/** A message may quote a word of any length. */
const shorten = (message: string): string =>
  message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE)}…`;

/** 1-based number of the line that holds the offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
