/** What the far end sends back for a datagram that the host put on the wire. */

import { read16, read32, readDatagram, tcpSpan, type Datagram } from './datagram.ts';
import type { Packet, Reply, SentDatagram } from './document.ts';
import { hexOf, icmp, ip, tcp, tcpFlagBits, udp } from './packets.ts';

/** Initial sequence number of every far end that was not given one. */
const FAR_ISN = 5000;
const REPLY_ID = 0x4321;

/** Undefined when the step sent nothing that could be answered. */
export function replyPacket(reply: Reply, sent: readonly SentDatagram[]): Packet | undefined {
  const answered = sent[reply.index ?? 0];
  const datagram = answered === undefined ? undefined : readDatagram(answered.hex);
  if (answered === undefined || datagram === undefined) return undefined;
  return { in: answered.dev, hex: reply.error ? errorFor(reply.error, datagram) : answerTo(reply, datagram) };
}

function errorFor(error: NonNullable<Reply['error']>, datagram: Datagram): string {
  return icmp({
    src: error.from ?? datagram.dst,
    dst: datagram.src,
    id: REPLY_ID,
    tos: 0xc0,
    type: error.type,
    code: error.code,
    rest: error.rest ?? 0,
    payloadHex: hexOf(datagram.bytes.subarray(0, error.quoted ?? 548)),
  });
}

function answerTo(reply: Reply, datagram: Datagram): string {
  const { body, src, dst, protocol } = datagram;
  const ports = { sport: reply.sport ?? read16(body, 2), dport: reply.dport ?? read16(body, 0) };
  const head = { src: dst, dst: src, id: REPLY_ID, ...ports };
  switch (protocol) {
    case 6:
      return tcp({ ...head, ...tcpAnswer(reply, body) });
    case 17:
      return udp({
        ...head,
        payload: reply.payload ?? 'answer',
        ...(reply.badChecksum === true && { udpChecksum: 0xbad }),
      });
    case 1:
      return icmp({ ...head, type: 0, code: 0, rest: read32(body, 4), payloadHex: hexOf(body.subarray(8)) });
    default:
      return ip({ ...head, protocol }, body);
  }
}

function tcpAnswer(reply: Reply, body: Uint8Array) {
  const flags = reply.flags ?? 'ACK';
  const acked = (tcpFlagBits('ACK') & (body[13] ?? 0)) !== 0;
  return {
    tcp: flags,
    seq: reply.seq ?? (acked ? read32(body, 8) : FAR_ISN),
    ack: flags.includes('ACK') ? (reply.ack ?? (read32(body, 4) + tcpSpan(body)) >>> 0) : 0,
    window: reply.window ?? 65160,
    payload: reply.payload ?? '',
    tcpOptions: reply.tcpOptions ?? (flags.includes('SYN') ? '020405b4' : ''),
    badTcpChecksum: reply.badChecksum ?? false,
  };
}
