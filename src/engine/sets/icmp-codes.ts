/** ICMP types and codes as ipset prints and reads them; other spellings are read only. */
const CODES: readonly (readonly [type: number, code: number, ...names: string[]])[] = [
  [0, 0, 'echo-reply', 'pong'],
  [3, 0, 'network-unreachable'],
  [3, 1, 'host-unreachable'],
  [3, 2, 'protocol-unreachable'],
  [3, 3, 'port-unreachable'],
  [3, 4, 'fragmentation-needed'],
  [3, 5, 'source-route-failed'],
  [3, 6, 'network-unknown'],
  [3, 7, 'host-unknown'],
  [3, 9, 'network-prohibited'],
  [3, 10, 'host-prohibited'],
  [3, 11, 'TOS-network-unreachable'],
  [3, 12, 'TOS-host-unreachable'],
  [3, 13, 'communication-prohibited'],
  [3, 14, 'host-precedence-violation'],
  [3, 15, 'precedence-cutoff'],
  [4, 0, 'source-quench'],
  [5, 0, 'network-redirect'],
  [5, 1, 'host-redirect'],
  [5, 2, 'TOS-network-redirect'],
  [5, 3, 'TOS-host-redirect'],
  [8, 0, 'echo-request', 'ping'],
  [9, 0, 'router-advertisement'],
  [10, 0, 'router-solicitation'],
  [11, 0, 'ttl-zero-during-transit'],
  [11, 1, 'ttl-zero-during-reassembly'],
  [12, 0, 'ip-header-bad'],
  [12, 1, 'required-option-missing'],
  [13, 0, 'timestamp-request'],
  [14, 0, 'timestamp-reply'],
  [17, 0, 'address-mask-request'],
  [18, 0, 'address-mask-reply'],
];

/** 'echo-request' or 'type/code', from type << 8 | code. */
export function icmpName(port: number): string {
  const found = CODES.find(([type, code]) => type === port >>> 8 && code === (port & 255));
  return found?.[2] ?? `${port >>> 8}/${port & 255}`;
}

export function parseIcmpName(text: string): number | null {
  const found = CODES.find(([, , ...names]) => names.includes(text));
  if (found !== undefined) return (found[0] << 8) | found[1];
  const numbers = /^(\d+)\/(\d+)$/.exec(text);
  if (numbers === null) return null;
  const [type, code] = [Number(numbers[1]), Number(numbers[2])];
  return type <= 255 && code <= 255 ? (type << 8) | code : null;
}
