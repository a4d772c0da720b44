/** A command of iptables, read but not carried out. */
import type { AddressCondition, MatchUse, RuleHead, TargetUse } from '../model/index.ts';

/** Commands with their letter, in the order of iptables' table of legal options (commands_v_options). */
export const COMMANDS = {
  insert: 'I',
  delete: 'D',
  'delete-number': 'D',
  replace: 'R',
  append: 'A',
  list: 'L',
  flush: 'F',
  zero: 'Z',
  'new-chain': 'N',
  'delete-chain': 'X',
  policy: 'P',
  rename: 'E',
  'list-rules': 'S',
  'zero-number': 'Z',
  check: 'C',
} as const;
export type CommandName = keyof typeof COMMANDS;

/** Each command as the list of itself alone. */
export const ALONE = Object.fromEntries(Object.keys(COMMANDS).map((name) => [name, [name]])) as unknown as {
  readonly [C in CommandName]: readonly [C];
};

/** Letters of the options that a command may refuse, in the order they are checked. */
export const OPTION_LETTERS = ['n', 's', 'd', 'p', 'j', 'v', 'x', 'i', 'o', '0', 'c', 'f'] as const;
export type OptionLetter = (typeof OPTION_LETTERS)[number];

/** Letters that a command allows. */
export const ALLOWED: { readonly [C in CommandName]: string } = {
  insert: 'sdpjviocf',
  delete: 'sdpjviof',
  'delete-number': 'v',
  replace: 'sdpjviocf',
  append: 'sdpjviocf',
  list: 'nvx0',
  flush: 'v',
  zero: 'v',
  'new-chain': 'v',
  'delete-chain': 'v',
  policy: 'vc',
  rename: 'v',
  'list-rules': 'v',
  'zero-number': 'v',
  check: 'sdpjviof',
};

/** What -j or -g named: an extension was loaded for it, or it can only be a chain, or nothing was said. */
export interface Jump {
  readonly name: string;
  readonly goto: boolean;
  /** Null where no extension has that name: a chain, then, or an error. */
  readonly target: TargetUse | null;
}

export interface ParsedCommand {
  /** `list` may come with `zero`. */
  readonly commands: readonly CommandName[];
  readonly table: string;
  readonly chain: string | null;
  /** 1-based; 0 where none was given. */
  readonly ruleNumber: number;
  readonly newName: string;
  readonly policy: string;
  /** Letters of the options given. */
  readonly options: string;
  readonly verbose: number;
  readonly counters: { readonly packets: bigint; readonly bytes: bigint } | null;
  /** Head with the first addresses; rules are made for each pair of `sources` and `destinations`. */
  readonly head: RuleHead;
  readonly sources: readonly AddressCondition[];
  readonly destinations: readonly AddressCondition[];
  readonly matches: readonly MatchUse[];
  readonly jump: Jump | null;
}

/** Does it take a rule, and so care for devices? */
export const isRuleCommand = (commands: readonly CommandName[]): boolean =>
  commands.includes('append') ||
  commands.includes('insert') ||
  commands.includes('delete') ||
  commands.includes('replace') ||
  commands.includes('check');

/** -Z may accompany -L and -S. */
export const mayStandTogether = (one: CommandName, other: CommandName): boolean => {
  const isList = (name: CommandName): boolean => name === 'list' || name === 'list-rules';
  const isZero = (name: CommandName): boolean => name === 'zero' || name === 'zero-number';
  return (isList(one) && isZero(other)) || (isZero(one) && isList(other));
};
