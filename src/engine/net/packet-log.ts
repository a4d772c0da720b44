import { toHex, read16, read32, read8 } from './bytes.ts';
import { formatAddress, formatMac } from './address.ts';
import {
  ipDestination,
  ipFragmentField,
  ipFragmentOffset,
  ipHeaderLength,
  ipId,
  ipProtocol,
  ipSource,
  ipTos,
  ipTotalLength,
  ipTtl,
} from './ipv4.ts';
import { tcpAcknowledgment, tcpFlags, tcpHeaderLength, tcpReserved, tcpSequence, tcpUrgent, tcpWindow } from './tcp.ts';

/** Flags of LOG (NF_LOG_*). TRACE has all but `macDecode`. */
export interface PacketLogOptions {
  readonly tcpSequence: boolean;
  readonly tcpOptions: boolean;
  readonly ipOptions: boolean;
  readonly uid: boolean;
  readonly macDecode: boolean;
}

/** What a line shows of a packet; the model's Packet is one. */
export interface LoggedPacket {
  readonly bytes: Uint8Array;
  /** 14 bytes as received, null where the device has no link header. */
  readonly linkHeader: Uint8Array | null;
  readonly mark: number;
  /** The sending socket; one without a file (the kernel's own) shows no owner. */
  readonly socket: { readonly uid: number; readonly gid: number; readonly file: boolean } | null;
}

/** Devices of the hook, '' where it has none. `loopback`: the packet is at the loopback device now, where macDecode has no effect. */
export interface LoggedDevices {
  readonly inDevice: string;
  readonly outDevice: string;
  readonly loopback: boolean;
}

/** Options of nf_log_trace: what TRACE lines and the lines about invalid packets show. */
export const TRACE_LOG_OPTIONS: PacketLogOptions = {
  tcpSequence: true,
  tcpOptions: true,
  ipOptions: true,
  uid: true,
  macDecode: false,
};

/** Text of a packet as the kernel log shows it, without prefix (nf_log_ip_packet): 'IN=eth0 OUT= MAC=… SRC=… '. */
export function formatPacketLog(packet: LoggedPacket, devices: LoggedDevices, options: PacketLogOptions): string {
  const { inDevice, outDevice, loopback } = devices;
  const link = inDevice === '' ? '' : formatLink(packet.linkHeader, options.macDecode && !loopback);
  const { text, complete } = formatIp(packet.bytes, 0, options);
  const owner = options.uid && packet.socket?.file ? `UID=${packet.socket.uid} GID=${packet.socket.gid} ` : '';
  const mark = packet.mark === 0 ? '' : `MARK=0x${packet.mark.toString(16)} `;
  return `IN=${inDevice} OUT=${outDevice} ${link}${text}${complete ? owner + mark : ''}`;
}

/** dump_mac_header. */
function formatLink(linkHeader: Uint8Array | null, decode: boolean): string {
  if (linkHeader === null) return 'MAC= ';
  if (!decode) return `MAC=${formatMac(linkHeader)} `;
  const type = toHex(linkHeader.subarray(12, 14));
  return `MACSRC=${formatMac(linkHeader.subarray(6, 12))} MACDST=${formatMac(linkHeader.subarray(0, 6))} MACPROTO=${type} `;
}

/** `complete` false: the kernel gave up in the middle and adds neither owner nor mark. */
interface Dump {
  readonly text: string;
  readonly complete: boolean;
}

const whole = (text: string): Dump => ({ text, complete: true });
const cut = (text: string): Dump => ({ text, complete: false });
const upperHex = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;
const optionBytes = (bytes: Uint8Array): string => `OPT (${toHex(bytes).toUpperCase()}) `;
/** A quote whose header points beyond the end gives a count below zero, which the kernel prints unsigned. */
const incomplete = (bytes: Uint8Array, at: number): string => `INCOMPLETE [${(bytes.length - at) >>> 0} bytes] `;

/** dump_ipv4_packet: the datagram at `at`, which is 0 or, inside an ICMP error, the quoted one's. */
function formatIp(bytes: Uint8Array, at: number, options: PacketLogOptions): Dump {
  if (bytes.length < at + 20) return cut('TRUNCATED');
  const field = ipFragmentField(bytes, at);
  const tos = ipTos(bytes, at);
  const offset = ipFragmentOffset(bytes, at);
  const head =
    `SRC=${formatAddress(ipSource(bytes, at))} DST=${formatAddress(ipDestination(bytes, at))} LEN=${ipTotalLength(bytes, at)} ` +
    `TOS=${upperHex(tos & 0x1e)} PREC=${upperHex(tos & 0xe0)} TTL=${ipTtl(bytes, at)} ID=${ipId(bytes, at)} ` +
    `${field & 0x8000 ? 'CE ' : ''}${field & 0x4000 ? 'DF ' : ''}${field & 0x2000 ? 'MF ' : ''}${offset === 0 ? '' : `FRAG:${offset} `}`;
  const transport = at + ipHeaderLength(bytes, at);
  if (options.ipOptions && transport > at + 20 && bytes.length < transport) return cut(`${head}TRUNCATED`);
  const ipOptions = options.ipOptions && transport > at + 20 ? optionBytes(bytes.subarray(at + 20, transport)) : '';
  const { text, complete } = formatTransport(
    { bytes, at: transport, quoted: at !== 0, fragment: offset !== 0 },
    ipProtocol(bytes, at),
    options,
  );
  return { text: head + ipOptions + text, complete };
}

interface TransportPlace {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly quoted: boolean;
  readonly fragment: boolean;
}

function formatTransport(place: TransportPlace, protocol: number, options: PacketLogOptions): Dump {
  switch (protocol) {
    case 1:
      return whole(`PROTO=ICMP ${place.fragment ? '' : formatIcmp(place, options)}`);
    case 6:
      return formatTcp(place, options);
    case 17:
    case 136:
      return formatUdp(place, protocol === 17 ? 'UDP' : 'UDPLITE');
    case 50:
      return whole(`PROTO=ESP ${formatSpi(place, 8, 0)}`);
    case 51:
      return place.fragment ? whole('') : whole(`PROTO=AH ${formatSpi(place, 12, 4)}`);
    default:
      return whole(`PROTO=${protocol} `);
  }
}

function formatSpi({ bytes, at, fragment }: TransportPlace, length: number, offset: number): string {
  if (fragment) return '';
  return bytes.length < at + length ? incomplete(bytes, at) : `SPI=0x${read32(bytes, at + offset).toString(16)} `;
}

function formatUdp({ bytes, at, fragment }: TransportPlace, name: string): Dump {
  if (fragment) return whole(`PROTO=${name} `);
  if (bytes.length < at + 8) return cut(`PROTO=${name} ${incomplete(bytes, at)}`);
  return whole(`PROTO=${name} SPT=${read16(bytes, at)} DPT=${read16(bytes, at + 2)} LEN=${read16(bytes, at + 4)} `);
}

/** Bits of the flag byte in the order of the line; AE (bit 8 of the flags) goes before them. */
const FLAG_NAMES: readonly (readonly [string, number])[] = [
  ['CWR', 128],
  ['ECE', 64],
  ['URG', 32],
  ['ACK', 16],
  ['PSH', 8],
  ['RST', 4],
  ['SYN', 2],
  ['FIN', 1],
];

/** nf_log_dump_tcp_header. */
function formatTcp({ bytes, at, fragment }: TransportPlace, options: PacketLogOptions): Dump {
  if (fragment) return whole('PROTO=TCP ');
  if (bytes.length < at + 20) return cut(`PROTO=TCP ${incomplete(bytes, at)}`);
  const reserved = tcpReserved(bytes, at);
  const flags = tcpFlags(bytes, at);
  const text =
    `PROTO=TCP SPT=${read16(bytes, at)} DPT=${read16(bytes, at + 2)} ` +
    (options.tcpSequence ? `SEQ=${tcpSequence(bytes, at)} ACK=${tcpAcknowledgment(bytes, at)} ` : '') +
    `WINDOW=${tcpWindow(bytes, at)} RES=0x${((reserved & 0xe) << 2).toString(16).padStart(2, '0')} ${reserved & 1 ? 'AE ' : ''}` +
    FLAG_NAMES.filter(([, bit]) => flags & bit)
      .map(([name]) => `${name} `)
      .join('') +
    `URGP=${tcpUrgent(bytes, at)} `;
  const end = at + tcpHeaderLength(bytes, at);
  if (!options.tcpOptions || end <= at + 20) return whole(text);
  return bytes.length < end ? cut(`${text}OPT (TRUNCATED)`) : whole(text + optionBytes(bytes.subarray(at + 20, end)));
}

/** Bytes that the type's text needs (required_len). */
const ICMP_NEEDS: Readonly<Record<number, number>> = {
  0: 4,
  3: 28,
  4: 28,
  5: 28,
  8: 4,
  11: 28,
  12: 28,
  13: 20,
  14: 20,
  17: 12,
  18: 12,
};

function formatIcmp({ bytes, at, quoted }: TransportPlace, options: PacketLogOptions): string {
  if (bytes.length < at + 8) return incomplete(bytes, at);
  const type = read8(bytes, at);
  const code = read8(bytes, at + 1);
  const head = `TYPE=${type} CODE=${code} `;
  if (bytes.length - at < (ICMP_NEEDS[type] ?? 0)) return head + incomplete(bytes, at);
  const quote = (): string => (quoted ? '' : `[${formatIp(bytes, at + 8, options).text}] `);
  switch (type) {
    case 0:
    case 8:
      return `${head}ID=${read16(bytes, at + 4)} SEQ=${read16(bytes, at + 6)} `;
    case 3:
      return `${head}${quote()}${code === 4 ? `MTU=${read16(bytes, at + 6)} ` : ''}`;
    case 4:
    case 11:
      return head + quote();
    case 5:
      return `${head}GATEWAY=${formatAddress(read32(bytes, at + 4))} ${quote()}`;
    case 12:
      return `${head}PARAMETER=${read8(bytes, at + 4)} `;
    default:
      return head;
  }
}
