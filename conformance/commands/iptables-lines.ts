/** Lines of iptables, iptables-save, iptables-restore and iptables-translate. */

import type { Random } from '../generate/random.ts';
import { mutate, ruleWords, TABLE_CHAINS, TABLE_NAMES, USER_CHAINS, wordsOf } from './rules.ts';

const tableOption = (r: Random, table: string): string =>
  table === 'filter' && r.chance(0.8) ? '' : `${r.pick(['-t', '-t', '--table'])} ${table} `;

const anyChain = (r: Random, table: string): string =>
  r.chance(0.6)
    ? r.pick(TABLE_CHAINS[table] ?? ['INPUT'])
    : r.chance(0.8)
      ? r.pick(USER_CHAINS)
      : r.pick([
          'nosuch',
          'INPUT',
          'PREROUTING',
          'x'.repeat(28),
          'x'.repeat(29),
          "''",
          '-x',
          '!x',
          "'a b'",
          'ACCEPT',
          'LOG',
          'input',
          '1',
          'a/b',
          'tcp',
        ]);

const number = (r: Random): string =>
  r.chance(0.6)
    ? r.pick(['1', '2', '3'])
    : r.pick(['0', '-1', '99', 'abc', '1x', '0x1', '', '4294967296', '01', '!', '1:2']);

export function ruleLine(r: Random): string {
  const seed = ruleWords(r);
  const chain = r.chance(0.1) ? anyChain(r, seed.table) : seed.chain;
  const table = r.chance(0.05) ? r.pick(TABLE_NAMES) : seed.table;
  const command = r.pick([
    `-A ${chain}`,
    `-A ${chain}`,
    `-A ${chain}`,
    `-A ${chain}`,
    `--append ${chain}`,
    `-I ${chain}`,
    `-I ${chain} ${number(r)}`,
    `-R ${chain} ${number(r)}`,
    `-D ${chain}`,
    `-C ${chain}`,
    `--check ${chain}`,
    `-vA ${chain}`,
    `-v -I ${chain}`,
    `-A${chain}`,
  ]);
  return r.chance(0.9)
    ? `iptables ${tableOption(r, table)}${command} ${seed.rule}`
    : `iptables ${command} ${seed.rule} ${tableOption(r, table)}`.trimEnd();
}

const showFlags = (r: Random): string =>
  r
    .times(0, 3, () =>
      r.pick([
        '-n',
        '-v',
        '-x',
        '--line-numbers',
        '-nv',
        '-nvx',
        '--line',
        '--numeric',
        '--verbose',
        '--exact',
        '-w',
        '-w 2',
        '-4',
      ]),
    )
    .join(' ');

function otherLine(r: Random): string {
  const table = r.chance(0.6) ? 'filter' : r.pick([...TABLE_NAMES, 'nat', 'nope', 'security', 'FILTER', '']) || "''";
  const chain = anyChain(r, table);
  const other = anyChain(r, table);
  const command = r.pick<() => string>([
    () => `-L ${r.chance(0.5) ? chain : ''} ${r.chance(0.2) ? number(r) : ''}`,
    () => `-nvL ${r.chance(0.5) ? chain : ''} ${r.chance(0.2) ? number(r) : ''}`,
    () => `-nvxL ${r.chance(0.5) ? chain : ''} --line`,
    () => `-S ${r.chance(0.5) ? chain : ''} ${r.chance(0.2) ? number(r) : ''}`,
    () => `-vS ${r.chance(0.5) ? chain : ''}`,
    () => `-F ${r.chance(0.5) ? chain : ''}`,
    () => `-Z ${r.chance(0.5) ? chain : ''} ${r.chance(0.2) ? number(r) : ''}`,
    () => `-N ${chain}`,
    () => `-N ${r.pick(USER_CHAINS)}`,
    () => `-N ${r.pick(USER_CHAINS)}`,
    () => `-X ${r.chance(0.7) ? chain : ''}`,
    () => `-P ${chain} ${r.pick(['ACCEPT', 'DROP', 'ACCEPT', 'DROP', 'REJECT', 'drop', '', 'RETURN', 'QUEUE', 'web'])}`,
    () => `-E ${chain} ${r.chance(0.9) ? other : ''}`,
    () => `-D ${chain} ${number(r)}`,
    () => `-L -Z ${r.chance(0.3) ? chain : ''}`,
    () =>
      r.pick([
        '-V',
        '--version',
        '-h',
        '--help',
        '-6 -L',
        '-4 -S',
        '-M',
        '--modprobe=/bin/true -L',
        '-M /bin/true -S',
        '-w -L',
        '-w 5 -S',
        '-w5 -S',
        '-wx -L',
        '-W 5 -S',
        '-W',
        '-c 1 2 -S',
        '',
        '-v',
        '-vv',
        '-n',
        '-L -F',
        '-A',
        '-j ACCEPT',
        '--list',
        '--li',
        '--l',
        '--',
        '-x',
        '-X -F',
        '-F -X',
        '--flush INPUT',
        '--new web',
        '--policy INPUT DROP',
        '--zero',
        '--rename web LAN',
        '-N',
        '-E',
        '-P',
        '-D',
        '-I',
        '-R',
        '-C',
        '-h icmp',
        '-p tcp -h',
        '-p icmp -h',
        '-p udp --help',
        '-f -L',
        '-L -f',
        '-L -s 1.2.3.4',
        '-F -p tcp',
        '-L -j ACCEPT',
        '-S -n',
        '-S -x',
        '-S --line-numbers',
        '-A INPUT -n',
        '-A INPUT -x',
        '-P INPUT ACCEPT -n',
        '-L INPUT -v FORWARD',
        '-L INPUT FORWARD',
        '-X a b',
        '-N a b',
        '-F a b',
        '-t',
        '-t nat',
        '-t nat -t filter -L',
        '-A INPUT -t nat',
        'L',
        '-l',
        '-LvnX',
        '-Lnv',
        '-nLv',
        '-SINPUT',
        '-LINPUT',
        '-L=INPUT',
        '--list=INPUT',
        '--list INPUT',
        '--list-rules FORWARD',
      ]),
    () =>
      `-m ${r.pick(['tcp', 'udp', 'conntrack', 'limit', 'recent', 'set', 'time', 'string', 'hashlimit', 'multiport', 'addrtype', 'u32', 'policy', 'statistic', 'nope'])} -h`,
    () =>
      `-j ${r.pick(['LOG', 'REJECT', 'DNAT', 'SNAT', 'MARK', 'CT', 'SET', 'TCPMSS', 'MASQUERADE', 'NFQUEUE', 'NOPE', 'ACCEPT'])} -h`,
  ])();
  const line = `iptables ${table === 'filter' ? '' : `-t ${table} `}${command} ${r.chance(0.3) ? showFlags(r) : ''}`
    .replace(/ +/g, ' ')
    .trimEnd();
  return r.chance(0.2) ? `iptables ${mutate(r, line.slice(9))}` : line;
}

export function iptablesLines(r: Random): string[] {
  const lines = r.times(5, 10, () => (r.chance(0.6) ? ruleLine(r) : otherLine(r)));
  const looks = [
    'iptables -S',
    'iptables -nvL',
    'iptables-save',
    'iptables -L -n --line-numbers',
    'iptables -t nat -nvL',
    'iptables -t mangle -S',
    'iptables -t raw -L',
    'iptables -L',
    'iptables -t mangle -L -v',
  ];
  return [...(r.chance(0.5) ? ['iptables -N web; iptables -N LAN'] : []), ...lines, r.pick(looks), r.pick(looks)];
}

const RESTORE_FLAGS = [
  '',
  '',
  '',
  '',
  '-n',
  '-c',
  '-t',
  '-v',
  '--noflush',
  '--test',
  '--counters',
  '-T filter',
  '-T nat',
  '--table=filter',
  '-w',
  '-w 1',
  '-h',
  '-V',
  '-M /bin/true',
  '-z',
  '-nc',
  '-nt',
  '-tv',
  'nosuch.v4',
  '-',
  '--verbose',
  '-W 1',
  '--nosuch',
  '-T',
] as const;

function rulesetLine(r: Random, table: string): string {
  const counters = r.chance(0.2) ? `${r.pick(['[1:2]', '[0:0]', '[1]', '[a:b]', '[1:2', '1:2]'])} ` : '';
  const chains = TABLE_CHAINS[table] ?? ['INPUT'];
  return r.pick<() => string>([
    () =>
      `:${r.chance(0.7) ? r.pick(chains) : anyChain(r, table)} ${r.pick(['ACCEPT', 'DROP', '-', 'REJECT', '', 'accept'])} ${r.pick(['[0:0]', '[5:6]', '', '[x]', '[1:2] extra', '[0:0'])}`,
    () => `:${r.pick(USER_CHAINS)} - [0:0]`,
    () => '# a comment',
    () => '',
    () => `${counters}-A ${r.chance(0.8) ? r.pick(chains) : anyChain(r, table)} ${ruleWords(r).rule}`,
    () => `${counters}-A ${r.pick(chains)} ${ruleWords(r).rule}`,
    () =>
      `${counters}-A ${r.pick(chains)} -s 10.0.0.${r.int(0, 255)} -j ${r.pick(['ACCEPT', 'DROP', 'web', 'RETURN'])}`,
    () => `-A ${r.pick(chains)} -p tcp --dport ${r.int(1, 70000)} -j ACCEPT`,
    () =>
      r.pick([
        `-N ${r.pick(USER_CHAINS)}`,
        '-F',
        `-F ${r.pick(chains)}`,
        `-P ${r.pick(chains)} ACCEPT`,
        `-D ${r.pick(chains)} 1`,
        `-I ${r.pick(chains)} -j ACCEPT`,
        `-I ${r.pick(chains)} 2 -j DROP`,
        '-X',
        '-Z',
        '-L',
        '-S',
        '-t nat -A OUTPUT',
        'garbage',
        '  -A INPUT -j ACCEPT',
        '*',
        ':',
        'COMMIT extra',
        ' COMMIT',
        'commit',
        '-A',
        '-w',
        '-v',
        '-h',
        '-V',
        '-C INPUT -j ACCEPT',
        '-A INPUT -m comment --comment "unclosed',
        "-A INPUT -m comment --comment 'single quotes' -j ACCEPT",
        '-A INPUT -m comment --comment "" -j ACCEPT',
        '-A INPUT -m comment --comment a\\ b',
        '\t-A INPUT',
      ]),
  ])();
}

function ruleset(r: Random): string {
  const lines: string[] = [];
  for (let tables = r.int(1, 2); tables > 0; tables--) {
    const table = r.chance(0.9) ? r.pick(TABLE_NAMES) : r.pick(['nope', '', 'security', 'filter extra']);
    if (r.chance(0.96)) lines.push(`*${table}`);
    lines.push(...r.times(0, 6, () => rulesetLine(r, table)));
    if (r.chance(0.9)) lines.push('COMMIT');
  }
  return lines.join('\n');
}

/** As a here-document, a pipe from printf, or a file. */
export function restoreLines(r: Random): string[] {
  return r
    .times(2, 5, () => {
      const flags = r.pick(RESTORE_FLAGS);
      const text = ruleset(r).replaceAll('EOF', 'eof');
      const command = `iptables-restore${flags === '' ? '' : ` ${flags}`}`;
      const fed = r.chance(0.7)
        ? `${command} <<'EOF'\n${text}\nEOF`
        : `cat > rules.v4 <<'EOF'\n${text}\nEOF\n${command} < rules.v4`;
      return [
        fed,
        r.pick([
          'iptables-save',
          'iptables-save -c',
          'iptables-save -t filter',
          'iptables-save | grep -c A',
          'iptables-save -t nope',
          'iptables-save -x',
          'iptables-save -V',
          'iptables-save -h',
          'iptables-save -f out.v4',
          'iptables-save extra',
          'iptables -nvL',
          'iptables-save -M /bin/true',
          'iptables-save --counters',
          'iptables-save --table nat',
          'iptables-save > rules.v4; iptables-restore rules.v4; iptables-save',
          'iptables-save -d',
          'iptables-save -t',
          'iptables-restore < nosuch',
        ]),
      ];
    })
    .flat();
}

export function translateLines(r: Random): string[] {
  return r.times(4, 8, () => {
    const seed = ruleWords(r);
    const line = r.chance(0.85)
      ? `iptables-translate ${tableOption(r, seed.table)}-${r.pick(['A', 'A', 'A', 'I', 'D'])} ${seed.chain} ${seed.rule}`
      : `iptables-translate ${r.pick(['-N web', '-X web', '-F', '-F INPUT', '-P INPUT DROP', '-L', '-S', '-Z', '-E a b', '-R INPUT 1 -j DROP', '-D INPUT 1', '-I INPUT 3 -j ACCEPT', '-C INPUT -j DROP', '', '-V', '-h', '-t nope -A INPUT', '-A'])}`;
    return wordsOf(line).join(' ');
  });
}
