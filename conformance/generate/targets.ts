/** Random targets, legal where they stand. */

import { findTarget } from '../../src/engine/index.ts';
import { hex, inTable, type Context, type Maker } from './maker.ts';
import type { Random } from './random.ts';
import { MARKS } from './world.ts';

const hasPorts = ({ protocol }: Context): boolean => ['tcp', 'udp', 'sctp', 'dccp', '132'].includes(protocol ?? '');
const NAT_FLAGS = [' --random', ' --persistent', ' --random-fully'];
const natFlag = (r: Random): string =>
  r.chance(0.15) ? r.pick([...NAT_FLAGS, ' --random --persistent', ' --random-fully --persistent']) : '';

const REJECTS = [
  'icmp-net-unreachable',
  'icmp-host-unreachable',
  'icmp-port-unreachable',
  'icmp-proto-unreachable',
  'icmp-net-prohibited',
  'icmp-host-prohibited',
  'icmp-admin-prohibited',
];
const LOG_FLAGS = ['--log-tcp-sequence', '--log-tcp-options', '--log-ip-options', '--log-uid', '--log-macdecode'];

const ALL_TARGETS: Readonly<Record<string, Maker>> = {
  ACCEPT: () => '-j ACCEPT',
  DROP: (_, { table }) => (table === 'nat' ? undefined : '-j DROP'),
  RETURN: () => '-j RETURN',
  none: () => '',
  LOG: (r) =>
    `-j LOG${r.chance(0.6) ? ` --log-prefix "${r.pick(['a ', 'rule: ', 'x'])}"` : ''}${r.chance(0.3) ? ` --log-level ${r.int(4, 7)}` : ''}${LOG_FLAGS.filter(
      () => r.chance(0.25),
    )
      .map((flag) => ` ${flag}`)
      .join('')}`,
  MARK: (r) =>
    `-j MARK ${r.pick(['--set-mark', '--and-mark', '--or-mark', '--xor-mark', '--set-xmark'])} ${hex(r.pick(MARKS))}`,
  REJECT: inTable('filter', (r, { protocol }) =>
    protocol === 'tcp' && r.chance(0.6)
      ? '-j REJECT --reject-with tcp-reset'
      : `-j REJECT --reject-with ${r.pick(REJECTS)}`,
  ),
  TOS: inTable(
    'mangle',
    (r) =>
      `-j TOS ${r.pick(['--set-tos 0x10', '--set-tos 0x08/0x3f', '--and-tos 0xf0', '--or-tos 0x04', '--xor-tos 0x1e', '--set-tos 0xff/0xff', '--set-tos Maximize-Throughput', '--set-tos 0x03/0x03'])}`,
  ),
  TTL: inTable(
    'mangle',
    (r) =>
      `-j TTL ${r.pick(['--ttl-set 64', '--ttl-set 1', '--ttl-dec 1', '--ttl-inc 5', '--ttl-dec 70', '--ttl-inc 250', '--ttl-set 0'])}`,
  ),
  NOTRACK: inTable('raw', () => '-j NOTRACK'),
  CT: inTable(
    'raw',
    (r, { protocol }) =>
      `-j CT ${r.pick(['--notrack', '--zone 1', '--zone 2', '--zone-orig 3', '--zone-reply 4', '--zone mark', '--zone-orig mark', '--zone-reply mark', '--zone 1 --ctevents assured', '--ctevents new,destroy', '--expevents new', ...(protocol === 'tcp' ? ['--helper ftp'] : []), ...(protocol === 'udp' ? ['--helper tftp'] : [])])}`,
  ),
  TRACE: inTable('raw', () => '-j TRACE'),
  SNAT: inTable(
    'nat',
    (r, context) =>
      `-j SNAT --to-source ${r.pick(['203.0.113.50', '203.0.113.1', '203.0.113.50-203.0.113.53', '10.99.0.1', ...(hasPorts(context) ? ['203.0.113.1:2000-2003', '203.0.113.50:5000', ':3000-3010', '203.0.113.50-203.0.113.51:1024-1030'] : [])])}${natFlag(r)}`,
    ['POSTROUTING', 'INPUT'],
  ),
  DNAT: inTable(
    'nat',
    (r, context) =>
      `-j DNAT --to-destination ${r.pick(['192.168.1.10', '198.51.100.8', '192.168.1.10-192.168.1.12', '127.0.0.1', '203.0.113.1', ...(hasPorts(context) ? ['192.168.1.10:80', ':8080', '192.168.1.10:8000-8010', '192.168.1.3:22', '192.168.1.10:8000-8100/5000', '192.168.1.10:70-90/80'] : [])])}${natFlag(r).replace('-fully', '')}`,
    ['PREROUTING', 'OUTPUT'],
  ),
  MASQUERADE: inTable(
    'nat',
    (r, context) =>
      `-j MASQUERADE${hasPorts(context) && r.chance(0.25) ? ` --to-ports ${r.pick(['2000-2002', '5000', '1024-65535'])}` : ''}${natFlag(r).replace(' --persistent', '')}`,
    ['POSTROUTING'],
  ),
  REDIRECT: inTable(
    'nat',
    (r, context) =>
      `-j REDIRECT${hasPorts(context) && r.chance(0.6) ? ` --to-ports ${r.pick(['53', '8080', '22', '7000-7010'])}` : ''}${r.chance(0.1) ? ' --random' : ''}`,
    ['PREROUTING', 'OUTPUT'],
  ),
  NETMAP: inTable(
    'nat',
    (r) => `-j NETMAP --to ${r.pick(['10.5.0.0/24', '192.168.1.0/28', '203.0.113.64/26', '10.9.9.9'])}`,
  ),
  CONNMARK: (r) =>
    `-j CONNMARK ${r.pick([`--set-mark ${hex(r.pick(MARKS))}`, `--set-xmark ${hex(r.pick(MARKS))}/${hex(r.pick(MARKS))}`, '--save-mark', '--restore-mark', '--save-mark --mask 0xf', '--restore-mark --nfmask 0xff --ctmask 0xf', '--or-mark 0x2', '--and-mark 0xf', '--xor-mark 0x3', '--save-mark --nfmask 0xf --ctmask 0xf0', '--restore-mark --mask 0x1', '--set-mark 0x5/0xf'])}`,
  DSCP: inTable(
    'mangle',
    (r) =>
      `-j DSCP ${r.pick(['--set-dscp 0x2e', '--set-dscp-class CS1', '--set-dscp 0', '--set-dscp 63', '--set-dscp-class AF43'])}`,
  ),
  ECN: inTable('mangle', (_, { protocol }) => (protocol === 'tcp' ? '-j ECN --ecn-tcp-remove' : undefined)),
  TCPMSS: inTable(
    'mangle',
    (r, { protocol }) =>
      protocol === 'tcp'
        ? `-m tcp --tcp-flags SYN,RST SYN -j TCPMSS ${r.pick(['--set-mss 1400', '--set-mss 500', '--clamp-mss-to-pmtu', '--set-mss 1460', '--set-mss 9000', '--set-mss 1'])}`
        : undefined,
    ['FORWARD', 'OUTPUT', 'POSTROUTING'],
  ),
  TCPOPTSTRIP: inTable('mangle', (r, { protocol }) =>
    protocol === 'tcp'
      ? `-j TCPOPTSTRIP --strip-options ${r.pick(['2', '3,4', 'sack-permitted', 'wscale,timestamp', '8'])}`
      : undefined,
  ),
  HMARK: inTable(
    'mangle',
    (r) =>
      `-j HMARK ${r.pick(['--hmark-tuple src,dst', '--hmark-tuple src,dst,sport,dport', '--hmark-tuple ct,src', '--hmark-src-prefix 24 --hmark-tuple src', '--hmark-sport-mask 0xff00 --hmark-tuple src,sport', '--hmark-proto-mask 0xff --hmark-tuple dst,dport'])} --hmark-mod ${r.pick([2, 10, 255])}${r.chance(0.5) ? ' --hmark-offset 16' : ''} --hmark-rnd ${r.pick(['0xcafebabe', '1'])}`,
  ),
  CLASSIFY: inTable('mangle', (r) => `-j CLASSIFY --set-class ${r.pick(['1:10', '0:1'])}`, [
    'OUTPUT',
    'FORWARD',
    'POSTROUTING',
  ]),
  CHECKSUM: inTable('mangle', () => '-j CHECKSUM --checksum-fill'),
  NFLOG: (r) => `-j NFLOG${r.chance(0.5) ? ` --nflog-prefix "n" --nflog-group ${r.int(0, 3)}` : ''}`,
  NFQUEUE: (r, { table }) =>
    table === 'nat'
      ? undefined
      : `-j NFQUEUE ${r.pick(['--queue-num 0', '--queue-num 3', '--queue-balance 0:3', '--queue-balance 1:2 --queue-cpu-fanout'])}${r.chance(0.5) ? ' --queue-bypass' : ''}`,
  AUDIT: (r) => `-j AUDIT --type ${r.pick(['accept', 'drop', 'reject'])}`,
  TEE: inTable(
    'mangle',
    (r) =>
      `-j TEE --gateway ${r.pick(['192.168.1.77', '203.0.113.200', '198.51.100.9', '192.168.1.2', '203.0.113.1', '192.168.1.77 --oif eth1', '203.0.113.200 --oif eth1'])}`,
  ),
  TPROXY: inTable(
    'mangle',
    (r, { protocol }) =>
      protocol === 'tcp' || protocol === 'udp'
        ? `-j TPROXY --on-port ${r.pick([22, 53, 9000])}${r.chance(0.2) ? ` --on-ip ${r.pick(['192.168.1.1', '127.0.0.1'])}` : ''}${r.chance(0.5) ? ` --tproxy-mark ${r.pick(['0x1/0x1', '0xff', '0x2/0x3'])}` : ''}`
        : undefined,
    ['PREROUTING'],
  ),
  SET: (r) =>
    `-j SET ${r.pick(['--add-set seen src', '--add-set seen dst', '--del-set seen src', '--add-set pairs src,dst --exist', '--del-set hosts src', '--add-set pairs src,src --timeout 50 --exist', '--del-set pairs src,dst', '--add-set services dst'])}`,
  QUEUE: (_, { table }) => (table === 'nat' ? undefined : '-j QUEUE'),
};

/** Verdicts, and what the engine models. */
export const TARGETS: Readonly<Record<string, Maker>> = Object.fromEntries(
  Object.entries(ALL_TARGETS).filter(
    ([name]) => ['ACCEPT', 'DROP', 'RETURN', 'QUEUE', 'none'].includes(name) || findTarget(name) !== undefined,
  ),
);

/** Targets that a plain ruleset is mostly made of. */
const COMMON = [
  'ACCEPT',
  'DROP',
  'RETURN',
  'none',
  'LOG',
  'MARK',
  'REJECT',
  'SNAT',
  'DNAT',
  'MASQUERADE',
  'REDIRECT',
  'CONNMARK',
];

/** A target that is legal here; `chains` are user chains that may be jumped to. */
export function generateTarget(
  r: Random,
  context: Context,
  chains: readonly string[],
  names: readonly string[],
): string {
  if (chains.length > 0 && r.chance(0.35)) return `${r.chance(0.25) ? '-g' : '-j'} ${r.pick(chains)}`;
  for (let attempt = 0; attempt < 20; attempt++) {
    const common = r.chance(0.6) ? COMMON.filter((name) => names.includes(name)) : names;
    const made = TARGETS[r.pick(common.length > 0 ? common : names)]?.(r, context);
    if (made !== undefined) return made;
  }
  return '-j ACCEPT';
}
