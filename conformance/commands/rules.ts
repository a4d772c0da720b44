/** Rules as people type them, and as they mistype them: from the case tables of the extensions and from their descriptions. */

import { readdirSync } from 'node:fs';

import { findMatch, findTarget } from '../../src/engine/index.ts';
import type { Random } from '../generate/random.ts';

interface Seed {
  readonly table: string;
  readonly chain: string;
  readonly rule: string;
}

const EXTENSIONS = new URL('../../src/engine/extensions/', import.meta.url);

async function readSeeds(folder: string): Promise<readonly (readonly Seed[])[]> {
  const names = readdirSync(new URL(folder, EXTENSIONS)).filter((name) => name.endsWith('.cases.ts'));
  return Promise.all(
    names.toSorted().map(async (name) => {
      const { cases } = (await import(new URL(`${folder}${name}`, EXTENSIONS).href)) as {
        readonly cases: { readonly rules: readonly { table?: string; chain?: string; rule: string }[] };
      };
      return cases.rules.map(({ table = 'filter', chain = 'INPUT', rule }) => ({ table, chain, rule }));
    }),
  );
}

/** One list an extension, so that each is as likely as any other. */
const SEEDS: readonly (readonly Seed[])[] = [...(await readSeeds('matches/')), ...(await readSeeds('targets/'))].filter(
  (list) => list.length > 0,
);

const MATCH_NAMES =
  'addrtype ah bpf cgroup cluster comment connbytes connlabel connlimit connmark conntrack cpu dccp devgroup dscp ecn esp hashlimit helper icmp iprange length limit mac mark multiport osf owner physdev pkttype policy quota realm recent rpfilter sctp set socket state statistic string tcp tcpmss time tos ttl u32 udp'.split(
    ' ',
  );
const TARGET_NAMES =
  'AUDIT CHECKSUM CLASSIFY CONNMARK CONNSECMARK CT DNAT DSCP ECN HMARK IDLETIMER LOG MARK MASQUERADE NETMAP NFLOG NFQUEUE NOTRACK RATEEST REDIRECT REJECT SECMARK SET SNAT SYNPROXY TCPMSS TCPOPTSTRIP TEE TOS TPROXY TRACE TTL'.split(
    ' ',
  );

export const TABLE_CHAINS: Readonly<Record<string, readonly string[]>> = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  raw: ['PREROUTING', 'OUTPUT'],
};
export const TABLE_NAMES = Object.keys(TABLE_CHAINS);
export const USER_CHAINS = ['web', 'LAN', 'block', 'a-b'] as const;

const ADDRESSES = [
  '10.0.0.1',
  '10.0.0.0/8',
  '192.168.1.0/24',
  '192.168.1.7/255.255.255.0',
  '0.0.0.0/0',
  '1.2.3',
  '10.1/16',
  '10.0.0.1/0',
  '10.0.0.5/255.0.255.0',
  '1.2.3.4/33',
  '300.1.1.1',
  'nosuch.invalid',
  'localhost',
  '1.1.1.1,2.2.2.2',
  '1.1.1.1,',
  '',
  '1.2.3.4/',
  '::1',
  '1.2.3.4/-1',
  '0x7f000001',
  '1.2.3.4/255.255.0',
  '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16',
] as const;
const DEVICES = [
  'eth0',
  'eth1',
  'lo',
  'eth+',
  '+',
  'eth0.100',
  'ppp0',
  'verylongdevname',
  'verylongdevname1',
  '',
  'a b',
  'e/0',
  '!',
] as const;
const PROTOCOLS = [
  'tcp',
  'udp',
  'icmp',
  'all',
  '6',
  '0',
  '17',
  'sctp',
  'esp',
  'gre',
  'TCP',
  'udplite',
  'nope',
  '256',
  '-1',
  '0x6',
  '',
  'ipv6-icmp',
  'ah',
  '255',
  '47',
] as const;
const NUMBERS = [
  '0',
  '1',
  '2',
  '15',
  '16',
  '63',
  '64',
  '255',
  '256',
  '65535',
  '65536',
  '70000',
  '4294967295',
  '4294967296',
  '-1',
  '0x10',
  '0xff',
  '0xffffffff',
  '010',
  '',
  'abc',
  '1:2',
  '5:1',
  ':',
  ':5',
  '5:',
  '1/2',
  '0x1/0x3',
  '1,2',
  '1.5',
  '1k',
  ' 3',
  '+3',
  '18446744073709551615',
  '18446744073709551616',
] as const;
const STRINGS = [
  'x',
  'hello',
  '"two words"',
  `"it's"`,
  '""',
  'x'.repeat(15),
  'x'.repeat(16),
  'x'.repeat(29),
  'x'.repeat(30),
  'x'.repeat(64),
  'x'.repeat(255),
  'x'.repeat(256),
  'x'.repeat(257),
  'DEFAULT',
  '-x',
  "'!'",
  'ü',
  '"a\\"b"',
  "'$x'",
] as const;
const PORTS = [
  '80',
  'http',
  'ssh',
  '0',
  '65535',
  '65536',
  '1:1024',
  '1024:',
  ':80',
  '20:10',
  'abc',
  '80,443',
  '',
  '-1',
  'http:https',
  '22:ssh',
  '0x50',
  '080',
] as const;

const VALUES: Readonly<Record<string, readonly string[]>> = {
  port: PORTS,
  portrange: PORTS,
  host: ADDRESSES,
  hostmask: ADDRESSES,
  string: STRINGS,
  syslogLevel: ['debug', 'info', '4', '8', 'warn', 'warning', 'crit', 'x', '0', ''],
  protocol: PROTOCOLS,
  mac: ['00:11:22:33:44:55', '00:11:22:33:44', 'foo', '0:1:2:3:4:5', 'AA:BB:CC:DD:EE:FF', '00-11-22-33-44-55'],
};

/** An option of an extension with a value that suits its kind, mostly. */
function option(r: Random, name: string, kind: 'match' | 'target'): string {
  const extension = kind === 'match' ? findMatch(name) : findTarget(name);
  if (extension === undefined || extension === null || extension.options.length === 0) return '';
  const spec = r.pick(extension.options);
  const spelled = r.pick([spec.name, ...(spec.aliases ?? [])]);
  const bang = r.chance(spec.invert === true ? 0.2 : 0.03) ? '! ' : '';
  if (spec.kind === 'flag') return `${bang}--${spelled}`;
  const limits = [spec.min, spec.max].flatMap((limit) =>
    limit === undefined ? [] : [String(limit), String(limit + 1), String(limit - 1)],
  );
  const pool = [...(spec.choices ?? []), ...limits, ...(VALUES[spec.kind] ?? NUMBERS)];
  return `${bang}--${spelled} ${r.pick(pool)}${spec.secondWord === undefined || r.chance(0.1) ? '' : ` ${r.pick(pool)}`}`;
}

function described(r: Random): Seed {
  const isMatch = r.chance(0.6);
  const name = r.pick(isMatch ? MATCH_NAMES : TARGET_NAMES);
  const options = r.times(0, 3, () => option(r, name, isMatch ? 'match' : 'target')).join(' ');
  const protocol = r.chance(0.5) ? `-p ${r.pick(['tcp', 'udp', 'icmp', 'sctp', 'dccp', 'ah', 'esp'])} ` : '';
  const table = r.pick(TABLE_NAMES);
  return {
    table,
    chain: r.pick(TABLE_CHAINS[table] ?? []),
    rule: `${protocol}${isMatch ? '-m' : '-j'} ${name} ${options}`.trimEnd(),
  };
}

function head(r: Random): string {
  const bang = (): string => (r.chance(0.15) ? '! ' : '');
  const pick = (list: readonly string[]): string => (r.chance(0.75) ? (list[r.int(0, 4)] ?? '') : r.pick(list)) || "''";
  const parts = [
    () => `${bang()}${r.pick(['-s', '-d', '--source', '--dst', '--src', '--destination'])} ${pick(ADDRESSES)}`,
    () =>
      `${bang()}${r.pick(['-i', '-o', '--in-interface', '--out-interface'])} ${r.pick([pick(DEVICES).includes(' ') ? "'a b'" : pick(DEVICES)])}`,
    () => `${bang()}${r.pick(['-p', '--protocol', '--proto'])} ${pick(PROTOCOLS)}`,
    () => `${bang()}-f`,
    () => `-c ${r.pick(['1 2', '1', '1,2', 'a b', '-1 2', '18446744073709551615 1', '1 x'])}`,
    () => `-m comment --comment ${r.pick(STRINGS)}`,
  ];
  return r.times(0, 2, () => parts[Math.min(r.int(0, 7), r.int(0, 5))]?.() ?? '').join(' ');
}

const TARGETS = ['ACCEPT', 'DROP', 'RETURN', 'QUEUE', 'web', 'LAN', 'nosuch', 'LOG', 'REJECT', 'INPUT', ''] as const;

/** A rule's words, right more often than not. */
export function ruleWords(r: Random): Seed {
  const seed = r.chance(0.65) ? r.pick(r.pick(SEEDS)) : described(r);
  const pieces = [r.chance(0.3) ? head(r) : '', seed.rule];
  if (!/(^| )-[jg] /.test(seed.rule) && r.chance(0.4))
    pieces.push(`${r.chance(0.9) ? '-j' : '-g'} ${r.chance(0.7) ? r.pick(TARGETS.slice(0, 3)) : r.pick(TARGETS)}`);
  if (r.chance(0.1)) pieces.push(r.pick(r.pick(SEEDS)).rule);
  const rule = pieces.filter(Boolean).join(' ');
  return { ...seed, rule: r.chance(0.45) ? mutate(r, rule) : rule };
}

/** Words, with what stands in quotes as one. */
export const wordsOf = (text: string): string[] => text.match(/(?:"(?:\\.|[^"])*"|'[^']*'|\S)+/g) ?? [];

/** One or two slips of the hand. */
export function mutate(r: Random, text: string): string {
  let words = wordsOf(text);
  for (let slips = r.chance(0.25) ? 2 : 1; slips > 0; slips--) words = slip(r, words);
  return words.join(' ');
}

function slip(r: Random, words: readonly string[]): string[] {
  const at = r.int(0, Math.max(0, words.length - 1));
  const before = words.slice(0, at);
  const word = words[at] ?? '';
  const after = words.slice(at + 1);
  switch (r.int(0, 12)) {
    case 0:
      return [...before, ...after];
    case 1:
      return [...before, '!', word, ...after];
    case 2:
      return [...before, word, word, ...after];
    case 3:
      return [...before, ...after.slice(0, 1), word, ...after.slice(1)];
    case 4:
      return [
        ...before,
        word,
        ...r
          .pick(SEEDS)
          .slice(0, 1)
          .flatMap(({ rule }) => wordsOf(rule)),
      ];
    case 5:
      return word.startsWith('--')
        ? [...before, word.slice(0, r.int(3, word.length)), ...after]
        : [...before, r.pick(NUMBERS) || "''", ...after];
    case 6:
      return [
        ...before,
        word.startsWith('-') ? r.pick(['--nosuch', '-q', '--to', '--dport', '--', '-']) : r.pick(PORTS) || "''",
        ...after,
      ];
    case 7:
      return [...before, character(r, word), ...after];
    case 8:
      return [...before, word.startsWith('-') ? word : r.pick(NUMBERS) || "''", ...after];
    case 9:
      return [
        ...words,
        ...r.pick([
          ['extra'],
          ['-j', 'ACCEPT'],
          ['-p', 'tcp'],
          ['!'],
          ['-n'],
          ['-v'],
          ['--dport', '80'],
          ['--comment', 'x'],
        ]),
      ];
    case 10:
      return word.startsWith('--') && after[0] !== undefined
        ? [...before, `${word}=${after[0]}`, ...after.slice(1)]
        : [...before, `${word},${word}`, ...after];
    case 11:
      return [
        ...before,
        word.startsWith('--') ? option(r, r.pick(MATCH_NAMES), 'match') : r.pick(ADDRESSES) || "''",
        ...after,
      ];
    default:
      return words.slice(0, at);
  }
}

/** A character more, less or other; quotes stay paired. */
function character(r: Random, word: string): string {
  if (/["'\\$`|&;<>()#]/.test(word) || word === '') return word;
  const at = r.int(0, word.length - 1);
  const other = r.pick(['0', '9', ',', ':', '/', '-', 'x', '.', 'A', '!', '=', '+']);
  return (
    r.pick([
      word.slice(0, at) + word.slice(at + 1),
      word.slice(0, at) + other + word.slice(at),
      word.slice(0, at) + other + word.slice(at + 1),
      word.toUpperCase(),
    ]) || "''"
  );
}
