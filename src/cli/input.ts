import { readFileSync } from 'node:fs';
import { problemText, validateScenario } from '../engine/index.ts';
import type { Scenario } from '../engine/index.ts';
import { UsageError } from './args.ts';

/** A file's text, or standard input for '-' and for nothing. */
export function readInput(file: string | undefined): string {
  try {
    return readFileSync(file === undefined || file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Parses and validates one scenario document. The error is one line per problem. */
export function readScenario(text: string): { readonly scenario: Scenario } | { readonly error: string } {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { error: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const result = validateScenario(document);
  return result.ok ? { scenario: result.value } : { error: result.error.map(problemText).join('\n') };
}

/** Like `readScenario`, for commands that can do nothing without one. */
export function requireScenario(file: string | undefined): Scenario {
  const read = readScenario(readInput(file));
  if ('error' in read) throw new UsageError(read.error);
  return read.scenario;
}
