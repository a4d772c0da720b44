import { describe, expect, it } from 'vitest';
import { isIpChecksumRight, isTransportChecksumRight, toHex } from '../net/index.ts';
import { buildPacket } from './packet.ts';
import { replyFields } from './reply.ts';

describe('buildPacket', () => {
  it('sends a SYN as Linux does: TTL 64, DF, window 64240, MSS 1460', () => {
    const bytes = buildPacket({
      src: '192.168.1.2',
      dst: '8.8.8.8',
      proto: 'tcp',
      sport: 40000,
      dport: 443,
      flags: 'SYN',
    });
    expect(toHex(bytes)).toBe(
      '4500002c0000400040066912c0a80102080808089c4001bb000003e800000000' + '6002faf029980000020405b4',
    );
    expect(isIpChecksumRight(bytes) && isTransportChecksumRight(bytes)).toBe(true);
  });

  it.each([
    [{ src: '10.0.0.1', dst: '10.0.0.2', proto: 'udp', payload: 'häß' }, 33],
    [{ src: '10.0.0.1', dst: '10.0.0.2', icmpType: 'echo-request' }, 84],
    [{ src: '10.0.0.1', dst: '10.0.0.2', proto: 47, payloadHex: '0102' }, 22],
    [{ src: '10.0.0.1', dst: '10.0.0.2', proto: 'udp', frag: 185, payloadHex: '00' }, 21],
    [{ src: '10.0.0.1', dst: '10.0.0.2', proto: 'udp', length: 1500 }, 1500],
    [{ src: '10.0.0.1', dst: '10.0.0.2', options: '94040000', proto: 'udp' }, 32],
  ])('%o makes %i right bytes', (fields, length) => {
    const bytes = buildPacket(fields);
    expect(bytes.length).toBe(length);
    expect(isIpChecksumRight(bytes) && ('frag' in fields || isTransportChecksumRight(bytes))).toBe(true);
  });

  it('quotes the datagram that an ICMP error is about', () => {
    const inner = { src: '10.0.0.2', dst: '10.0.0.1', proto: 'udp', sport: 53, dport: 4000 };
    const bytes = buildPacket({ src: '10.0.0.1', dst: '10.0.0.2', icmpType: 'port-unreachable', inner });
    expect([bytes[20], bytes[21]]).toEqual([3, 3]);
    expect(toHex(bytes.subarray(28))).toBe(toHex(buildPacket(inner)));
  });
});

describe('replyFields', () => {
  const syn = buildPacket({ src: '10.0.0.1', dst: '10.0.0.2', sport: 4000, dport: 80, flags: 'SYN', seq: 100 });

  it('goes on with the handshake from the numbers on the wire', () => {
    const answer = replyFields(syn, {});
    expect(answer).toMatchObject({
      src: '10.0.0.2',
      dst: '10.0.0.1',
      sport: 80,
      dport: 4000,
      flags: 'SYN,ACK',
      seq: 5000,
      ack: 101,
    });
    expect(replyFields(buildPacket(answer), {})).toMatchObject({ sport: 4000, flags: 'ACK', seq: 101, ack: 5001 });
  });

  it('lets the step say otherwise', () => {
    expect(replyFields(syn, { flags: 'RST,ACK', window: 0 })).toMatchObject({ flags: 'RST,ACK', window: 0, ack: 101 });
  });

  it('answers an echo with its id, sequence and data', () => {
    const ping = buildPacket({
      src: '10.0.0.1',
      dst: '10.0.0.2',
      icmpType: 'echo-request',
      icmpId: 7,
      icmpSeq: 2,
      payload: 'abc',
    });
    expect(replyFields(ping, {})).toMatchObject({ icmpType: 0, icmpId: 7, icmpSeq: 2, payloadHex: '616263' });
  });

  it('quotes the datagram when the far end answers with an ICMP error', () => {
    expect(replyFields(syn, { icmpType: 'port-unreachable' })).toMatchObject({ proto: 'icmp', inner: toHex(syn) });
  });
});
