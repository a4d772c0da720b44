import { openSync, readSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import {
  commandOn,
  kernelFormat,
  problemText,
  runScenario,
  runView,
  eventsFormat,
  textFormat,
} from '../engine/index.ts';
import { labScript, runToPcapng } from '../formats/index.ts';
import type { RunRecord, RunView, Scenario } from '../engine/index.ts';
import { runShell } from '../shell/index.ts';
import { readArgs, UsageError } from './args.ts';
import { readInput, readScenario } from './input.ts';

type Format = 'kernel' | 'events' | 'text';
/** Files of their own, that cannot stand in a line of text: a capture, and a script that plays the scenario on a real kernel. */
const FILES: readonly string[] = ['pcapng', 'lab'];
const FORMATS: readonly string[] = ['kernel', 'events', 'text'] satisfies readonly Format[];

function formatRecord(record: RunRecord, format: Format): string {
  switch (format) {
    case 'kernel':
      return JSON.stringify(kernelFormat(record));
    case 'events':
      return JSON.stringify(eventsFormat(record));
    case 'text':
      return textFormat(record);
  }
}

function runOne(scenario: Scenario, format: Format): { readonly text: string } | { readonly error: string } {
  const record = runScenario(scenario, { shell: runShell, events: format !== 'kernel' });
  return record.ok ? { text: formatRecord(record.value, format) } : { error: record.error.map(problemText).join('\n') };
}

/** One line in, one line out: a scenario that cannot be run, or that breaks the engine, spoils only its own line. */
function runLine(line: string, format: Format): string {
  try {
    const read = readScenario(line);
    const answer = 'error' in read ? read : runOne(read.scenario, format);
    if ('error' in answer) return JSON.stringify({ error: answer.error });
    return format === 'text' ? JSON.stringify({ text: answer.text }) : answer.text;
  } catch (error) {
    return JSON.stringify({ error: `engine: ${error instanceof Error ? error.message : String(error)}` });
  }
}

function writeAll(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

/** Reads and answers line by line, so that a caller may keep the pipe open and send scenarios as it likes. */
function runLines(file: string | undefined, format: Format): void {
  const input = file === undefined || file === '-' ? 0 : openInput(file);
  const decoder = new StringDecoder('utf8');
  const piece = Buffer.alloc(1 << 16);
  let held = '';
  const answer = (line: string): void => {
    if (line.trim() !== '') writeAll(`${runLine(line, format)}\n`);
  };
  for (let size = readPiece(input, piece); size > 0; size = readPiece(input, piece)) {
    const lines = (held + decoder.write(piece.subarray(0, size))).split('\n');
    held = lines.pop() ?? '';
    lines.forEach(answer);
  }
  answer(held + decoder.end());
}

function openInput(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readPiece(input: number, piece: Buffer): number {
  for (;;) {
    try {
      return readSync(input, piece, 0, piece.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function runToFile(file: string | undefined, format: string, isLines: boolean): number {
  if (isLines) throw new UsageError(`--format ${format} writes one file: it does not go with --jsonl`);
  const read = readScenario(readInput(file));
  if ('error' in read) throw new UsageError(read.error);
  const record = runScenario(read.scenario, { shell: runShell, events: true });
  if (!record.ok) throw new UsageError(record.error.map(problemText).join('\n'));
  const { exit, stderr } = record.value.restore;
  if (exit !== 0) throw new UsageError(stderr.trimEnd());
  const view = runView(record.value);
  process.stdout.write(format === 'pcapng' ? runToPcapng(read.scenario, view) : labOf(read.scenario, view));
  return 0;
}

function labOf(scenario: Scenario, view: RunView): string {
  const after = scenario.timeline.length === 0 ? null : scenario.timeline.length - 1;
  const answerTo = (command: string): string => commandOn(scenario, command, after, runShell).stdout;
  return labScript(scenario, view, { save: answerTo('iptables-save -c'), connections: answerTo('conntrack -L') });
}

/** `chainwalk run`: walks a scenario and prints what a Linux machine would show. */
export function run(args: readonly string[]): number {
  const { values, positionals } = readArgs(args, {
    jsonl: { type: 'boolean' },
    format: { type: 'string', default: 'text' },
  });
  const format = String(values['format']);
  if (!FILES.includes(format) && !FORMATS.includes(format))
    throw new UsageError(`--format ${format}: is none of ${[...FORMATS, ...FILES].join(', ')}`);
  if (positionals.length > 1) throw new UsageError('run takes one file');
  if (FILES.includes(format)) return runToFile(positionals[0], format, values['jsonl'] === true);
  if (values['jsonl']) {
    runLines(positionals[0], format as Format);
    return 0;
  }
  const read = readScenario(readInput(positionals[0]));
  const answer = 'error' in read ? read : runOne(read.scenario, format as Format);
  if ('error' in answer) throw new UsageError(answer.error);
  process.stdout.write(answer.text.endsWith('\n') ? answer.text : `${answer.text}\n`);
  return 0;
}
