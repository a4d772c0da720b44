import { ok, type Result } from '../model/index.ts';
import { parseUnsigned } from './numbers.ts';
import { usage, type UsageError } from './options.ts';
import { findProtocolName, findProtocolNumber } from './services.ts';

/** xtables_chain_protos: names that work without /etc/protocols. */
const BUILT_IN: ReadonlyMap<string, number> = new Map([
  ['tcp', 6],
  ['sctp', 132],
  ['udp', 17],
  ['udplite', 136],
  ['icmp', 1],
  ['icmpv6', 58],
  ['ipv6-icmp', 58],
  ['esp', 50],
  ['ah', 51],
  ['ipv6-mh', 135],
  ['mh', 135],
  ['all', 0],
]);

/** xtables_parse_protocol: a number 0–255 or a name in lower case. */
export function parseProtocol(text: string): Result<number, UsageError> {
  const number = parseUnsigned(text, 255) ?? (text === 'all' ? 0 : findProtocolNumber(text)) ?? BUILT_IN.get(text);
  return number === undefined ? usage(`unknown protocol "${text}" specified`) : ok(number);
}

/** Name without asking /etc/protocols (proto_to_name with nolookup). */
export const builtInProtocolName = (number: number): string | null => {
  for (const [name, value] of BUILT_IN) if (value === number) return name;
  return null;
};

/** Name of a protocol, or null where it only has a number (proto_to_name). */
export const protocolName = (number: number): string | null => findProtocolName(number) ?? builtInProtocolName(number);
