/** Random conditions of a rule: its head and its match extensions. */

import { findMatch } from '../../src/engine/index.ts';
import { HEADER_MATCHES } from './header-matches.ts';
import { hex, not, onlyWith, port, type Context, type Maker } from './maker.ts';
import type { Random } from './random.ts';
import { STATE_MATCHES } from './state-matches.ts';
import { FAR_HOSTS, LAN_HOSTS, MARKS, PORTS, PREFIXES } from './world.ts';

export function generateHead(r: Random, context: Context): string {
  const words: string[] = [];
  if (r.chance(0.25)) words.push(`${not(r)}-s ${r.pick(PREFIXES)}`);
  if (r.chance(0.25)) words.push(`${not(r)}-d ${r.pick(PREFIXES)}`);
  const incoming = context.hooks.every((hook) => !['OUTPUT', 'POSTROUTING'].includes(hook));
  const outgoing = context.hooks.every((hook) => !['INPUT', 'PREROUTING'].includes(hook));
  if (incoming && r.chance(0.2))
    words.push(`${not(r)}-i ${r.pick(['eth0', 'eth1', 'eth+', 'eth2', 'lo', 'e', 'e+', '+'])}`);
  if (outgoing && r.chance(0.2)) words.push(`${not(r)}-o ${r.pick(['eth0', 'eth1', 'eth+', 'eth2', 'lo', 'l+', '+'])}`);
  if (context.protocol !== undefined) words.push(`-p ${context.protocol}`);
  else if (r.chance(0.1)) words.push(`! -p ${r.pick(['tcp', 'udp', 'icmp'])}`);
  if (r.chance(0.04)) words.push(`${not(r)}-f`);
  return words.join(' ');
}

const FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'] as const;
const flagList = (r: Random): string => FLAGS.filter(() => r.chance(0.4)).join(',') || r.pick(['NONE', 'ALL']);
const flags = (r: Random): string => {
  const mask = FLAGS.filter(() => r.chance(0.5));
  return mask.length === 0
    ? `ALL ${flagList(r)}`
    : `${mask.join(',')} ${mask.filter(() => r.chance(0.5)).join(',') || 'NONE'}`;
};
const states = (r: Random, all: readonly string[]): string => all.filter(() => r.chance(0.3)).join(',') || r.pick(all);

const BASIC_MATCHES: Readonly<Record<string, Maker>> = {
  tcp: onlyWith(
    ['tcp'],
    (r) =>
      `-m tcp ${r.pick([`${not(r)}--dport ${port(r)}`, `${not(r)}--sport ${port(r)}`, '--syn', '! --syn', `${not(r)}--tcp-flags ${flags(r)}`, `${not(r)}--tcp-option ${r.pick([2, 3, 4, 8])}`, `${not(r)}--sport ${port(r)} ${not(r)}--dport ${port(r)}`, `--dport ${port(r)} ${not(r)}--tcp-flags ${flags(r)} ${not(r)}--tcp-option ${r.pick([1, 2, 5])}`])}`,
  ),
  udp: onlyWith(
    ['udp'],
    (r) =>
      `-m udp ${r.pick([`${not(r)}--dport ${port(r)}`, `${not(r)}--sport ${port(r)}`, `${not(r)}--sport ${port(r)} ${not(r)}--dport ${port(r)}`])}`,
  ),
  icmp: onlyWith(
    ['icmp'],
    (r) =>
      `-m icmp ${not(r)}--icmp-type ${r.pick(['8', '0', '3', '3/1', '3/3', '3/4', '5', '11', '12', '4', 'any', '13', '14', '30', 'echo-request', 'fragmentation-needed'])}`,
  ),
  multiport: onlyWith(['tcp', 'udp', 'sctp', 'udplite', 'dccp'], (r) => {
    const list = r.times(1, 4, () => r.pick([...PORTS.map(String), '1:1023', '5000:50000'])).join(',');
    return `-m multiport ${not(r)}${r.pick(['--dports', '--sports', '--ports'])} ${list}`;
  }),
  iprange: (r) =>
    `-m iprange ${not(r)}${r.pick(['--src-range 192.168.1.0-192.168.1.255 ! --dst-range 8.0.0.0-9.0.0.0', '--src-range 192.168.1.2-192.168.1.9', '--src-range 192.168.1.3-192.168.1.3', '--dst-range 198.51.100.0-198.51.100.7', '--dst-range 8.0.0.0-8.9.9.9'])}`,
  state: (r) => `-m state ${not(r)}--state ${states(r, ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'])}`,
  conntrack: (r, { protocol }) => {
    const options = [
      `${not(r)}--ctstate ${states(r, ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED', 'SNAT', 'DNAT'])}`,
      `${not(r)}--ctstatus ${states(r, ['NONE', 'EXPECTED', 'SEEN_REPLY', 'ASSURED', 'CONFIRMED'].slice(1))}`,
      `--ctdir ${r.pick(['ORIGINAL', 'REPLY'])}`,
      `${not(r)}--ctorigsrc ${r.pick(PREFIXES.slice(0, 8))}`,
      `${not(r)}--ctorigdst ${r.pick(FAR_HOSTS)}`,
      `${not(r)}--ctreplsrc ${r.pick(FAR_HOSTS)}`,
      `${not(r)}--ctrepldst ${r.pick(LAN_HOSTS)}`,
      ...(protocol === 'tcp' || protocol === 'udp'
        ? [`${not(r)}--ctorigdstport ${port(r).replace(/^:/, '0:').replace(/:$/, ':65535')}`]
        : []),
    ];
    return `-m conntrack ${r.pick(options)}${r.chance(0.2) ? ` ${options[2] ?? ''}` : ''}`.replace(
      /(--ctdir \w+) --ctdir \w+/,
      '$1',
    );
  },
  limit: (r) =>
    `-m limit --limit ${r.pick(['1/hour', '100/sec', '50/sec', '20/sec', '1000/min'])} --limit-burst ${r.int(1, 5)}`,
  mark: (r) => `-m mark ${not(r)}--mark ${r.pick([hex(r.pick(MARKS)), `${hex(r.pick(MARKS))}/${hex(r.pick(MARKS))}`])}`,
  comment: (r) => `-m comment --comment ${r.pick(['plain', '"two words"', '"it\'s"', '"a \\"quote\\""'])}`,
  string: (r) =>
    `-m string ${not(r)}${r.pick(['--string GET', '--string question', '--string "|c0a8|"', '--hex-string "|71 75|est"', '--hex-string "|00|"'])} --algo ${r.pick(['bm', 'kmp'])}${r.chance(0.3) ? ` --from ${r.int(0, 48)}` : ''}${r.chance(0.3) ? ` --to ${r.int(50, 100)}` : ''}${r.chance(0.2) ? ' --icase' : ''}`,
};

/** Makers by extension: some have several. Only what the engine models takes part. */
export const MATCHES: Readonly<Record<string, readonly Maker[]>> = Object.fromEntries(
  [...new Set([...Object.keys(BASIC_MATCHES), ...Object.keys(HEADER_MATCHES), ...Object.keys(STATE_MATCHES)])]
    .filter((name) => findMatch(name) !== undefined)
    .map((name) => [
      name,
      [BASIC_MATCHES[name], HEADER_MATCHES[name], STATE_MATCHES[name]].filter((maker) => maker !== undefined),
    ]),
);

const pickFrom = <T>(r: Random, list: readonly T[]): T | undefined => (list.length === 0 ? undefined : r.pick(list));

/** Zero to three match extensions, each with its leading blank. */
export function generateMatches(r: Random, context: Context, names: readonly string[]): string {
  const count = r.pick([0, 0, 1, 1, 1, 2, 2, 3]);
  const made = Array.from({ length: count }, () => pickFrom(r, MATCHES[r.pick(names)] ?? [])?.(r, context)).filter(
    (text) => text !== undefined,
  );
  return made.map((text) => ` ${text}`).join('');
}
