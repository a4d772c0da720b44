/** What the scenario sources are written with. */

import type { Host, Packet, Reply, Scenario, Step } from '../document.ts';

export const WAN = '203.0.113.1';
export const LAN = '192.168.1.1';
export const CLIENT = '192.168.1.2';
export const SERVER = '198.51.100.7';

/** eth0 towards the internet, eth1 towards a local network. */
export const ROUTER: Host = {
  interfaces: [
    { name: 'eth0', addresses: [`${WAN}/24`] },
    { name: 'eth1', addresses: [`${LAN}/24`] },
  ],
  routes: ['default via 203.0.113.254 dev eth0'],
};

export type Tables = Readonly<Partial<Record<'raw' | 'mangle' | 'nat' | 'filter' | 'security', readonly string[]>>>;

const TRACE_ALL = ['-A PREROUTING -j TRACE', '-A OUTPUT -j TRACE'];

/** iptables-save text; every packet is traced unless `trace` is false. Lines without a verb are appended rules. */
export function rules(tables: Tables, trace = true): string {
  const all: Tables = trace ? { ...tables, raw: [...TRACE_ALL, ...(tables.raw ?? [])] } : tables;
  return Object.entries(all)
    .map(([table, lines]) => `*${table}\n${chainsFirst(lines).join('\n')}\nCOMMIT\n`)
    .join('');
}

function chainsFirst(lines: readonly string[]): readonly string[] {
  return [...lines.filter((line) => line.startsWith(':')), ...lines.filter((line) => !line.startsWith(':'))];
}

export const on =
  (device: string) =>
  (hex: string, more: Partial<Packet> = {}): Step => ({ packet: { in: device, hex, ...more } });
export const wan = on('eth0');
export const lan = on('eth1');
export const local = (hex: string, more: Partial<Packet> = {}): Step => ({ packet: { from: 'local', hex, ...more } });
export const reply = (to: number, fields: Omit<Reply, 'to'> = {}): Step => ({ reply: { to, ...fields } });
export const wait = (seconds: number): Step => ({ wait: seconds });
export const command = (text: string): Step => ({ command: text });

/** One scenario on the router, unless another host is given. */
export function scenario(
  title: string,
  tables: Tables | string,
  timeline: readonly Step[],
  host: Partial<Host> = {},
): Scenario {
  const ruleset = typeof tables === 'string' ? tables : rules(tables);
  return { chainwalk: 1, title, host: { ...ROUTER, ...host }, ruleset, timeline };
}
