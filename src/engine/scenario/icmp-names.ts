/** ICMP types and codes by iptables' names (`iptables -p icmp -h`). Code null: the name does not fix one. */
const NAMES: Readonly<Record<string, readonly [type: number, code: number | null]>> = {
  'echo-reply': [0, null],
  pong: [0, null],
  'destination-unreachable': [3, null],
  'network-unreachable': [3, 0],
  'host-unreachable': [3, 1],
  'protocol-unreachable': [3, 2],
  'port-unreachable': [3, 3],
  'fragmentation-needed': [3, 4],
  'source-route-failed': [3, 5],
  'network-unknown': [3, 6],
  'host-unknown': [3, 7],
  'network-prohibited': [3, 9],
  'host-prohibited': [3, 10],
  'TOS-network-unreachable': [3, 11],
  'TOS-host-unreachable': [3, 12],
  'communication-prohibited': [3, 13],
  'host-precedence-violation': [3, 14],
  'precedence-cutoff': [3, 15],
  'source-quench': [4, null],
  redirect: [5, null],
  'network-redirect': [5, 0],
  'host-redirect': [5, 1],
  'TOS-network-redirect': [5, 2],
  'TOS-host-redirect': [5, 3],
  'echo-request': [8, null],
  ping: [8, null],
  'router-advertisement': [9, null],
  'router-solicitation': [10, null],
  'time-exceeded': [11, null],
  'ttl-exceeded': [11, null],
  'ttl-zero-during-transit': [11, 0],
  'ttl-zero-during-reassembly': [11, 1],
  'parameter-problem': [12, null],
  'ip-header-bad': [12, 0],
  'required-option-missing': [12, 1],
  'timestamp-request': [13, null],
  'timestamp-reply': [14, null],
  'information-request': [15, null],
  'information-reply': [16, null],
  'address-mask-request': [17, null],
  'address-mask-reply': [18, null],
};

export const isIcmpName = (name: string): boolean =>
  Object.hasOwn(NAMES, name) || /^(?:25[0-5]|2[0-4]\d|1?\d?\d)$/.test(name);

/** Type and, where the name fixes one, code. The name must have passed `isIcmpName`. */
export function icmpByName(name: string): { readonly type: number; readonly code: number | null } {
  const found = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  return found ? { type: found[0], code: found[1] } : { type: Number(name), code: null };
}

/** Shortest name of a type and code: 'port-unreachable', 'echo-request', 'type 42'. */
export function icmpName(type: number, code: number): string {
  const entries = Object.entries(NAMES);
  const exact = entries.find(([, [t, c]]) => t === type && c === code);
  const loose = entries.find(([, [t, c]]) => t === type && c === null);
  return (exact ?? loose)?.[0] ?? `type ${type}`;
}
