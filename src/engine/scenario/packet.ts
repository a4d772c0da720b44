import {
  emitIcmp,
  emitIpv4,
  emitTcp,
  emitUdp,
  fromHex,
  ICMP_PROTOCOL,
  icmpIdSequence,
  hasIcmpId,
  isIcmpError,
  parseAddress,
  setIpTotalLength,
  TCP_FLAGS,
  TCP_PROTOCOL,
  UDP_PROTOCOL,
} from '../net/index.ts';
import type { TcpOption } from '../net/index.ts';
import type { PacketFields } from './document.ts';
import { icmpByName } from './icmp-names.ts';
import { parseProtocol } from './protocol-field.ts';
import { parseFlags } from './tcp-flags.ts';

/** What a Linux sender draws for itself when the fields do not say: kept apart so that the same scenario gives the same bytes. */
export interface SenderDefaults {
  /** IP id of the datagram. */
  readonly id: number;
  /** MSS that a SYN announces: the MTU of its link less 40. */
  readonly mss: number;
}

export const SENDER: SenderDefaults = { id: 0, mss: 1460 };

const DEFAULT_SOURCE_PORT = 40_000;
const DEFAULT_ISN = 1000;
const LINUX_WINDOW = 64_240;
const encoder = new TextEncoder();

/** ping's data: 16 bytes of time stamp, here zero, then the bytes count up from 0x10; 56 in all. */
const PING_DATA = Uint8Array.from({ length: 56 }, (_, index) => (index < 16 ? 0 : index));

function payloadOf(fields: PacketFields): Uint8Array | null {
  if (fields.payloadHex !== undefined) return fromHex(fields.payloadHex);
  return fields.payload === undefined ? null : encoder.encode(fields.payload);
}

function tcpSegment(fields: PacketFields, source: number, destination: number, defaults: SenderDefaults): Uint8Array {
  const flags = parseFlags(fields.flags ?? 'SYN') ?? 0;
  const options: readonly TcpOption[] = flags & TCP_FLAGS.SYN ? [{ kind: 'mss', mss: defaults.mss }] : [];
  return emitTcp(
    {
      sourcePort: fields.sport ?? DEFAULT_SOURCE_PORT,
      destinationPort: fields.dport ?? 80,
      sequence: fields.seq ?? (flags & TCP_FLAGS.SYN ? DEFAULT_ISN : DEFAULT_ISN + 1),
      acknowledgment: fields.ack ?? (flags & TCP_FLAGS.ACK ? 1 : 0),
      flags,
      window: fields.window ?? (flags & TCP_FLAGS.RST ? 0 : LINUX_WINDOW),
      options,
    },
    payloadOf(fields) ?? new Uint8Array(),
    { source, destination },
  );
}

function quoted(inner: PacketFields | string | undefined): Uint8Array | null {
  if (inner === undefined) return null;
  const whole = typeof inner === 'string' ? fromHex(inner) : buildPacket(inner);
  return whole?.subarray(0, 548) ?? null;
}

function icmpMessage(fields: PacketFields): Uint8Array {
  const named = icmpByName(String(fields.icmpType ?? 'echo-request'));
  const code = fields.icmpCode ?? named.code ?? 0;
  const rest = hasIcmpId(named.type) ? icmpIdSequence(fields.icmpId ?? 1, fields.icmpSeq ?? 1) : 0;
  const fallback = named.type === 8 || named.type === 0 ? PING_DATA : new Uint8Array();
  const data = isIcmpError(named.type) ? (quoted(fields.inner) ?? payloadOf(fields)) : payloadOf(fields);
  return emitIcmp({ type: named.type, code, rest }, data ?? fallback);
}

function transport(
  fields: PacketFields,
  protocol: number,
  source: number,
  destination: number,
  defaults: SenderDefaults,
): Uint8Array {
  if ((fields.frag ?? 0) > 0) return payloadOf(fields) ?? new Uint8Array(8);
  switch (protocol) {
    case TCP_PROTOCOL:
      return tcpSegment(fields, source, destination, defaults);
    case UDP_PROTOCOL:
      return emitUdp(
        { sourcePort: fields.sport ?? DEFAULT_SOURCE_PORT, destinationPort: fields.dport ?? 53 },
        payloadOf(fields) ?? new Uint8Array(),
        { source, destination },
      );
    case ICMP_PROTOCOL:
      return icmpMessage(fields);
    default:
      return payloadOf(fields) ?? new Uint8Array();
  }
}

/** `length` pads with zeros behind the payload, inside the transport's own length and checksum where it has one. */
function padded(fields: PacketFields, bytes: Uint8Array, rebuild: (fields: PacketFields) => Uint8Array): Uint8Array {
  const missing = (fields.length ?? 0) - bytes.length;
  if (missing <= 0) return bytes;
  const payload = payloadOf(fields) ?? new Uint8Array();
  const hex = [...payload, ...new Uint8Array(missing)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const { payload: _text, length: _length, ...rest } = fields;
  return rebuild({ ...rest, payloadHex: hex });
}

/**
 * The datagram that these fields describe; what they leave out is as a Linux sender would set it (scenario.md). The fields have
 * passed the validator. The protocol is TCP where the fields name TCP flags or ports only, ICMP where they name an ICMP field.
 */
export function buildPacket(fields: PacketFields, defaults: SenderDefaults = SENDER): Uint8Array {
  const protocol = parseProtocol(fields.proto ?? impliedProtocol(fields)) ?? TCP_PROTOCOL;
  const source = parseAddress(fields.src ?? '0.0.0.0') ?? 0;
  const destination = parseAddress(fields.dst ?? '0.0.0.0') ?? 0;
  const header = {
    source,
    destination,
    protocol,
    tos: fields.tos ?? 0,
    id: fields.id ?? defaults.id,
    dontFragment: fields.df ?? (protocol === TCP_PROTOCOL && !fields.mf && !fields.frag),
    moreFragments: fields.mf ?? false,
    fragmentOffset: fields.frag ?? 0,
    ttl: fields.ttl ?? 64,
    options: fromHex(fields.options ?? '') ?? new Uint8Array(),
  };
  const bytes = emitIpv4(header, transport(fields, protocol, source, destination, defaults));
  if (bytes.length > 65_535) setIpTotalLength(bytes, 65_535);
  return padded(fields, bytes, (filled) => buildPacket(filled, defaults));
}

function impliedProtocol(fields: PacketFields): string {
  if (fields.icmpType !== undefined || fields.inner !== undefined) return 'icmp';
  return 'tcp';
}
