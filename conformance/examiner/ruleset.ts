/** Rulesets: phrases put together at random, and the idioms of real firewalls. */
import type { Chance } from './chance.ts';
import { fillIn } from './fill.ts';
import { HEADS, MATCHES, PORT_TARGETS, PROTOCOL_MATCHES, TARGETS, TCP_TARGETS, logTarget } from './phrases.ts';
import type { World } from './world.ts';

/** Chains with the letter of their hook. */
const CHAINS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  raw: { PREROUTING: 'P', OUTPUT: 'O' },
  mangle: { PREROUTING: 'P', INPUT: 'I', FORWARD: 'F', OUTPUT: 'O', POSTROUTING: 'S' },
  nat: { PREROUTING: 'P', INPUT: 'I', OUTPUT: 'O', POSTROUTING: 'S' },
  filter: { INPUT: 'I', FORWARD: 'F', OUTPUT: 'O' },
  security: { INPUT: 'I', FORWARD: 'F', OUTPUT: 'O' },
};

export interface Rule {
  readonly table: string;
  readonly chain: string;
  /** Everything after `-A CHAIN`. */
  readonly words: string;
}

/** The phrases of a list that are legal at every hook of `letters`. */
function legal(phrases: readonly string[], letters: string): readonly string[] {
  return phrases.flatMap((phrase) => {
    const [, hooks, text] = /^([PIFOS]+)\|(.*)$/.exec(phrase) ?? [];
    if (text === undefined) return [phrase];
    return [...letters].every((letter) => hooks?.includes(letter)) ? [text] : [];
  });
}

function drawTarget(chance: Chance, table: string, letters: string, condition: string): string {
  const simple = legal(TARGETS[table] ?? [], letters);
  const byTcp = condition.startsWith('-p tcp') ? legal(TCP_TARGETS[table] ?? [], letters) : [];
  const byPort = table === 'nat' && /^-p (tcp|udp)/.test(condition) ? legal(PORT_TARGETS, letters) : [];
  const chosen = chance.pick([...simple, ...byTcp, ...byTcp, ...byPort, ...byPort]);
  const syn = chosen.startsWith('TCPMSS') ? '--tcp-flags SYN,RST SYN ' : '';
  const target =
    chosen === 'LOG' ? logTarget((items, count) => chance.some(items, count), chance.between(0, 4)) : chosen;
  return target === '' ? '' : `${syn}-j ${target}`;
}

export function drawRule(chance: Chance, world: World, table: string, chain: string, letters: string): Rule {
  const byProtocol = chance.oneIn(2) ? chance.pick(legal(PROTOCOL_MATCHES, letters)) : '';
  const condition = /TCPMSS/.test(byProtocol) ? '' : byProtocol;
  const matches = chance.some(legal(MATCHES, letters), chance.pick([0, 0, 1, 1, 2]));
  const jump = drawTarget(chance, table, letters, condition);
  const clean = jump.startsWith('--tcp-flags') && /tcp-flags|syn/.test(condition) ? '-p tcp' : condition;
  const protocol = jump.includes('helper') && !/^-p (tcp|udp)/.test(clean) ? '-p tcp' : clean;
  const words = [protocol, chance.pick(legal(HEADS, letters)), ...matches, jump];
  const target = jump.startsWith('--')
    ? [protocol, jump.slice(0, jump.indexOf('-j')), ...words.slice(1, -1), jump.slice(jump.indexOf('-j'))]
    : words;
  return {
    table,
    chain,
    words: fillIn(
      chance,
      world,
      target
        .filter((word) => word !== '')
        .join(' ')
        .replaceAll('  ', ' '),
    ),
  };
}

/** Rules at random in all tables, with user chains that are jumped and gone to. */
export function drawRules(chance: Chance, world: World): readonly Rule[] {
  const rules: Rule[] = [];
  const tables = chance.some(Object.keys(CHAINS), chance.between(1, 4));
  for (const table of tables) {
    const chains = Object.entries(CHAINS[table] ?? {});
    const used = chance.some(chains, chance.between(1, chains.length));
    for (const [chain, letter] of used) {
      for (let left = chance.between(1, 4); left > 0; left--) rules.push(drawRule(chance, world, table, chain, letter));
    }
    if (chance.oneIn(2)) rules.push(...drawUserChains(chance, world, table, used));
  }
  return rules;
}

function drawUserChains(
  chance: Chance,
  world: World,
  table: string,
  used: readonly (readonly [string, string])[],
): readonly Rule[] {
  const letters = used.map(([, letter]) => letter).join('');
  const names = chance.some(['one', 'two', 'Zeta', '3rd'], chance.between(1, 3));
  const conditional = (jump: string): string =>
    fillIn(
      chance,
      world,
      [chance.pick(legal(HEADS, letters)), chance.oneIn(3) ? chance.pick(PROTOCOL_MATCHES) : '', jump]
        .filter((word) => word !== '')
        .join(' '),
    );
  const jumps = used.map(([chain]) => ({
    table,
    chain,
    words: conditional(`-${chance.pick(['j', 'j', 'g'])} ${names[0]}`),
  }));
  const bodies = names.flatMap((chain, at) => {
    const rules = Array.from({ length: chance.between(0, 3) }, () => drawRule(chance, world, table, chain, letters));
    const next = names[at + 1];
    const onward =
      next === undefined ? [] : [{ table, chain, words: conditional(`-${chance.pick(['j', 'g'])} ${next}`) }];
    const ending = chance.oneIn(3)
      ? [{ table, chain, words: chance.pick(['-j RETURN', '-j ACCEPT', '-m mark --mark 0 -j RETURN']) }]
      : [];
    return chance.some([...rules, ...onward, ...ending], 9);
  });
  return [...jumps, ...bodies];
}

export function trace(chance: Chance): readonly Rule[] {
  const all = ['PREROUTING', 'OUTPUT'].map((chain) => ({ table: 'raw', chain, words: '-j TRACE' }));
  return chance.oneIn(8) ? all.slice(0, 1) : all;
}

/** iptables-save text; builtin chains without a policy of their own accept. */
export function format(chance: Chance, rules: readonly Rule[]): string {
  const tables = [...new Set(rules.map(({ table }) => table))];
  return tables
    .map((table) =>
      formatTable(
        chance,
        table,
        rules.filter((rule) => rule.table === table),
      ),
    )
    .join('');
}

function formatTable(chance: Chance, table: string, rules: readonly Rule[]): string {
  const builtin = Object.keys(CHAINS[table] ?? {});
  const targets = rules.map(({ words }) => / -[jg] (\S+)/.exec(` ${words}`)?.[1] ?? '');
  const named = [
    ...rules.map(({ chain }) => chain),
    ...targets.filter((name) => /^(one|two|Zeta|3rd|[a-z][\w-]*)$/.test(name)),
  ];
  const user = [...new Set(named)].filter((chain) => !builtin.includes(chain));
  const counters = chance.oneIn(4) ? ' [7:420]' : ' [0:0]';
  const policy = (): string =>
    ['filter', 'mangle', 'security'].includes(table) && chance.oneIn(8) ? 'DROP' : 'ACCEPT';
  const chains = [
    ...builtin.map((chain) => `:${chain} ${policy()}${counters}`),
    ...user.map((chain) => `:${chain} -${counters.replace(/\d+:\d+/, '0:0')}`),
  ];
  return [`*${table}`, ...chains, ...rules.map(({ chain, words }) => `-A ${chain} ${words}`), 'COMMIT', ''].join('\n');
}
