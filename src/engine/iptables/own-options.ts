/** The options of iptables itself: commands, what a rule's head says, and the rest. */
import { leadingDecimal, parseUnsigned } from '../extensions/numbers.ts';
import { findMatch } from '../extensions/registry.ts';
import type { CommandName } from './command.ts';
import type { CommandDraft, Outcome } from './command-draft.ts';
import type { Letter } from './command-options.ts';
import { ExtensionUse } from './extension-use.ts';
import { formatHelp } from './help.ts';
import { usageFailure, VERSION } from './messages.ts';
import { chainNameProblem } from './names.ts';
import { loadMatch, readDevice, readJump, readProtocol } from './rule-options.ts';

/** -s, -d, -p, -i, -o and -j take the whole word that was read last: `-jACCEPT` names a target '-jACCEPT', as in iptables. */
export function readOwnOption(letter: Letter, argument: string | null, draft: CommandDraft): Outcome {
  switch (letter) {
    case 'A':
      return draft.addCommand('append', argument);
    case 's':
      draft.source = draft.addressWord();
      return draft.setOption('s', true);
    case 'd':
      draft.destination = draft.addressWord();
      return draft.setOption('d', true);
    case 'p':
      return draft.setOption('p', true) ?? readProtocol(draft.getopt.previous, draft);
    case 'i':
    case 'o':
      return readDevice(letter, argument, draft);
    case 'm':
      return draft.inverted ? usageFailure('unexpected ! flag before --match') : loadMatch(argument ?? '', draft);
    case 'j':
      return draft.setOption('j', false) ?? readJump(draft.getopt.previous, false, draft);
    case 'g':
      return draft.setOption('j', false) ?? readJump(argument ?? '', true, draft);
    case 'f':
      draft.fragment = draft.inverted ? 'not-fragments' : 'fragments';
      return draft.setOption('f', true);
    case 'c':
      return draft.setOption('c', false) ?? readCounters(argument ?? '', draft);
    default:
      return readCommand(letter, argument, draft);
  }
}

function readCommand(letter: Letter, argument: string | null, draft: CommandDraft): Outcome {
  switch (letter) {
    case 'C':
      return draft.addCommand('check', argument);
    case 'D':
      return draft.addCommand('delete', argument) ?? readRuleNumber(draft, 'delete-number');
    case 'R':
      return draft.addCommand('replace', argument) ?? readRuleNumber(draft, 'replace', '-R requires a rule number');
    case 'I':
      draft.ruleNumber = 1;
      return draft.addCommand('insert', argument) ?? readRuleNumber(draft, 'insert');
    case 'L':
      return addListing(draft, 'list', argument) ?? readRuleNumber(draft, 'list');
    case 'S':
      return addListing(draft, 'list-rules', argument) ?? readRuleNumber(draft, 'list-rules');
    case 'F':
      return addListing(draft, 'flush', argument);
    case 'Z':
      return addListing(draft, 'zero', argument) ?? readRuleNumber(draft, 'zero-number');
    case 'N':
      return chainNameProblem(argument ?? '') ?? draft.addCommand('new-chain', argument);
    case 'X':
      return addListing(draft, 'delete-chain', argument);
    case 'E':
      return (
        draft.addCommand('rename', argument) ??
        readSecond(draft, '-E requires old-chain-name and new-chain-name', (word) => (draft.newName = word))
      );
    case 'P':
      return (
        draft.addCommand('policy', argument) ??
        readSecond(draft, '-P requires a chain and a policy', (word) => (draft.policy = word))
      );
    default:
      return readSetting(letter, argument, draft);
  }
}

/** What is about neither a rule nor the choice of command. */
function readSetting(letter: Letter, argument: string | null, draft: CommandDraft): Outcome {
  switch (letter) {
    case 'v':
      draft.verbose++;
      return draft.verbose > 1 ? null : draft.setOption('v', false);
    case 'n':
    case 'x':
    case '0':
      return draft.setOption(letter, false);
    case 't':
      return readTable(argument ?? '', draft);
    case 'w':
      return readWait(argument, draft);
    case 'W':
      return readInterval(argument, draft);
    case 'V':
      return { kind: 'information', text: describeVersion(draft) };
    case 'h':
      return { kind: 'information', text: describeUsage(draft) };
    case '6':
      return { kind: 'bare', line: '' };
    // -4 says what is so anyway; -M names a program for loading modules.
    default:
      return null;
  }
}

/** A command that may stand without a chain. */
const addListing = (draft: CommandDraft, name: CommandName, argument: string | null): Outcome =>
  draft.addCommand(name, argument ?? draft.getopt.takeArgument());

function readRuleNumber(draft: CommandDraft, command: CommandName, required?: string): Outcome {
  const word = draft.getopt.takeArgument();
  if (word === null) return required === undefined ? null : usageFailure(required);
  const number = parseUnsigned(word, 0x7fffffff, 1);
  if (number === null) return usageFailure(`Invalid rule number \`${word}'`);
  draft.ruleNumber = number;
  if (command === 'delete-number') draft.commands = draft.commands.filter((name) => name !== 'delete');
  if (command === 'zero-number') draft.commands = [];
  if (!draft.commands.includes(command)) draft.commands = [...draft.commands, command];
  return null;
}

function readSecond(draft: CommandDraft, required: string, store: (word: string) => void): Outcome {
  const word = draft.getopt.takeArgument();
  if (word === null) return usageFailure(required);
  store(word);
  return null;
}

/** sscanf("%llu"): a sign counts, and wraps. */
function readCounter(text: string): bigint | null {
  const sign = /^\s*[-+](?=\d)/.exec(text)?.[0];
  const number = leadingDecimal(sign === undefined ? text : text.slice(sign.length));
  return number === null || sign?.endsWith('-') !== true ? number : BigInt.asUintN(64, -number);
}

function readCounters(argument: string, draft: CommandDraft): Outcome {
  const comma = argument.indexOf(',', 1);
  const bytesWord = comma < 0 ? draft.getopt.takeArgument() : argument.slice(comma + 1);
  if (bytesWord === null) return usageFailure('-c requires packet and byte counter');
  const packets = readCounter(comma < 0 ? argument : argument.slice(0, comma));
  const bytes = readCounter(bytesWord);
  if (packets === null) return usageFailure('-c packet counter not numeric');
  if (bytes === null) return usageFailure('-c byte counter not numeric');
  draft.counters = { packets, bytes };
  return null;
}

function readTable(name: string, draft: CommandDraft): Outcome {
  if (draft.inverted) return usageFailure('unexpected ! flag before --table');
  if (draft.options.restore === true && draft.tableGiven)
    return usageFailure(`The -t option cannot be used in ${draft.program.name}.\n`);
  draft.table = name;
  draft.tableGiven = true;
  return null;
}

function readWait(argument: string | null, draft: CommandDraft): Outcome {
  if (draft.options.restore === true) return usageFailure("You cannot use `-w' from iptables-restore");
  draft.waits = true;
  const seconds = argument ?? draft.getopt.takeArgument();
  return seconds === null || /^\s*[-+]?\d/.test(seconds) ? null : usageFailure('wait seconds not numeric');
}

function readInterval(argument: string | null, draft: CommandDraft): Outcome {
  if (draft.options.restore === true) return usageFailure("You cannot use `-W' from iptables-restore");
  const interval = argument ?? draft.getopt.takeArgument();
  if (interval === null) return usageFailure('wait interval value required');
  if (!/^\s*[-+]?\d/.test(interval)) return usageFailure('wait interval not numeric');
  draft.options.warn('Ignoring deprecated --wait-interval option.');
  draft.interval = true;
  return null;
}

function describeVersion({ program, inverted }: CommandDraft): string {
  const { name, version = VERSION } = program;
  return inverted ? `Not ${version} ;-)\n` : `${name} v${version}\n`;
}

/** `-p icmp -h` helps with a match of the protocol's name, as it was typed. */
function describeUsage({ program, uses, protocolWord, jump }: CommandDraft): string {
  const match = uses.all.every((use) => use.kind === 'target') ? findMatch(protocolWord ?? '') : undefined;
  if (match !== undefined) uses.add(new ExtensionUse('match', match.name, match));
  return formatHelp(program, uses.all, jump?.goto === false ? jump.name : null);
}
