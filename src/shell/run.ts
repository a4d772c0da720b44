import type { Machine } from '../engine/index.ts';
import type { Files, Output } from './command.ts';
import { machineFiles } from './files.ts';
import type { Segment, Word } from './lexer.ts';
import { findCommand } from './registry.ts';
import { BUILTINS } from './builtins.ts';
import type { Input, Shell } from './builtins.ts';
import { parseLine } from './syntax.ts';
import type { Command, List, Pipeline, Redirection } from './syntax.ts';

/** Where a descriptor leads. */
interface Sink {
  write(text: string): void;
}
interface Streams {
  readonly input: Input;
  readonly out: Sink;
  readonly error: Sink;
}

class Collected implements Sink {
  text = '';
  write(text: string): void {
    this.text += text;
  }
}

/** A loop that somebody lets run for ever. */
const MOST_ROUNDS = 10_000;

class Interpreter {
  readonly #machine: Machine;
  readonly #files: Files;
  readonly #shell: Shell = {
    variables: new Map([
      ['HOME', '/root'],
      ['PWD', '/root'],
      ['USER', 'root'],
    ]),
    status: 0,
    ended: false,
  };

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#files = machineFiles(machine);
  }

  list(list: List, streams: Streams): number {
    for (const pipeline of list) {
      if (this.#shell.ended) break;
      const { status } = this.#shell;
      if ((pipeline.when === 'success' && status !== 0) || (pipeline.when === 'failure' && status === 0)) continue;
      this.#pipeline(pipeline, streams);
    }
    return this.#shell.status;
  }

  #pipeline({ commands, negated }: Pipeline, streams: Streams): void {
    let { input } = streams;
    for (const [index, command] of commands.entries()) {
      const pipe = new Collected();
      const out = index === commands.length - 1 ? streams.out : pipe;
      this.#shell.status = this.#command(command, { ...streams, input, out });
      input = { text: pipe.text };
    }
    if (negated) this.#shell.status = this.#shell.status === 0 ? 1 : 0;
  }

  #command(command: Command, streams: Streams): number {
    const redirected = this.#redirect(command.redirections, streams);
    if (redirected === null) return 1;
    switch (command.kind) {
      case 'simple':
        return this.#simple(command.words, redirected);
      case 'group':
        return command.body.length === 0 ? 0 : this.list(command.body, redirected);
      case 'for':
        return this.#for(command, redirected);
      case 'while':
        return this.#while(command, redirected);
      case 'if':
        return this.#if(command, redirected);
    }
  }

  #for({ name, words, body }: Extract<Command, { kind: 'for' }>, streams: Streams): number {
    this.#shell.status = 0;
    for (const value of this.#expandAll(words, streams)) {
      this.#shell.variables.set(name, value);
      this.list(body, streams);
      if (this.#shell.ended) break;
    }
    return this.#shell.status;
  }

  #while({ until, condition, body }: Extract<Command, { kind: 'while' }>, streams: Streams): number {
    let status = 0;
    for (let round = 0; round < MOST_ROUNDS && !this.#shell.ended; round += 1) {
      if ((this.list(condition, streams) === 0) === until) break;
      status = this.list(body, streams);
    }
    return status;
  }

  #if({ branches, otherwise }: Extract<Command, { kind: 'if' }>, streams: Streams): number {
    const taken = branches.find(({ condition }) => this.list(condition, streams) === 0)?.body ?? otherwise;
    this.#shell.status = 0;
    return this.list(taken, streams);
  }

  #simple(words: readonly Word[], streams: Streams): number {
    let first = 0;
    const assigned: [string, string][] = [];
    for (; first < words.length; first += 1) {
      const assignment = /^([A-Za-z_]\w*)=/.exec(plainStart(words[first] ?? []));
      if (assignment === null) break;
      const value = this.#text(words[first] ?? [], streams).slice(assignment[0].length);
      assigned.push([assignment[1] ?? '', value]);
    }
    this.#lastSubstitution = 0;
    const [name, ...args] = this.#expandAll(words.slice(first), streams);
    if (name === undefined) {
      for (const [variable, value] of assigned) this.#shell.variables.set(variable, value);
      return this.#lastSubstitution;
    }
    return this.#run(name, args, streams);
  }

  #run(name: string, args: readonly string[], streams: Streams): number {
    const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
    const found = builtin === undefined ? findCommand(name) : null;
    let output: Output;
    if (builtin !== undefined) output = builtin(args, this.#shell, streams.input, this.#files);
    else if (found === null)
      output = {
        exit: name.includes('/') && this.#files.read(name) !== null ? 126 : 127,
        stdout: '',
        stderr: this.#notFound(name),
      };
    else {
      if (name === 'sudo' && args.length > 0) return this.#run(args[0] ?? '', args.slice(1), streams);
      const stdin = streams.input.text;
      streams.input.text = stdin === null ? null : '';
      output = found.run(args, { machine: this.#machine, stdin, files: this.#files });
    }
    // Where both go the same way, what is buffered comes when the program ends.
    this.#writeFailed = false;
    streams.error.write(output.stderr);
    streams.out.write(output.stdout);
    return this.#writeFailed ? 1 : output.exit;
  }

  #notFound(name: string): string {
    if (!name.includes('/')) return `bash: ${name}: command not found\n`;
    return `bash: ${name}: ${this.#files.read(name) === null ? 'No such file or directory' : 'Permission denied'}\n`;
  }

  /** Opens what is named, in order, before the command runs; null if something cannot be opened. */
  #redirect(redirections: readonly Redirection[], streams: Streams): Streams | null {
    let { input, out, error } = streams;
    for (const { operator, descriptor, word } of redirections) {
      const target = this.#text(word, streams);
      if (operator === '<<' || operator === '<<<') {
        input = { text: operator === '<<' ? target : `${target}\n` };
        continue;
      }
      if (operator === '<') {
        const text = this.#files.read(target);
        if (text === null) return refuse(error, `${target}: No such file or directory`);
        input = { text };
        continue;
      }
      if (operator === '>&' || operator === '<&') {
        if (/^\d$/.test(target)) {
          const to = target === '1' ? out : target === '2' ? error : null;
          if (to === null) return refuse(error, `${target}: Bad file descriptor`);
          if ((descriptor ?? 1) === 2) error = to;
          else out = to;
          continue;
        }
      }
      const problem = this.#files.write(target, '', operator.endsWith('>>'));
      if (problem) return refuse(error, `${target}: ${problem}`);
      const file = this.#fileSink(target, error);
      const both = operator.startsWith('&') || operator === '>&';
      if (both || (descriptor ?? 1) === 1) out = file;
      if (both || descriptor === 2) error = file;
    }
    return { input, out, error };
  }

  #fileSink(path: string, error: Sink): Sink {
    return {
      write: (text) => {
        if (text === '') return;
        const problem = this.#files.write(path, text, true);
        if (problem) {
          error.write(`bash: echo: write error: ${problem}\n`);
          this.#writeFailed = true;
        }
      },
    };
  }

  #lastSubstitution = 0;
  /** A file did not take what was written. */
  #writeFailed = false;

  #value(segment: Segment, streams: Streams): string {
    if (segment.kind === 'text') return segment.text;
    if (segment.kind === 'variable') {
      if (segment.text === '?') return String(this.#shell.status);
      return this.#shell.variables.get(segment.text) ?? (segment.text === '#' ? '0' : '');
    }
    const out = new Collected();
    const parsed = parseLine(segment.text);
    if (!parsed.ok) streams.error.write(`bash: ${parsed.error}\n`);
    else this.#lastSubstitution = this.list(parsed.value, { ...streams, out });
    return out.text.replace(/\n+$/, '');
  }

  #text(word: Word, streams: Streams): string {
    return word.map((segment) => this.#value(segment, streams)).join('');
  }

  #expandAll(words: readonly Word[], streams: Streams): string[] {
    return words.flatMap((word) => braces(word).flatMap((each) => this.#fields(each, streams)));
  }

  /** One word → its fields: what is unquoted and expanded is split at blanks. */
  #fields(word: Word, streams: Streams): string[] {
    const fields: string[] = [];
    let current: string | null = null;
    for (const segment of word) {
      const value = this.#value(segment, streams);
      if (segment.kind === 'text' || segment.quoted) {
        current = (current ?? '') + value;
        continue;
      }
      const parts = value.split(/[ \t\n]+/);
      if (parts.length > 1 && parts[0] === '' && current !== null) {
        fields.push(current);
        current = null;
      }
      for (const [index, part] of parts.entries()) {
        if (index > 0 && current !== null) {
          fields.push(current);
          current = null;
        }
        if (part !== '') current = (current ?? '') + part;
      }
    }
    if (current !== null) fields.push(current);
    return fields;
  }
}

function refuse(error: Sink, message: string): null {
  error.write(`bash: ${message}\n`);
  return null;
}

const plainStart = (word: Word): string => {
  const [first] = word;
  return first?.kind === 'text' && !first.quoted ? first.text : '';
};

/** `{1..3}` and `{a,b}` of a word that is one unquoted piece. */
function braces(word: Word): readonly Word[] {
  const [only, other] = word;
  if (only === undefined || other !== undefined || only.kind !== 'text' || only.quoted) return [word];
  const found = /^(.*?)\{(?:(-?\d+)\.\.(-?\d+)|([^{}]*,[^{}]*))\}(.*)$/s.exec(only.text);
  if (found === null) return [word];
  const [, before = '', from, to, list, after = ''] = found;
  return (list?.split(',') ?? count(Number(from), Number(to))).flatMap((each) =>
    braces([{ ...only, text: `${before}${each}${after}` }]),
  );
}

function count(from: number, to: number): string[] {
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.min(Math.abs(to - from) + 1, MOST_ROUNDS) }, (_, index) =>
    String(from + step * index),
  );
}

/**
 * Runs what was typed at the console, or a `command` step: everything that a shell line can hold (syntax.ts). Exit code of the last
 * command that ran; nothing throws on bad input.
 */
export function runShell(text: string, machine: Machine): Output {
  const parsed = parseLine(text);
  if (!parsed.ok) return { exit: 2, stdout: '', stderr: `bash: ${parsed.error}\n` };
  const [out, error] = [new Collected(), new Collected()];
  const exit = new Interpreter(machine).list(parsed.value, { input: { text: null }, out, error });
  return { exit, stdout: out.text, stderr: error.text };
}
