import * as v from 'valibot';
import {
  address,
  addressWithPrefix,
  byte,
  choice,
  flag,
  hex,
  integer,
  interfaceName,
  list,
  mac,
  object,
  port,
  seconds,
  text,
  uint16,
  uint32,
} from './checks.ts';
import { isIcmpName } from './icmp-names.ts';
import { LIMITS } from './limits.ts';
import { parseFlags } from './tcp-flags.ts';
import { parseProtocol } from './protocol-field.ts';

const line = text(1000);
const protocol = v.union(
  [
    integer(0, 255, 'a protocol number'),
    v.pipe(
      v.string(),
      v.check(
        (name) => parseProtocol(name) !== null,
        (issue) => `${JSON.stringify(issue.input)} is not a protocol name`,
      ),
    ),
  ],
  (issue) => issue.issues?.[0]?.message ?? 'is not a protocol name or number',
);

const flags = v.pipe(
  v.string('is not a comma list of TCP flags'),
  v.check(
    (value) => parseFlags(value) !== null,
    (issue) => `${JSON.stringify(issue.input)} is not a comma list of FIN SYN RST PSH ACK URG ECE CWR`,
  ),
);

const icmpType = v.union(
  [
    byte('an ICMP type'),
    v.pipe(
      v.string(),
      v.check(isIcmpName, (issue) => `${JSON.stringify(issue.input)} is not an ICMP type`),
    ),
  ],
  (issue) => issue.issues?.[0]?.message ?? 'is not an ICMP type (name or 0-255)',
);

const fieldEntries = {
  src: v.optional(address),
  dst: v.optional(address),
  proto: v.optional(protocol),
  ttl: v.optional(byte('a TTL')),
  tos: v.optional(byte('a TOS byte')),
  id: v.optional(uint16('an IP id')),
  df: v.optional(flag),
  mf: v.optional(flag),
  frag: v.optional(integer(0, 8191, 'a fragment offset in units of 8 bytes')),
  options: v.optional(v.pipe(hex, v.maxLength(80, 'is longer than 40 bytes of IP options'))),
  sport: v.optional(port),
  dport: v.optional(port),
  flags: v.optional(flags),
  seq: v.optional(uint32('a sequence number')),
  ack: v.optional(uint32('an acknowledgement number')),
  window: v.optional(uint16('a window')),
  icmpType: v.optional(icmpType),
  icmpCode: v.optional(byte('an ICMP code')),
  icmpId: v.optional(uint16('an ICMP id')),
  icmpSeq: v.optional(uint16('an ICMP sequence number')),
  payload: v.optional(text(65_535)),
  payloadHex: v.optional(v.pipe(hex, v.maxLength(131_070, 'is longer than 65535 bytes'))),
  length: v.optional(integer(20, 65_535, 'a datagram length in bytes')),
};

const inner = (depth: number): v.GenericSchema =>
  v.union(
    [
      hex,
      object({
        ...fieldEntries,
        inner: v.optional(depth > 0 ? v.lazy(() => inner(depth - 1)) : v.never('is nested too deeply')),
      }),
    ],
    (issue) => issue.issues?.[0]?.message ?? 'is not a packet',
  );

const metaEntries = {
  inner: v.optional(inner(LIMITS.innerDepth)),
  srcMac: v.optional(mac),
  dstMac: v.optional(mac),
  mark: v.optional(uint32('a mark')),
  uid: v.optional(uint32('a user id')),
  gid: v.optional(uint32('a group id')),
};

const replyEntries = { ...fieldEntries, ...metaEntries, to: integer(1, LIMITS.timeline, 'the number of a step') };
const packetEntries = {
  ...fieldEntries,
  ...metaEntries,
  in: v.optional(interfaceName),
  from: v.optional(choice(['local'])),
  hex: v.optional(v.pipe(hex, v.minLength(2, 'holds no byte'), v.maxLength(131_070, 'is longer than 65535 bytes'))),
};

const expectEntries = {
  outcome: v.optional(choice(['forwarded', 'delivered', 'dropped', 'rejected', 'sent'])),
  to: v.optional(line),
  by: v.optional(line),
  state: v.optional(choice(['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'])),
  packet: v.optional(object({ ...fieldEntries, inner: v.optional(inner(LIMITS.innerDepth)) })),
  log: v.optional(line),
  exit: v.optional(byte('an exit code')),
  stdout: v.optional(text(LIMITS.text)),
};

export const expectSchema = object(expectEntries);

const stepEntries = {
  note: v.optional(text(LIMITS.text)),
  expect: v.optional(expectSchema),
  disabled: v.optional(flag),
};

/** Steps are told apart by the one key they have; the schema of that kind then names what is wrong in it. */
export const STEP_KINDS = ['packet', 'reply', 'wait', 'command'] as const;
export const stepSchemas = {
  packet: object({ ...stepEntries, packet: object(packetEntries) }),
  reply: object({ ...stepEntries, reply: object(replyEntries) }),
  wait: object({ ...stepEntries, wait: seconds(LIMITS.wait) }),
  command: object({ ...stepEntries, command: text(LIMITS.text) }),
};

const sysctlValue = v.union([v.number(), v.string()], 'is not a number or a text');

const hostSchema = object({
  hostname: v.optional(v.pipe(text(64), v.minLength(1, 'is empty'))),
  interfaces: list(
    object({
      name: interfaceName,
      addresses: v.optional(list(addressWithPrefix, 1000)),
      mac: v.optional(mac),
      mtu: v.optional(integer(68, 65_536, 'an MTU')),
    }),
    LIMITS.interfaces,
  ),
  routes: v.optional(list(line, 10_000)),
  rules: v.optional(list(line, 1000)),
  sysctl: v.optional(v.record(v.string(), sysctlValue, 'is not an object of sysctl keys')),
  sockets: v.optional(
    list(
      object({
        proto: choice(['tcp', 'udp', 'raw']),
        port,
        address: v.optional(address),
        process: v.optional(text(100)),
        uid: v.optional(uint32('a user id')),
        gid: v.optional(uint32('a group id')),
        transparent: v.optional(v.boolean('is neither true nor false')),
      }),
      1000,
    ),
  ),
  localStack: v.optional(choice(['replies', 'silent'])),
  conntrack: v.optional(choice(['on', 'auto'])),
});

/** The document without its steps, which are checked one by one. */
export const documentSchema = object({
  chainwalk: v.literal(1, (issue) => `${JSON.stringify(issue.input)} is not a version this program knows (1)`),
  title: v.optional(text(300)),
  description: v.optional(text(LIMITS.text)),
  lang: v.optional(text(20)),
  start: v.optional(
    v.pipe(
      v.string('is not an instant'),
      v.check(
        (value) => !Number.isNaN(Date.parse(value)),
        (issue) => `${JSON.stringify(issue.input)} is not an instant (ISO 8601)`,
      ),
    ),
  ),
  seed: v.optional(uint32('a seed')),
  host: hostSchema,
  ruleset: v.optional(text(LIMITS.ruleset)),
  ipsets: v.optional(text(LIMITS.ruleset)),
  timeline: list(v.unknown(), LIMITS.timeline),
});
