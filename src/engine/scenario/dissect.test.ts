import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../net/index.ts';
import { dissect, packetName } from './dissect.ts';
import { buildPacket } from './packet.ts';

describe('dissect', () => {
  it.each([
    { src: '10.0.0.1', dst: '10.0.0.2', proto: 'udp', sport: 5, dport: 53, payload: 'abc', tos: 16 },
    { src: '10.0.0.1', dst: '10.0.0.2', proto: 'icmp', icmpType: 'echo-request', icmpId: 9 },
    { src: '10.0.0.1', dst: '10.0.0.2', proto: 47, payloadHex: '0102', options: '01010101' },
    { src: '10.0.0.1', dst: '10.0.0.2', proto: 'tcp', flags: 'PSH,ACK', seq: 7, ack: 9, payload: 'GET /' },
    {
      src: '10.0.0.1',
      dst: '10.0.0.2',
      icmpType: 'ttl-exceeded',
      inner: { src: '10.0.0.2', dst: '9.9.9.9', proto: 'udp' },
    },
  ])('reads back what builds the same bytes: %o', (fields) => {
    const bytes = buildPacket(fields);
    expect(toHex(buildPacket(dissect(bytes).fields))).toBe(toHex(bytes));
  });

  it('places every field within the bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        for (const { offset, length } of dissect(bytes).lines) expect(offset >= 0 && length >= 0).toBe(true);
        expect(packetName(bytes)).toContain('→');
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  it('names a packet as one would say it', () => {
    expect(packetName(buildPacket({ src: '1.1.1.1', dst: '192.168.1.10', flags: 'SYN', dport: 80 }))).toBe(
      'SYN → 192.168.1.10:80',
    );
    expect(packetName(buildPacket({ src: '1.1.1.1', dst: '8.8.8.8', proto: 'icmp' }))).toBe('echo-request → 8.8.8.8');
  });
});
