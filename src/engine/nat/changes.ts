import {
  ICMP_HEADER,
  ICMP_PROTOCOL,
  formatAddress,
  hasIcmpId,
  hasPorts,
  icmpId,
  icmpType,
  ipDestination,
  ipHeaderLength,
  ipProtocol,
  ipSource,
  isIcmpError,
  read16,
} from '../net/index.ts';
import type { FieldChange } from '../model/index.ts';

/** Fields that a translation may change, as text, named as in a scenario's packets; those of a quoted datagram begin with 'inner.'. */
export function readFields(bytes: Uint8Array, at = 0, prefix = ''): ReadonlyMap<string, string> {
  const fields = new Map([
    [`${prefix}src`, formatAddress(ipSource(bytes, at))],
    [`${prefix}dst`, formatAddress(ipDestination(bytes, at))],
  ]);
  const transport = at + ipHeaderLength(bytes, at);
  const protocol = ipProtocol(bytes, at);
  if (hasPorts(protocol)) {
    fields.set(`${prefix}sport`, String(read16(bytes, transport)));
    fields.set(`${prefix}dport`, String(read16(bytes, transport + 2)));
  }
  if (protocol !== ICMP_PROTOCOL) return fields;
  const type = icmpType(bytes, transport);
  if (hasIcmpId(type)) fields.set(`${prefix}icmpId`, String(icmpId(bytes, transport)));
  if (prefix !== '' || !isIcmpError(type)) return fields;
  return new Map([...fields, ...readFields(bytes, transport + ICMP_HEADER, 'inner.')]);
}

export function compareFields(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly FieldChange[] {
  return [...after].flatMap(([field, text]) => {
    const old = before.get(field);
    return old === undefined || old === text ? [] : [{ field, before: old, after: text }];
  });
}
