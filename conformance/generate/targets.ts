/** Random targets, legal where they stand. */

import type { Context } from './matches.ts';
import type { Random } from './random.ts';
import { MARKS } from './world.ts';

type Maker = (r: Random, context: Context) => string | undefined;

const hex = (value: number): string => `0x${value.toString(16)}`;
const hasPorts = ({ protocol }: Context): boolean => protocol === 'tcp' || protocol === 'udp';
const within = ({ hooks }: Context, allowed: readonly string[]): boolean =>
  hooks.length > 0 && hooks.every((hook) => allowed.includes(hook));
const inTable =
  (table: string, make: Maker): Maker =>
  (r, context) =>
    context.table === table ? make(r, context) : undefined;

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

/** One entry per target. */
export const TARGETS: Readonly<Record<string, Maker>> = {
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
      `-j TOS ${r.pick(['--set-tos 0x10', '--set-tos 0x08/0x3f', '--and-tos 0xf0', '--or-tos 0x04', '--xor-tos 0x1e', '--set-tos 0xff/0xff'])}`,
  ),
  TTL: inTable(
    'mangle',
    (r) => `-j TTL ${r.pick(['--ttl-set 64', '--ttl-set 1', '--ttl-dec 1', '--ttl-inc 5', '--ttl-dec 70'])}`,
  ),
  NOTRACK: inTable('raw', () => '-j NOTRACK'),
  CT: inTable('raw', (r) => `-j CT ${r.pick(['--notrack', '--zone 1', '--zone 2', '--zone-orig 3'])}`),
  TRACE: inTable('raw', () => '-j TRACE'),
  SNAT: inTable('nat', (r, context) =>
    within(context, ['POSTROUTING', 'INPUT'])
      ? `-j SNAT --to-source ${r.pick(['203.0.113.50', '203.0.113.1', '203.0.113.50-203.0.113.53', '10.99.0.1'])}`
      : undefined,
  ),
  DNAT: inTable('nat', (r, context) =>
    within(context, ['PREROUTING', 'OUTPUT'])
      ? `-j DNAT --to-destination ${r.pick(['192.168.1.10', '198.51.100.8', '192.168.1.10-192.168.1.12', '127.0.0.1', ...(hasPorts(context) ? ['192.168.1.10:80', ':8080', '192.168.1.10:8000-8010'] : [])])}`
      : undefined,
  ),
  MASQUERADE: inTable('nat', (_, context) => (within(context, ['POSTROUTING']) ? '-j MASQUERADE' : undefined)),
  REDIRECT: inTable('nat', (r, context) =>
    within(context, ['PREROUTING', 'OUTPUT'])
      ? `-j REDIRECT${hasPorts(context) && r.chance(0.6) ? ` --to-ports ${r.pick(['53', '8080', '22', '7000-7010'])}` : ''}`
      : undefined,
  ),
};

/** A target that is legal here; `chains` are user chains that may be jumped to. */
export function generateTarget(
  r: Random,
  context: Context,
  chains: readonly string[],
  names: readonly string[],
): string {
  if (chains.length > 0 && r.chance(0.35)) return `${r.chance(0.25) ? '-g' : '-j'} ${r.pick(chains)}`;
  for (let attempt = 0; attempt < 20; attempt++) {
    const made = TARGETS[r.pick(names)]?.(r, context);
    if (made !== undefined) return made;
  }
  return '-j ACCEPT';
}
