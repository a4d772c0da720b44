/** A command while its words are read: what was given so far, and what every option's reader does to it. */
import type { DeviceCondition, RuleHead } from '../model/index.ts';
import {
  ALONE,
  COMMANDS,
  mayStandTogether,
  type CommandName,
  type OptionLetter,
  type ParsedCommand,
} from './command.ts';
import { SHORT_LETTERS, type Letter } from './command-options.ts';
import type { OptionSpec } from '../extensions/options.ts';
import type { Surroundings } from './extension-use.ts';
import { ExtensionUses } from './extension-uses.ts';
import { Getopt } from './getopt.ts';
import { ANY_DEVICE, ANY_PROTOCOL } from './head.ts';
import { IPTABLES, usageFailure, type Failure, type Program } from './messages.ts';

/** `warn` receives lines of stderr that do not stop the command. */
export interface ParseOptions extends Surroundings {
  /** iptables-restore: -t a second time and -w are refused. */
  readonly restore?: boolean;
  /** The table that the caller has named already, as by a first `-t`. */
  readonly table?: string;
  /** Who speaks in the help and the version. */
  readonly program?: Program;
}

/** Why reading stops; null to go on. */
export type Outcome = Failure | null;

/** The argument of -s or -d: addresses are looked up when all words are read. */
export interface AddressWord {
  readonly text: string;
  readonly inverted: boolean;
  /** Its index among the words. */
  readonly word: number;
}

export class CommandDraft {
  readonly options: ParseOptions;
  readonly getopt: Getopt<Letter | OptionSpec>;
  readonly uses = new ExtensionUses();
  commands: readonly CommandName[] = NO_COMMANDS;
  /** The letters of the options given. */
  letters = '';
  jump: { readonly name: string; readonly goto: boolean } | null = null;
  table: string;
  tableGiven: boolean;
  chain: string | null = null;
  ruleNumber = 0;
  newName = '';
  policy = '';
  verbose = 0;
  waits = false;
  interval = false;
  counters: ParsedCommand['counters'] = null;
  protocol: RuleHead['protocol'] = ANY_PROTOCOL;
  protocolWord: string | null = null;
  source: AddressWord | null = null;
  destination: AddressWord | null = null;
  inDevice: DeviceCondition = ANY_DEVICE;
  outDevice: DeviceCondition = ANY_DEVICE;
  fragment: RuleHead['fragment'] = 'any';
  /** A '!' stands before the word just read. */
  inverted = false;
  /** The word just read uses up no '!' that stands before it. */
  keepsInversion = false;

  constructor(words: readonly string[], options: ParseOptions) {
    this.options = options;
    this.table = options.table ?? 'filter';
    this.tableGiven = options.table !== undefined;
    this.getopt = new Getopt(words, SHORT_LETTERS, this.uses);
  }

  get program(): Program {
    return this.options.program ?? IPTABLES;
  }

  /** Index of the word that was read last. */
  get word(): number {
    return Math.max(0, this.getopt.next - 1);
  }

  addCommand(name: CommandName, chain: string | null): Outcome {
    if (this.inverted) return usageFailure("unexpected '!' flag");
    for (const other of this.commands) {
      if (!mayStandTogether(name, other)) return usageFailure(`Cannot use -${COMMANDS[name]} with -${COMMANDS[other]}`);
    }
    this.commands = this.commands.length === 0 ? ALONE[name] : [...this.commands, name];
    if (chain !== null) this.chain = chain;
    return null;
  }

  setOption(letter: OptionLetter, invertible: boolean): Outcome {
    if (this.letters.includes(letter)) return usageFailure(`multiple -${letter} flags not allowed`);
    this.letters += letter;
    return this.inverted && !invertible ? usageFailure(`cannot have ! before -${letter}`) : null;
  }

  /** The word read last as an address, with the '!' before it. */
  addressWord(): AddressWord {
    return { text: this.getopt.previous, inverted: this.inverted, word: this.word };
  }
}

const NO_COMMANDS: readonly CommandName[] = [];
