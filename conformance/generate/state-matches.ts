/** Matches on the connection, and those that keep a state of their own. */

import { hex, not, onlyIn, type Maker } from './maker.ts';
import { MARKS } from './world.ts';

const RATES = ['1/sec', '2/min', '50/sec', '100/sec'];
const MODES = ['srcip', 'dstip', 'srcip,dstport', 'srcip,dstip', 'srcport', 'srcip,srcport,dstip,dstport'];

/** Rates are either so low that nothing is earned back meanwhile, or are left to `limit`, which the oracle's ticks serve. */
export const STATE_MATCHES: Readonly<Record<string, Maker>> = {
  connmark: (r) =>
    `-m connmark ${not(r)}--mark ${r.pick([hex(r.pick(MARKS)), `${hex(r.pick(MARKS))}/${hex(r.pick(MARKS))}`])}`,
  connlimit: (r) =>
    `-m connlimit ${not(r)}${r.pick(['--connlimit-above', '--connlimit-upto'])} ${r.int(0, 3)}${r.chance(0.4) ? ` --connlimit-mask ${r.pick([0, 8, 24, 32])}` : ''}${r.chance(0.3) ? ' --connlimit-daddr' : ''}`,
  connbytes: (r) =>
    `-m connbytes ${not(r)}--connbytes ${r.pick(['1', '2:', '1:1', '40:100', '100:', ':50', '0:3'])} --connbytes-dir ${r.pick(['original', 'reply', 'both'])} --connbytes-mode ${r.pick(['packets', 'bytes', 'avgpkt'])}`,
  connlabel: (r) => `-m connlabel ${not(r)}--label ${r.int(0, 3)}${r.chance(0.5) ? ' --set' : ''}`,
  helper: (r) => `-m helper ${not(r)}--helper ${r.pick(['ftp', 'tftp', 'ftp-21'])}`,
  statistic: (r) =>
    r.chance(0.8)
      ? r.pick([
          `-m statistic --mode nth ${not(r)}--every ${r.int(1, 4)} --packet 0`,
          `-m statistic --mode nth ${not(r)}--every 3 --packet ${r.int(0, 2)}`,
        ])
      : `-m statistic --mode random ${not(r)}--probability ${r.pick([0, 1])}`,
  quota: (r) => `-m quota ${not(r)}--quota ${r.pick([0, 40, 100, 150, 1000])}`,
  recent: (r) => {
    const name = r.chance(0.6) ? ` --name ${r.pick(['seen', 'bad'])}` : '';
    const side = r.pick(['', ' --rsource', ' --rdest']);
    const mask = r.chance(0.2) ? ' --mask 255.255.255.0' : '';
    const action = r.pick([
      '--set',
      '--set',
      '--rcheck',
      '--update',
      '--remove',
      '--rcheck --hitcount 2',
      '--update --hitcount 3',
      '--rcheck --seconds 60',
      '--update --seconds 60 --hitcount 2',
      '--rcheck --rttl',
      '--rcheck --hitcount 1 --rttl',
      '--update --seconds 30 --reap',
    ]);
    return `-m recent ${not(r)}${action}${name}${mask}${side}`;
  },
  hashlimit: (r) =>
    `-m hashlimit ${r.chance(0.85) ? `${r.pick(['--hashlimit-upto', '--hashlimit-above'])} ${r.pick(RATES)} --hashlimit-burst ${r.int(1, 4)}` : `${r.pick(['--hashlimit-upto', '--hashlimit-above'])} ${r.chance(0.7) ? `${r.pick(['16b', '40b'])}/s --hashlimit-burst ${r.pick(['50b', '100b'])}` : `${r.pick(['1b', '15b', '40b'])}/s`}`}${r.chance(0.1) ? ` --hashlimit-htable-expire ${r.pick([100, 60000])}` : ''}${r.chance(0.1) ? ' --hashlimit-dstmask 16' : ''} --hashlimit-name ${r.pick(['h1', 'h2'])}${r.int(0, 99)}${r.chance(0.7) ? ` --hashlimit-mode ${r.pick(MODES)}` : ''}${r.chance(0.2) ? ' --hashlimit-srcmask 24' : ''}`,
  limit: (r) =>
    `-m limit --limit ${r.pick(['1/hour', '2/min', '1/sec', '100/sec', '20/sec'])} --limit-burst ${r.int(1, 5)}`,
  conntrack: (r) =>
    `-m conntrack ${r.pick([
      `${not(r)}--ctstate ${r.pick(['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED', 'SNAT', 'DNAT', 'NEW,ESTABLISHED,RELATED', 'INVALID,UNTRACKED', 'DNAT,SNAT'])}`,
      `${not(r)}--ctproto ${r.pick(['6', '17', '1', 'udp', 'tcp'])}`,
      `${not(r)}--ctorigsrcport ${r.pick(['1000', '1024:65535', '5000'])}`,
      `${not(r)}--ctreplsrcport ${r.pick(['22', '1:1023', '80', '443'])}`,
      `${not(r)}--ctrepldstport ${r.pick(['1000', '1024:65535', '40000'])}`,
      `${not(r)}--ctexpire ${r.pick(['0', '1:30', '0:5', '100:500000', '20:130'])}`,
      `${not(r)}--ctrepldst ${r.pick(['203.0.113.1', '192.168.1.0/24', '203.0.113.0/24'])}`,
      `${not(r)}--ctstatus ${r.pick(['EXPECTED', 'SEEN_REPLY', 'ASSURED', 'CONFIRMED', 'NONE', 'SEEN_REPLY,ASSURED'])}`,
      `--ctdir ${r.pick(['ORIGINAL', 'REPLY'])} ${not(r)}--ctstate ESTABLISHED`,
      `${not(r)}--ctstate NEW,RELATED ${not(r)}--ctstatus ${r.pick(['NONE', 'CONFIRMED', 'EXPECTED'])}`,
      `${not(r)}--ctorigsrc 192.168.1.0/24 ${not(r)}--ctrepldst 203.0.113.1 --ctproto udp`,
      `--ctproto tcp ${not(r)}--ctorigdstport 1:1023 ${not(r)}--ctexpire 60:500000`,
    ])}`,
  set: (r) =>
    `-m set ${not(r)}--match-set ${r.pick(['hosts src', 'hosts dst', 'nets src', 'nets dst', 'services dst', 'services src', 'pairs src,dst', 'pairs dst,dst', 'seen src', 'seen dst'])}${r.chance(0.1) ? ' --return-nomatch' : ''}${r.chance(0.15) ? ` ${r.pick(['! --update-counters', '! --update-subcounters', '--packets-gt 0', '! --packets-eq 1', '--packets-lt 2', '--bytes-gt 40', '! --bytes-eq 28'])}` : ''}`,
  socket: onlyIn(
    ['PREROUTING', 'INPUT'],
    (r) =>
      `-m socket${r.chance(0.4) ? ' --nowildcard' : ''}${r.chance(0.15) ? ' --transparent' : ''}${r.chance(0.15) ? ' --restore-skmark' : ''}`,
  ),
};
