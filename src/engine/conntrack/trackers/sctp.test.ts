import { describe, expect, test } from 'vitest';
import { concatBytes, fillSctpChecksum, write16, write32 } from '../../net/index.ts';
import { createBench, plain } from '../test-bench.ts';
import type { Bench, Side } from '../test-bench.ts';
import { CHUNK } from './sctp-states.ts';

interface Chunk {
  readonly type: number;
  readonly flags?: number;
  /** Initiate tag of INIT and INIT ACK. */
  readonly tag?: number;
}

function chunkBytes({ type, flags = 0, tag = 0 }: Chunk): Uint8Array {
  const bytes = Uint8Array.of(type, flags, 0, 20, ...new Uint8Array(16));
  write32(bytes, 4, tag);
  return bytes;
}

/** Client port 5000, server port 6000; the client's tag is 11, the server's 22. */
function sctp(side: Side, tag: number, ...chunks: readonly Chunk[]): Uint8Array {
  const header = new Uint8Array(12);
  write16(header, 0, side === 'client' ? 5000 : 6000);
  write16(header, 2, side === 'client' ? 6000 : 5000);
  write32(header, 4, tag);
  const packet = new Uint8Array(concatBytes(header, ...chunks.map(chunkBytes)));
  fillSctpChecksum(packet, 0);
  return plain(side, 132, packet);
}

const INIT = sctp('client', 0, { type: CHUNK.INIT, tag: 11 });
const INIT_ACK = sctp('server', 11, { type: CHUNK.INIT_ACK, tag: 22 });
const COOKIE_ECHO = sctp('client', 22, { type: CHUNK.COOKIE_ECHO });
const COOKIE_ACK = sctp('server', 11, { type: CHUNK.COOKIE_ACK });

const seen = (bench: Bench, bytes: Uint8Array): string =>
  `${bench.forward(bytes)} ${bench.line().replace(/^sctp +132 (.*?) src=.*$/, '$1')}`;

describe('an association', () => {
  test('comes up by four chunks and goes down by three', () => {
    const bench = createBench();
    const steps = [
      INIT,
      INIT_ACK,
      COOKIE_ECHO,
      COOKIE_ACK,
      sctp('client', 22, { type: CHUNK.DATA }),
      sctp('client', 22, { type: CHUNK.SHUTDOWN }),
      sctp('server', 11, { type: CHUNK.SHUTDOWN_ACK }),
      sctp('client', 22, { type: CHUNK.SHUTDOWN_COMPLETE }),
    ];
    expect(steps.map((bytes) => seen(bench, bytes))).toEqual([
      'NEW 10 CLOSED',
      'ESTABLISHED 3 COOKIE_WAIT',
      'ESTABLISHED 3 COOKIE_ECHOED',
      'ESTABLISHED 210 ESTABLISHED',
      'ESTABLISHED 210 ESTABLISHED',
      'ESTABLISHED 3 SHUTDOWN_SENT',
      'ESTABLISHED 3 SHUTDOWN_ACK_SENT',
      'ESTABLISHED 10 CLOSED',
    ]);
    expect(bench.line()).toContain('sctp     132 10 CLOSED src=10.0.0.2 dst=198.51.100.7 sport=5000 dport=6000 ');
    expect(bench.line()).toContain('[ASSURED]');
  });

  test.each([
    ['CLOSED', [INIT], 10],
    ['COOKIE_WAIT', [INIT, INIT_ACK], 3],
    ['COOKIE_ECHOED', [INIT, INIT_ACK, COOKIE_ECHO], 3],
    ['ESTABLISHED', [INIT, INIT_ACK, COOKIE_ECHO, COOKIE_ACK], 210],
  ] as const)('is in %s on the way', (state, packets, seconds) => {
    const bench = createBench();
    for (const bytes of packets) bench.forward(bytes);
    expect(bench.line()).toContain(`sctp     132 ${seconds} ${state} `);
  });
});

describe('verification tags', () => {
  test.each([
    ['data of a stranger', sctp('client', 23, { type: CHUNK.DATA }), 'INVALID'],
    ['a reflected tag in an ABORT with the T bit', sctp('client', 11, { type: CHUNK.ABORT, flags: 1 }), 'ESTABLISHED'],
    ['a reflected tag in an ABORT without', sctp('client', 11, { type: CHUNK.ABORT }), 'INVALID'],
    ['an INIT with a tag', sctp('client', 22, { type: CHUNK.INIT, tag: 1 }), 'INVALID'],
  ])('%s', (_name, bytes, state) => {
    const bench = createBench();
    for (const opening of [INIT, INIT_ACK, COOKIE_ECHO, COOKIE_ACK]) bench.forward(opening);
    expect(bench.forward(bytes)).toBe(state);
  });
});

test('what opens nothing, stands not alone, or has a wrong CRC is invalid', () => {
  const wrong = INIT.slice();
  wrong[28] = (wrong[28] ?? 0) ^ 1;
  const bench = createBench();
  const packets = [
    sctp('client', 5, { type: CHUNK.DATA }),
    sctp('client', 5, { type: CHUNK.ABORT }),
    wrong,
    sctp('client', 0, { type: CHUNK.INIT, tag: 1 }, { type: CHUNK.DATA }),
    sctp('client', 0),
  ];
  expect(packets.map((bytes) => bench.forward(bytes))).toEqual(packets.map(() => 'INVALID'));
});
