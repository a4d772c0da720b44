import {
  TCP_FLAGS,
  TCP_MIN_HEADER,
  emitIpv4,
  emitTcp,
  fold,
  ipDestination,
  ipFragmentOffset,
  ipHeaderLength,
  ipProtocol,
  ipSource,
  pseudoHeaderSum,
  read16,
  sumWords,
  tcpAcknowledgment,
  tcpFlags,
  tcpHeaderLength,
  tcpSequence,
} from '../../net/index.ts';
import type { Result, TargetContext, TargetVerdict } from '../../model/index.ts';
import { ok } from '../../model/index.ts';
import type { CheckContext, KernelRefusal } from '../extension.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { usage, type OptionContext, type UsageError } from '../options.ts';
import { help } from './reject.help.ts';

/** In iptables' order: the first whose name or alias begins with what was typed is meant. `code` of ICMP destination unreachable. */
const TYPES = [
  { name: 'icmp-net-unreachable', alias: 'net-unreach', code: 0 },
  { name: 'icmp-host-unreachable', alias: 'host-unreach', code: 1 },
  { name: 'icmp-proto-unreachable', alias: 'proto-unreach', code: 2 },
  { name: 'icmp-port-unreachable', alias: 'port-unreach', code: 3 },
  { name: 'icmp-net-prohibited', alias: 'net-prohib', code: 9 },
  { name: 'icmp-host-prohibited', alias: 'host-prohib', code: 10 },
  { name: 'tcp-reset', alias: 'tcp-rst', code: null },
  { name: 'icmp-admin-prohibited', alias: 'admin-prohib', code: 13 },
] as const;
type RejectType = (typeof TYPES)[number]['name'];

interface Reject {
  readonly with: RejectType;
}

const DEFAULT: RejectType = 'icmp-port-unreachable';
const UNREACHABLE = 3;
const TCP = 6;
const UDP = 17;

function readType(text: string, context: OptionContext): Result<RejectType, UsageError> {
  const word = text.toLowerCase();
  const type = TYPES.find(({ name, alias }) => name.startsWith(word) || alias.startsWith(word));
  if (type !== undefined) return ok(type.name);
  if ('echo-reply'.startsWith(word) || 'echoreply'.startsWith(word))
    context.warn('--reject-with echo-reply no longer supported');
  return usage(`unknown reject type "${text}"`);
}

/** ipt_REJECT: reject_tg. */
export const reject = defineTarget<Reject>({
  kind: 'target',
  name: 'REJECT',
  size: 40,
  help,
  chip: 'reject',
  options: [
    {
      name: 'reject-with',
      kind: 'custom',
      read: readType,
      widget: 'select',
      choices: TYPES.map(({ name }) => name),
      placeholder: DEFAULT,
    },
  ],
  legality: { tables: ['filter'], hooks: ['INPUT', 'FORWARD', 'OUTPUT'] },
  build: (given) => ok({ with: given.value<RejectType>('reject-with') ?? DEFAULT }),
  check: checkProtocol,
  save: (params) => savedOption('reject-with', params.with),
  list: (params) => `reject-with ${params.with}`,
  translate: (params) => {
    if (params.with === DEFAULT) return 'reject';
    if (params.with === 'tcp-reset') return 'reject with tcp reset';
    return `reject with icmp type ${params.with.replace('icmp-', '').replace('proto-', 'prot-')}`;
  },
  brief: (params) =>
    params.with === 'tcp-reset' ? 'tcp-reset' : params.with.replace('icmp-', '').replace('unreachable', 'unreach'),
  apply: applyReject,
});

function checkProtocol(params: Reject, { head }: CheckContext): KernelRefusal | null {
  const isTcp = head.protocol.number === TCP && !head.protocol.inverted;
  return params.with === 'tcp-reset' && !isTcp
    ? { errno: 'EINVAL', log: 'ipt_REJECT: TCP_RESET invalid for non-tcp' }
    : null;
}

function applyReject(params: Reject, context: TargetContext<undefined>): TargetVerdict {
  const type = TYPES.find(({ name }) => name === params.with);
  if (type === undefined || type.code === null) sendReset(context);
  else if (mayAnswer(context)) context.host.sendIcmpError(context.packet, context.hook, UNREACHABLE, type.code, 0);
  return { kind: 'drop', reason: `rejected with ${params.with}` };
}

/** nf_send_unreach: no ICMP error about a later fragment or a packet with a wrong checksum. */
function mayAnswer({ packet, fragmentOffset }: TargetContext<undefined>): boolean {
  if (fragmentOffset !== 0) return false;
  return packet.checksumVerified || !isChecksumAsked(packet.bytes) || isChecksumRight(packet.bytes);
}

/** nf_reject_verify_csum: protocols without a checksum over the whole payload, or whose checksum is off, are not looked at. */
function isChecksumAsked(bytes: Uint8Array): boolean {
  const at = ipHeaderLength(bytes);
  switch (ipProtocol(bytes)) {
    case UDP:
      return bytes.length < at + 8 || read16(bytes, at + 6) !== 0;
    case 47:
    case 50:
    case 51:
    case 132:
    case 136:
      return false;
    default:
      return true;
  }
}

/** nf_ip_checksum: with the pseudo header for TCP and UDP; else over the IP header too, whose sum of nothing makes a body of zeros right. */
function isChecksumRight(bytes: Uint8Array): boolean {
  const at = ipHeaderLength(bytes);
  const protocol = ipProtocol(bytes);
  const initial =
    protocol === TCP || protocol === UDP
      ? pseudoHeaderSum(ipSource(bytes), ipDestination(bytes), protocol, bytes.length - at)
      : 0;
  const sum = fold(sumWords(bytes, at, bytes.length, initial));
  return sum === 0xffff || sum === 0;
}

/** nf_send_reset: silent about resets, fragments, wrong checksums, truncated headers and broadcasts. */
function sendReset({ packet, host }: TargetContext<undefined>): void {
  const { bytes } = packet;
  const at = ipHeaderLength(bytes);
  const flags = tcpFlags(bytes, at);
  if (ipFragmentOffset(bytes) !== 0 || ipProtocol(bytes) !== TCP || bytes.length < at + TCP_MIN_HEADER) return;
  if (flags & TCP_FLAGS.RST || !(packet.checksumVerified || isChecksumRight(bytes))) return;
  const destination = host.addressType(ipDestination(bytes));
  if (destination === 'BROADCAST' || destination === 'MULTICAST') return;
  const mark = host.sysctl('net.ipv4.fwmark_reflect') === 0 ? 0 : packet.mark;
  if (packet.conntrack !== null && packet.conntrack !== 'untracked') host.closeConnection(packet.conntrack.entry);
  host.originate(buildReset(bytes, host.sysctl('net.ipv4.ip_default_ttl')), packet, {
    attachConntrack: true,
    mark,
    by: 'reject',
  });
}

/** The RST that RFC 9293 section 3.5.2 asks for: its sequence number from the ACK, else an ACK of all that was sent. */
export function buildReset(bytes: Uint8Array, ttl: number): Uint8Array {
  const at = ipHeaderLength(bytes);
  const flags = tcpFlags(bytes, at);
  const addresses = { source: ipDestination(bytes), destination: ipSource(bytes) };
  const ports = { sourcePort: read16(bytes, at + 2), destinationPort: read16(bytes, at) };
  const isAck = (flags & TCP_FLAGS.ACK) !== 0;
  const length =
    (flags & TCP_FLAGS.SYN ? 1 : 0) + (flags & TCP_FLAGS.FIN ? 1 : 0) + bytes.length - at - tcpHeaderLength(bytes, at);
  const segment = emitTcp(
    isAck
      ? { ...ports, sequence: tcpAcknowledgment(bytes, at), flags: TCP_FLAGS.RST, window: 0 }
      : {
          ...ports,
          acknowledgment: (tcpSequence(bytes, at) + length) >>> 0,
          flags: TCP_FLAGS.RST | TCP_FLAGS.ACK,
          window: 0,
        },
    new Uint8Array(),
    addresses,
  );
  return emitIpv4({ ...addresses, protocol: TCP, dontFragment: true, ttl }, segment);
}
