import { describe, expect, it } from 'vitest';
import {
  emitIcmp,
  emitIpv4,
  emitTcp,
  emitTcpOptions,
  emitUdp,
  equalBytes,
  formatAddress,
  formatPrefix,
  fragmentPiece,
  fromHex,
  ICMP,
  isIpChecksumRight,
  isTransportChecksumRight,
  joinPieces,
  lengthOf,
  maskOf,
  parseAddress,
  parseIcmp,
  parseIpv4,
  parsePrefix,
  parseTcp,
  parseTcpOptions,
  parseUdp,
  protocolName,
  protocolNumber,
  rewriteDestination,
  rewriteSource,
  setIpTos,
  setIpTtl,
  setTcpDestinationPort,
  setUdpSourcePort,
  splitDatagram,
  toHex,
  ipTotalLength,
} from './index.ts';
import type { TcpOption } from './index.ts';

const address = (text: string): number => parseAddress(text) ?? 0;
const A = address('10.0.0.2');
const B = address('198.51.100.7');

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
}

describe('addresses', () => {
  it('reads and writes dotted quads and prefixes, and refuses the rest', () => {
    expect(formatAddress(address('255.1.2.3'))).toBe('255.1.2.3');
    expect(['1.2.3', '1.2.3.256', '01.2.3.4', '1.2.3.4 ', ''].map(parseAddress)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(parsePrefix('10.1.2.3/8')).toEqual({ address: address('10.1.2.3'), length: 8 });
    expect(parsePrefix('10.0.0.0/33')).toBeNull();
    expect(formatPrefix({ address: A, length: 32 })).toBe('10.0.0.2');
  });
  it('knows contiguous masks', () => {
    for (let length = 0; length <= 32; length += 1) expect(lengthOf(maskOf(length))).toBe(length);
    expect(lengthOf(0xff00ff00)).toBeNull();
  });
});

describe('codecs', () => {
  it('emits what it parses', () => {
    const options: TcpOption[] = [
      { kind: 'mss', mss: 1460 },
      { kind: 'sack-permitted' },
      { kind: 'timestamp', value: 1, echo: 2 },
      { kind: 'nop' },
      { kind: 'window-scale', shift: 7 },
      { kind: 'unknown', number: 254, data: Uint8Array.of(1, 2) },
    ];
    const tcp = emitTcp(
      { sourcePort: 1, destinationPort: 2, sequence: 0xfffffff0, flags: 2, options },
      Uint8Array.of(9),
      { source: A, destination: B },
    );
    const datagram = emitIpv4(
      { source: A, destination: B, protocol: 6, dontFragment: true, id: 7, options: Uint8Array.of(7, 3, 4) },
      tcp,
    );
    const ip = parseIpv4(datagram);
    expect(ip.ok && ip.value.header).toMatchObject({
      headerLength: 24,
      source: A,
      destination: B,
      protocol: 6,
      dontFragment: true,
      id: 7,
    });
    const segment = ip.ok ? parseTcp(ip.value.payload) : null;
    expect(segment?.ok && segment.value.header.options.slice(0, 6)).toEqual(options);
    expect(isIpChecksumRight(datagram) && isTransportChecksumRight(datagram)).toBe(true);
  });
  it('keeps the rest of malformed TCP options', () => {
    expect(parseTcpOptions(Uint8Array.of(1, 2, 9, 0))).toEqual([
      { kind: 'nop' },
      { kind: 'malformed', bytes: Uint8Array.of(2, 9, 0) },
    ]);
    expect(toHex(emitTcpOptions([{ kind: 'nop' }]))).toBe('01000000');
  });
  it('keeps checksums right through every setter', () => {
    const next = generator(5);
    for (let i = 0; i < 500; i += 1) {
      const payload = Uint8Array.from({ length: next() % 40 }, () => next() >>> 24);
      const addresses = { source: next(), destination: next() };
      const ports = { sourcePort: next() >>> 16, destinationPort: next() >>> 16 };
      const tcp = emitIpv4({ ...addresses, protocol: 6 }, emitTcp(ports, payload, addresses));
      const udp = emitIpv4({ ...addresses, protocol: 17 }, emitUdp(ports, payload, addresses));
      for (const bytes of [tcp, udp]) {
        rewriteSource(bytes, next());
        rewriteDestination(bytes, next());
        setIpTtl(bytes, next() >>> 24);
        setIpTos(bytes, next() >>> 24);
      }
      setTcpDestinationPort(tcp, 20, next() >>> 16);
      setUdpSourcePort(udp, 20, next() >>> 16);
      expect([tcp, udp].every((bytes) => isIpChecksumRight(bytes) && isTransportChecksumRight(bytes))).toBe(true);
    }
  });
  it('names protocols as /etc/protocols does', () => {
    expect([6, 50, 2, 143, 200].map(protocolName)).toEqual(['tcp', 'esp', 'igmp', 'ethernet', null]);
    expect(['udp', 'UDP', 'IPSEC-ESP', 'nope'].map(protocolNumber)).toEqual([17, 17, 50, null]);
  });
});

describe('fragments', () => {
  it('splits and joins back', () => {
    const echo = emitIcmp(
      { type: ICMP.ECHO_REQUEST, rest: 1 },
      Uint8Array.from({ length: 3000 }, (_, i) => i),
    );
    const whole = emitIpv4({ source: A, destination: B, protocol: 1, id: 77 }, echo);
    const parts = splitDatagram(whole, 1500);
    expect(parts.map((part) => part.length)).toEqual([1500, 1500, 68]);
    expect(parts.every((part) => isIpChecksumRight(part) && ipTotalLength(part) === part.length)).toBe(true);
    const pieces = parts.map(fragmentPiece).filter((piece) => piece !== null);
    expect(equalBytes(joinPieces(pieces, false) ?? new Uint8Array(), whole)).toBe(true);
  });
});

describe('any bytes', () => {
  it('parse without throwing', () => {
    const next = generator(1);
    for (let i = 0; i < 100_000; i += 1) {
      const bytes = Uint8Array.from({ length: next() % 72 }, () => next() >>> 24);
      if (next() % 2 === 0) bytes[0] = 0x45;
      parseIpv4(bytes);
      parseTcp(bytes);
      parseUdp(bytes);
      parseIcmp(bytes);
      parseTcpOptions(bytes);
      fragmentPiece(bytes);
      splitDatagram(bytes, next() % 80);
      isTransportChecksumRight(bytes);
      rewriteSource(bytes, next());
    }
    expect(fromHex('zz')).toBeNull();
  });
});
