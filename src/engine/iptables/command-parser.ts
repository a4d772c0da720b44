/** Words → command, as do_parse of iptables 1.8.9 does it: getopt order, extensions loaded on the way, every message. */
import { leadingDecimal, parseUnsigned } from '../extensions/numbers.ts';
import type { OptionSpec } from '../extensions/options.ts';
import { parseProtocol, protocolName } from '../extensions/protocols.ts';
import { isKnownMatch, isKnownTarget, lacksModule } from '../extensions/known.ts';
import { findMatch, findTarget } from '../extensions/registry.ts';
import { err, ok, type Result } from '../model/index.ts';
import type { AddressCondition, DeviceCondition, MatchUse, RuleHead, TargetUse } from '../model/index.ts';
import { byteLength } from './bytes.ts';
import {
  ALLOWED,
  COMMANDS,
  isRuleCommand,
  mayStandTogether,
  OPTION_LETTERS,
  type CommandName,
  type Jump,
  type OptionLetter,
  type ParsedCommand,
} from './command.ts';
import { LONG_OPTIONS, SHORT_LETTERS, type Letter } from './command-options.ts';
import { ExtensionUse, type Surroundings } from './extension-use.ts';
import { Getopt, type LongOption, type Word } from './getopt.ts';
import { ANY_ADDRESS, ANY_DEVICE, parseAddresses, parseDevice } from './head.ts';
import { formatHelp } from './help.ts';
import { IPTABLES, usageFailure, VERSION, type Failure, type Program } from './messages.ts';
import { chainNameProblem, isVerdict, LONGEST_NAME, nameTooLong, targetNameProblem } from './names.ts';
import { isTableName } from './tables.ts';

/** `warn` receives lines of stderr that do not stop the command. */
export interface ParseOptions extends Surroundings {
  /** iptables-restore: -t a second time and -w are refused. */
  readonly restore?: boolean;
  /** Who speaks in the help and the version. */
  readonly program?: Program;
}

/** A failure and the index of the word it is about. */
export interface ParseFailure {
  readonly failure: Failure;
  readonly word: number;
}

/** Reads the words after the command's name. */
export function parseCommand(words: readonly string[], options: ParseOptions): Result<ParsedCommand, ParseFailure> {
  const parser = new CommandParser(words, options);
  const parsed = parser.parse();
  return parsed.ok ? parsed : err({ failure: parsed.error, word: parser.word });
}

type Outcome = Failure | null;
type Value = Letter | OptionSpec;

class CommandParser {
  readonly #options: ParseOptions;
  readonly #getopt: Getopt<Value>;
  readonly #commands = new Set<CommandName>();
  readonly #letters = new Set<OptionLetter>();
  /** Newest last. */
  readonly #uses: ExtensionUse[] = [];
  #target: ExtensionUse | null = null;
  #jump: { readonly name: string; readonly goto: boolean } | null = null;
  #table = 'filter';
  #tableGiven = false;
  #chain: string | null = null;
  #ruleNumber = 0;
  #newName = '';
  #policy = '';
  #verbose = 0;
  #waits = false;
  #interval = false;
  #counters: ParsedCommand['counters'] = null;
  #protocol: { readonly number: number; readonly inverted: boolean } = { number: 0, inverted: false };
  #protocolWord: string | null = null;
  #protocolMatchLoaded = false;
  #source: AddressWord | null = null;
  #destination: AddressWord | null = null;
  #inDevice: DeviceCondition = ANY_DEVICE;
  #outDevice: DeviceCondition = ANY_DEVICE;
  #fragment: RuleHead['fragment'] = 'any';
  #inverted = false;

  constructor(words: readonly string[], options: ParseOptions) {
    this.#options = options;
    this.#getopt = new Getopt<Value>(words, SHORT_LETTERS, {
      find: (name) => this.#findLong(name),
      startingWith: (prefix) => this.#longStartingWith(prefix),
    });
  }

  /** Index of the word that was read last. */
  get word(): number {
    return Math.max(0, this.#getopt.next - 1);
  }

  parse(): Result<ParsedCommand, Failure> {
    for (;;) {
      const word = this.#getopt.read();
      if (word.kind === 'end') break;
      const inverting = this.#inverted;
      const failure = this.#handle(word);
      if (failure !== null) return err(failure);
      // Whatever was not itself the '!' uses it up.
      if (inverting && !this.#rerun) this.#inverted = false;
      this.#rerun = false;
    }
    return this.#finish();
  }

  /** Set when the word just read is to be read again with `!` still standing before it. */
  #rerun = false;

  #findLong(name: string): LongOption<Value> | undefined {
    const own = LONG_OPTIONS.get(name);
    if (own !== undefined) return own;
    for (let i = this.#uses.length - 1; i >= 0; i--) {
      const use = this.#uses[i];
      const found = use?.findOption(name);
      if (found === undefined) continue;
      this.#found = use;
      return found;
    }
    return undefined;
  }

  #longStartingWith(prefix: string): readonly LongOption<Value>[] {
    const found: LongOption<Value>[] = [];
    for (const [name, option] of LONG_OPTIONS) if (name.startsWith(prefix)) found.push(option);
    for (const use of this.#uses.toReversed()) {
      const options = use.optionsStartingWith(prefix);
      if (options.length > 0) this.#found = use;
      found.push(...options);
    }
    return found;
  }

  /** The use that the extension's option found last belongs to. */
  #found: ExtensionUse | undefined;

  #handle(word: Word<Value>): Outcome {
    switch (word.kind) {
      case 'word':
        return this.#handleWord(word.text);
      case 'option':
        return typeof word.value === 'string'
          ? this.#handleOwn(word.value, word.argument)
          : this.#handleExtension(word.value, word.argument ?? '');
      case 'unknown':
      case 'missing-argument':
        return this.#handleUnknown(word.kind);
      case 'end':
        return null;
    }
  }

  #handleWord(text: string): Outcome {
    if (text !== '!') return { kind: 'bare', line: `Bad argument \`${text}'` };
    if (this.#inverted) return usageFailure('multiple consecutive ! not allowed');
    this.#inverted = true;
    this.#rerun = true;
    return null;
  }

  #handleExtension(spec: OptionSpec, argument: string): Outcome {
    let second = '';
    if (spec.secondWord !== undefined) {
      const word = this.#getopt.takeArgument();
      if (word === null) return usageFailure(spec.secondWord);
      second = word;
    }
    const word = spec.optionalWord === true ? (this.#getopt.takeArgument() ?? '') : argument;
    const place = { argument: word, second, inverted: this.#inverted, protocol: this.#protocol };
    const failed = this.#found?.read(spec, place, this.#options) ?? null;
    return failed === null ? null : usageFailure(failed.message, failed.exit);
  }

  /** An option nobody has: perhaps the protocol's match, then an extension that is not modelled (command_default). */
  #handleUnknown(kind: 'unknown' | 'missing-argument'): Outcome {
    const word = this.#getopt.previous;
    const raw = this.#uses.findLast((use) => use.extension === null);
    if (this.#loadProtocolMatch(raw === undefined ? null : word)) {
      this.#getopt.next--;
      this.#rerun = true;
      return null;
    }
    if (raw !== undefined && word.startsWith('--')) {
      raw.keep(...(this.#inverted ? ['!'] : []), word);
      for (let argument = this.#getopt.takeArgument(); argument !== null; argument = this.#getopt.takeArgument())
        raw.keep(argument);
      return null;
    }
    return usageFailure(kind === 'unknown' ? `unknown option "${word}"` : `option "${word}" requires an argument`);
  }

  /** load_proto. With `option`, only if the match has such an option. */
  #loadProtocolMatch(option: string | null): boolean {
    if (this.#protocolWord === null || this.#protocolMatchLoaded) return false;
    const name =
      parseUnsigned(this.#protocolWord, 255) === null
        ? this.#protocolWord
        : (protocolName(this.#protocol.number) ?? '');
    const extension = findMatch(name) ?? null;
    if (extension === null && !isKnownMatch(name)) return false;
    const use = new ExtensionUse('match', name, extension);
    if (option !== null && use.optionsStartingWith(option.slice(2).split('=', 1)[0] ?? '').length === 0) return false;
    this.#protocolMatchLoaded = true;
    this.#uses.push(use);
    return true;
  }

  /** -s, -d, -p, -i, -o and -j take the whole word that was read last: `-jACCEPT` names a target '-jACCEPT', as in iptables. */
  #handleOwn(letter: Letter, argument: string | null): Outcome {
    switch (letter) {
      case 'A':
        return this.#addCommand('append', argument);
      case 'C':
        return this.#addCommand('check', argument);
      case 'D':
        return this.#addCommand('delete', argument) ?? this.#readRuleNumber('delete-number');
      case 'R':
        return this.#addCommand('replace', argument) ?? this.#readRuleNumber('replace', '-R requires a rule number');
      case 'I':
        this.#ruleNumber = 1;
        return this.#addCommand('insert', argument) ?? this.#readRuleNumber('insert');
      case 'L':
        return this.#addCommand('list', argument ?? this.#getopt.takeArgument()) ?? this.#readRuleNumber('list');
      case 'S':
        return (
          this.#addCommand('list-rules', argument ?? this.#getopt.takeArgument()) ?? this.#readRuleNumber('list-rules')
        );
      case 'F':
        return this.#addCommand('flush', argument ?? this.#getopt.takeArgument());
      case 'Z':
        return this.#addCommand('zero', argument ?? this.#getopt.takeArgument()) ?? this.#readRuleNumber('zero-number');
      case 'N':
        return chainNameProblem(argument ?? '') ?? this.#addCommand('new-chain', argument);
      case 'X':
        return this.#addCommand('delete-chain', argument ?? this.#getopt.takeArgument());
      case 'E':
        return (
          this.#addCommand('rename', argument) ??
          this.#readSecond('-E requires old-chain-name and new-chain-name', (word) => (this.#newName = word))
        );
      case 'P':
        return (
          this.#addCommand('policy', argument) ??
          this.#readSecond('-P requires a chain and a policy', (word) => (this.#policy = word))
        );
      case 's':
        return (
          this.#setOption('s', true) ??
          this.#keep(() => (this.#source = { text: this.#getopt.previous, inverted: this.#inverted, word: this.word }))
        );
      case 'd':
        return (
          this.#setOption('d', true) ??
          this.#keep(
            () => (this.#destination = { text: this.#getopt.previous, inverted: this.#inverted, word: this.word }),
          )
        );
      case 'p':
        return this.#setOption('p', true) ?? this.#readProtocol(this.#getopt.previous);
      case 'i':
      case 'o':
        return this.#readDevice(letter, argument);
      case 'j':
        return this.#setOption('j', false) ?? this.#readJump(this.#getopt.previous, false);
      case 'g':
        return this.#setOption('j', false) ?? this.#readJump(argument ?? '', true);
      case 'm':
        return this.#inverted ? usageFailure('unexpected ! flag before --match') : this.#loadMatch(argument ?? '');
      case 'f':
        return (
          this.#setOption('f', true) ??
          this.#keep(() => (this.#fragment = this.#inverted ? 'not-fragments' : 'fragments'))
        );
      case 'v':
        this.#verbose++;
        return this.#verbose > 1 ? null : this.#setOption('v', false);
      case 'n':
      case 'x':
      case '0':
        return this.#setOption(letter, false);
      case 'c':
        return this.#setOption('c', false) ?? this.#readCounters(argument ?? '');
      case 't':
        return this.#readTable(argument ?? '');
      case 'w':
        return this.#readWait(argument);
      case 'W':
        return this.#readInterval(argument);
      case 'V':
        return { kind: 'information', text: this.#describeVersion() };
      case 'h':
        if (this.#uses.every((use) => use.kind === 'target')) this.#loadHelpedMatch();
        return {
          kind: 'information',
          text: formatHelp(this.#program, this.#uses, this.#jump?.goto === false ? this.#jump.name : null),
        };
      case '6':
        return { kind: 'bare', line: '' };
      // -4 says what is so anyway; -M names a program for loading modules.
      default:
        return null;
    }
  }

  get #program(): Program {
    return this.#options.program ?? IPTABLES;
  }

  #describeVersion(): string {
    const { name, version = VERSION } = this.#program;
    return this.#inverted ? `Not ${version} ;-)\n` : `${name} v${version}\n`;
  }

  /** `-p icmp -h`: a match of the protocol's name, as it was typed. */
  #loadHelpedMatch(): void {
    const extension = findMatch(this.#protocolWord ?? '');
    if (extension !== undefined) this.#uses.push(new ExtensionUse('match', extension.name, extension));
  }

  #keep(store: () => unknown): Outcome {
    store();
    return null;
  }

  #addCommand(name: CommandName, chain: string | null): Outcome {
    if (this.#inverted) return usageFailure("unexpected '!' flag");
    for (const other of this.#commands) {
      if (!mayStandTogether(name, other)) return usageFailure(`Cannot use -${COMMANDS[name]} with -${COMMANDS[other]}`);
    }
    this.#commands.add(name);
    if (chain !== null) this.#chain = chain;
    return null;
  }

  #readRuleNumber(command: CommandName, required?: string): Outcome {
    const word = this.#getopt.takeArgument();
    if (word === null) return required === undefined ? null : usageFailure(required);
    const number = parseUnsigned(word, 0x7fffffff, 1);
    if (number === null) return usageFailure(`Invalid rule number \`${word}'`);
    this.#ruleNumber = number;
    if (command === 'delete-number') this.#commands.delete('delete');
    if (command === 'zero-number') this.#commands.clear();
    this.#commands.add(command);
    return null;
  }

  #readSecond(required: string, store: (word: string) => void): Outcome {
    const word = this.#getopt.takeArgument();
    if (word === null) return usageFailure(required);
    store(word);
    return null;
  }

  #setOption(letter: OptionLetter, invertible: boolean): Outcome {
    if (this.#letters.has(letter)) return usageFailure(`multiple -${letter} flags not allowed`);
    this.#letters.add(letter);
    return this.#inverted && !invertible ? usageFailure(`cannot have ! before -${letter}`) : null;
  }

  #readProtocol(word: string): Outcome {
    const text = word.toLowerCase();
    const protocol = parseProtocol(text);
    if (!protocol.ok) return usageFailure(protocol.error.message);
    if (protocol.value === 0 && this.#inverted) return usageFailure('rule would never match protocol');
    this.#protocol = { number: protocol.value, inverted: this.#inverted };
    this.#protocolWord = text;
    return null;
  }

  #readDevice(letter: 'i' | 'o', argument: string | null): Outcome {
    const name = this.#getopt.previous;
    if (argument === '') return usageFailure('Empty interface is likely to be undesired');
    const refused = this.#setOption(letter, true);
    if (refused !== null) return refused;
    const device = parseDevice(name, this.#inverted, this.#options.warn);
    if (!device.ok) return device.error;
    if (letter === 'i') this.#inDevice = device.value;
    else this.#outDevice = device.value;
    return null;
  }

  #readJump(name: string, goto: boolean): Outcome {
    const problem = targetNameProblem(name);
    if (problem !== null) return problem;
    this.#jump = { name, goto };
    const extension = goto ? undefined : findTarget(name);
    if (extension === undefined && (goto || !isKnownTarget(name))) return null;
    this.#warnWithoutModule(name);
    this.#target = new ExtensionUse('target', name, extension ?? null);
    this.#uses.push(this.#target);
    return null;
  }

  #loadMatch(name: string): Outcome {
    const extension = findMatch(name) ?? null;
    if (extension === null && !isKnownMatch(name))
      return usageFailure(`Couldn't load match \`${name}':No such file or directory\n`);
    this.#warnWithoutModule(name);
    this.#uses.push(new ExtensionUse('match', name, extension));
    return null;
  }

  /** compatible_revision. */
  #warnWithoutModule(name: string): void {
    if (lacksModule(name))
      this.#options.warn(`Warning: Extension ${name} revision 0 not supported, missing kernel module?`);
  }

  #readCounters(argument: string): Outcome {
    const comma = argument.indexOf(',', 1);
    const packets = comma < 0 ? argument : argument.slice(0, comma);
    const bytes = comma < 0 ? this.#getopt.takeArgument() : argument.slice(comma + 1);
    if (bytes === null) return usageFailure('-c requires packet and byte counter');
    const counts = [packets, bytes].map(leadingDecimal);
    if (counts[0] === null) return usageFailure('-c packet counter not numeric');
    if (counts[1] === null) return usageFailure('-c byte counter not numeric');
    this.#counters = { packets: counts[0] ?? 0n, bytes: counts[1] ?? 0n };
    return null;
  }

  #readTable(name: string): Outcome {
    if (this.#inverted) return usageFailure('unexpected ! flag before --table');
    if (this.#options.restore === true && this.#tableGiven)
      return usageFailure(`The -t option cannot be used in ${this.#program.name}.\n`);
    this.#table = name;
    this.#tableGiven = true;
    return null;
  }

  #readWait(argument: string | null): Outcome {
    if (this.#options.restore === true) return usageFailure("You cannot use `-w' from iptables-restore");
    this.#waits = true;
    const seconds = argument ?? this.#getopt.takeArgument();
    return seconds === null || /^\s*[-+]?\d/.test(seconds) ? null : usageFailure('wait seconds not numeric');
  }

  #readInterval(argument: string | null): Outcome {
    if (this.#options.restore === true) return usageFailure("You cannot use `-W' from iptables-restore");
    this.#options.warn('Ignoring deprecated --wait-interval option.');
    this.#interval = true;
    if (argument === null) this.#getopt.takeArgument();
    return null;
  }

  #finish(): Result<ParsedCommand, Failure> {
    if (this.#table === 'nat' && (this.#policy === 'DROP' || this.#jump?.name === 'DROP')) return err(NAT_DROP);
    const head: RuleHead = {
      source: ANY_ADDRESS,
      destination: ANY_ADDRESS,
      inDevice: this.#inDevice,
      outDevice: this.#outDevice,
      protocol: this.#protocol,
      fragment: this.#fragment,
    };
    const matches = this.#buildMatches(head);
    if (!matches.ok) return matches;
    const jump = this.#buildJump(head);
    if (!jump.ok) return jump;
    const incomplete = this.#checkComplete();
    if (incomplete !== null) return err(incomplete);
    const sources = this.#parseAddresses(this.#source);
    if (!sources.ok) return sources;
    const destinations = this.#parseAddresses(this.#destination);
    if (!destinations.ok) return destinations;
    const illegal = this.#checkLegal(sources.value.length, destinations.value.length);
    if (illegal !== null) return err(illegal);
    return ok({
      commands: this.#commands,
      table: this.#table,
      chain: this.#chain,
      ruleNumber: this.#ruleNumber,
      newName: this.#newName,
      policy: this.#policy,
      options: this.#letters,
      verbose: this.#verbose,
      counters: this.#counters,
      head,
      sources: sources.value,
      destinations: destinations.value,
      matches: matches.value,
      jump: jump.value,
    });
  }

  #buildMatches(head: RuleHead): Result<readonly MatchUse[], Failure> {
    const matches: MatchUse[] = [];
    for (const use of this.#uses) {
      if (use.kind !== 'match') continue;
      const params = this.#build(use, head);
      if (!params.ok) return params;
      const extension = use.extension?.kind === 'match' ? use.extension : null;
      const match = { name: use.name, params: params.value, behaviour: extension };
      matches.push(extension === null ? { ...match, raw: use.raw } : match);
    }
    return ok(matches);
  }

  #buildJump(head: RuleHead): Result<Jump | null, Failure> {
    if (this.#jump === null) return ok(null);
    const { name, goto } = this.#jump;
    if (this.#target === null) {
      const target: TargetUse | null = !goto && isVerdict(name) ? { kind: 'verdict', verdict: name } : null;
      return ok({ name, goto, target });
    }
    const use = this.#target;
    const params = this.#build(use, head);
    if (!params.ok) return params;
    const extension = use.extension?.kind === 'target' ? use.extension : null;
    const target = { kind: 'extension' as const, name, params: params.value, behaviour: extension };
    return ok({ name, goto, target: extension === null ? { ...target, raw: use.raw } : target });
  }

  #build(use: ExtensionUse, head: RuleHead): Result<unknown, Failure> {
    const { findSet, warn } = this.#options;
    // An unknown table fails later, when it is opened.
    const built = use.build({ head, table: isTableName(this.#table) ? this.#table : 'filter', warn, findSet });
    return built.ok ? built : err(usageFailure(built.error.message, built.error.exit));
  }

  #checkComplete(): Outcome {
    if (this.#getopt.next < this.#getopt.words.length) return usageFailure('unknown arguments found on commandline');
    if (this.#commands.size === 0) return usageFailure('no command specified');
    if (this.#inverted) return usageFailure('nothing appropriate following !');
    if (this.#interval && !this.#waits) return usageFailure('--wait-interval only makes sense with --wait\n');
    return null;
  }

  #parseAddresses(given: AddressWord | null): Result<readonly AddressCondition[], Failure> {
    if (given === null) return ok(NO_ADDRESS);
    const parsed = parseAddresses(given.text, given.inverted);
    if (!parsed.ok) this.#getopt.next = given.word + 1;
    return parsed;
  }

  /** generic_opt_check: an option that none of the commands takes. */
  #illegalOption(): OptionLetter | undefined {
    let allowed = '';
    for (const command of this.#commands) allowed += ALLOWED[command];
    return OPTION_LETTERS.find((letter) => this.#letters.has(letter) && !allowed.includes(letter));
  }

  #checkLegal(sources: number, destinations: number): Outcome {
    const several = sources > 1 || destinations > 1;
    if (several && (this.#source?.inverted === true || this.#destination?.inverted === true))
      return usageFailure('! not allowed with multiple source or destination IP addresses');
    if (several && this.#commands.has('replace'))
      return usageFailure('Replacement rule does not specify a unique address');
    const illegal = this.#illegalOption();
    if (illegal !== undefined) return usageFailure(`Illegal option \`-${illegal}' with this command`);
    const chain = this.#chain ?? '';
    if (byteLength(chain) > LONGEST_NAME) return usageFailure(nameTooLong(chain));
    if (isRuleCommand(this.#commands)) {
      if (this.#letters.has('o') && (chain === 'PREROUTING' || chain === 'INPUT'))
        return usageFailure(`Can't use -o with ${chain}\n`);
      if (this.#letters.has('i') && (chain === 'POSTROUTING' || chain === 'OUTPUT'))
        return usageFailure(`Can't use -i with ${chain}\n`);
    }
    return null;
  }
}

interface AddressWord {
  readonly text: string;
  readonly inverted: boolean;
  readonly word: number;
}

const NO_ADDRESS: readonly AddressCondition[] = [ANY_ADDRESS];

const NAT_DROP = usageFailure(
  '\nThe "nat" table is not intended for filtering, the use of DROP is therefore inhibited.\n\n',
);
