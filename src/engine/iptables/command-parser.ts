/** Words → command, as do_parse of iptables 1.8.9 does it: getopt order, extensions loaded on the way, every message. */
import type { OptionSpec } from '../extensions/options.ts';
import { err, type Result } from '../model/index.ts';
import type { ParsedCommand } from './command.ts';
import { finishCommand } from './command-completion.ts';
import { CommandDraft, type Outcome, type ParseOptions } from './command-draft.ts';
import type { Letter } from './command-options.ts';
import type { Word } from './getopt.ts';
import { usageFailure, type Failure } from './messages.ts';
import { readOwnOption } from './own-options.ts';

export type { ParseOptions } from './command-draft.ts';

/** A failure and the index of the word it is about. */
export interface ParseFailure {
  readonly failure: Failure;
  readonly word: number;
}

/** Reads the words after the command's name. */
export function parseCommand(words: readonly string[], options: ParseOptions): Result<ParsedCommand, ParseFailure> {
  const draft = new CommandDraft(words, options);
  const failure = readWords(draft);
  if (failure !== null) return err({ failure, word: draft.word });
  const parsed = finishCommand(draft);
  return parsed.ok ? parsed : err({ failure: parsed.error, word: draft.word });
}

function readWords(draft: CommandDraft): Outcome {
  for (;;) {
    const word = draft.getopt.read();
    if (word.kind === 'end') return null;
    const inverting = draft.inverted;
    const failure = readWord(word, draft);
    if (failure !== null) return failure;
    // Whatever was not itself the '!' uses it up.
    if (inverting && !draft.keepsInversion) draft.inverted = false;
    draft.keepsInversion = false;
  }
}

function readWord(word: Word<Letter | OptionSpec>, draft: CommandDraft): Outcome {
  switch (word.kind) {
    case 'word':
      return readBareWord(word.text, draft);
    case 'option':
      return typeof word.value === 'string'
        ? readOwnOption(word.value, word.argument, draft)
        : readExtensionOption(word.value, word.argument ?? '', draft);
    case 'unknown':
    case 'missing-argument':
      return readUnknown(word.kind, draft);
    case 'end':
      return null;
  }
}

function readBareWord(text: string, draft: CommandDraft): Outcome {
  if (text !== '!') return { kind: 'bare', line: `Bad argument \`${text}'` };
  if (draft.inverted) return usageFailure('multiple consecutive ! not allowed');
  draft.inverted = true;
  draft.keepsInversion = true;
  return null;
}

function readExtensionOption(spec: OptionSpec, argument: string, draft: CommandDraft): Outcome {
  const { getopt, uses, options, inverted, protocol } = draft;
  let second = '';
  if (spec.secondWord !== undefined) {
    const word = getopt.takeArgument();
    if (word === null) return usageFailure(spec.secondWord);
    second = word;
  }
  const word = spec.optionalWord === true ? (getopt.takeArgument() ?? '') : argument;
  const failed = uses.found?.read(spec, { argument: word, second, inverted, protocol }, options) ?? null;
  return failed === null ? null : usageFailure(failed.message, failed.exit);
}

/** An option nobody has: perhaps the protocol's match, then an extension that is not modelled (command_default). */
function readUnknown(kind: 'unknown' | 'missing-argument', draft: CommandDraft): Outcome {
  const { getopt, uses } = draft;
  const word = getopt.previous;
  const raw = uses.unmodelled();
  if (uses.loadProtocolMatch(draft.protocolWord, draft.protocol, raw === undefined ? null : word)) {
    getopt.next--;
    draft.keepsInversion = true;
    return null;
  }
  if (raw !== undefined && word.startsWith('--')) {
    raw.keep(...(draft.inverted ? ['!'] : []), word);
    for (let argument = getopt.takeArgument(); argument !== null; argument = getopt.takeArgument()) raw.keep(argument);
    return null;
  }
  return usageFailure(kind === 'unknown' ? `unknown option "${word}"` : `option "${word}" requires an argument`);
}
