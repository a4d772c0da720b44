/** A random ruleset: tables with policies, user chains without loops, rules. */

import { generateHead, generateMatches, MATCHES } from './matches.ts';
import type { Context } from './maker.ts';
import type { Random } from './random.ts';
import { generateTarget, TARGETS } from './targets.ts';

const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};
/** What later rules of raw may ask of a template, and write on it. */
const ON_TEMPLATES = [
  '-j CONNMARK --set-xmark 0x1/0x3',
  '-p udp -j CONNMARK --or-mark 0x4',
  '-j CONNMARK --save-mark',
  '-j CONNMARK --restore-mark',
  '-m connmark --mark 0x1/0x1 -j MARK --set-mark 2',
  '-m conntrack --ctstate NEW -j LOG --log-prefix "new "',
  '-m conntrack --ctstatus CONFIRMED -j LOG --log-prefix "conf "',
  '-m conntrack --ctexpire 0:10 -j LOG',
  '-m conntrack ! --ctorigsrc 0.0.0.0 -j LOG',
  '-m state ! --state INVALID,UNTRACKED -j MARK --set-mark 1',
  '-m connbytes --connbytes 0: --connbytes-dir both --connbytes-mode packets -j LOG',
  '-m connlabel ! --label 1 -j LOG',
  '-m helper --helper ftp -j LOG',
  '-j CT --notrack',
];
const USER_CHAINS = ['a', 'b', 'c'];

/** Which extensions a ruleset may use; all when left out. */
export interface Vocabulary {
  readonly matches?: readonly string[];
  readonly targets?: readonly string[];
}

export function generateRuleset(r: Random, vocabulary: Vocabulary = {}): string {
  const names = {
    matches: vocabulary.matches ?? Object.keys(MATCHES),
    targets: vocabulary.targets ?? Object.keys(TARGETS),
  };
  const presence: Readonly<Record<string, number>> = { raw: 0.3, mangle: 0.45, nat: 0.6, filter: 0.9, security: 0.1 };
  const tables = Object.keys(BUILT_IN).filter((table) => r.chance(presence[table] ?? 0) || table === 'raw');
  return tables.map((table) => generateTable(r, table, names, r.chance(presence['raw'] ?? 0))).join('');
}

function generateTable(r: Random, table: string, names: Required<Vocabulary>, rawRules: boolean): string {
  const builtIn = BUILT_IN[table] ?? [];
  const users = table === 'raw' ? [] : USER_CHAINS.slice(0, r.int(0, 3));
  const policies = builtIn.map((chain) => `:${chain} ${table !== 'nat' && r.chance(0.08) ? 'DROP' : 'ACCEPT'} [0:0]`);
  const traces = table === 'raw' && r.chance(0.85) ? ['-A PREROUTING -j TRACE', '-A OUTPUT -j TRACE'] : [];
  const helpers =
    table === 'raw' && r.chance(0.2)
      ? ['PREROUTING', 'OUTPUT'].flatMap((chain) => [
          `-A ${chain} -p tcp -m tcp --dport 21 -j CT --helper ftp`,
          `-A ${chain} -p udp -m udp --dport 69 -j CT --helper tftp`,
          `-A ${chain} -p tcp -m tcp --dport 6667 -j CT --helper irc`,
          `-A ${chain} -p tcp -m tcp --dport 6566 -j CT --helper sane`,
        ])
      : table === 'raw' && r.chance(0.08)
        ? ['PREROUTING', 'OUTPUT'].flatMap((chain) => [
            `-A ${chain} -j CT ${r.pick(['--zone 1', '--ctevents new', '--zone-orig 2', '--zone mark'])}`,
            ...r.times(1, 3, () => `-A ${chain} ${r.pick(ON_TEMPLATES)}`),
          ])
        : [];
  const own =
    table === 'raw' && !rawRules
      ? []
      : builtIn.flatMap((chain) =>
          r.times(0, 4, () => generateRule(r, chain, { table, hooks: [chain] }, users, names)),
        );
  // A user chain jumps only to later ones, and is reachable from every built-in chain of its table.
  const called = users.flatMap((chain, at) =>
    r.times(0, 4, () => generateRule(r, chain, { table, hooks: builtIn }, users.slice(at + 1), names)),
  );
  const lines = [...policies, ...users.map((chain) => `:${chain} - [0:0]`), ...traces, ...helpers, ...own, ...called];
  return `*${table}\n${lines.join('\n')}\nCOMMIT\n`;
}

function generateRule(
  r: Random,
  chain: string,
  where: Omit<Context, 'protocol'>,
  chains: readonly string[],
  names: Required<Vocabulary>,
): string {
  const context: Context = {
    ...where,
    protocol: r.chance(0.55)
      ? r.pick([
          'tcp',
          'tcp',
          'tcp',
          'tcp',
          'udp',
          'udp',
          'udp',
          'udp',
          'icmp',
          'icmp',
          r.pick(['sctp', 'sctp', 'udplite', 'dccp', 'gre', 'esp', 'ah', '89', 'igmp', '108', '132', 'ipencap', '255']),
        ])
      : undefined,
  };
  const target = generateTarget(r, context, chains, names.targets);
  const bareVerdict = r.chance(0.06);
  const conditions =
    bareVerdict && context.protocol === undefined
      ? ''
      : `${generateHead(r, context)}${generateMatches(r, context, names.matches)}`;
  return `-A ${chain} ${conditions} ${target}`.replace(/\s+/g, ' ').trim();
}
