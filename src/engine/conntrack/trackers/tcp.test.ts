import { describe, expect, test } from 'vitest';
import { createBench, tcp } from '../test-bench.ts';
import type { Bench, Segment, Side } from '../test-bench.ts';
import { SEGMENT_KINDS, TCP_STATES } from './tcp-states.ts';
import type { SegmentKind, TcpStateName } from './tcp-states.ts';

type Move = readonly [Side, Segment];

const SYN: Move = ['client', { flags: 'SYN', seq: 1000 }];
const SYN_ACK: Move = ['server', { flags: 'SYN|ACK', seq: 5000, ack: 1001 }];
const ACK: Move = ['client', { flags: 'ACK', seq: 1001, ack: 5001 }];
const FIN: Move = ['client', { flags: 'FIN|ACK', seq: 1001, ack: 5001 }];
const FIN_ACKED: Move = ['server', { flags: 'ACK', seq: 5001, ack: 1002 }];
const SERVER_FIN: Move = ['server', { flags: 'FIN|ACK', seq: 5001, ack: 1002 }];
const LAST_ACK: Move = ['client', { flags: 'ACK', seq: 1002, ack: 5002 }];
const OPEN = [SYN, SYN_ACK, ACK];

/** What leads to each state, and the next sequence numbers of client and server there. */
const SCRIPTS: {
  readonly [S in TcpStateName]: { readonly moves: readonly Move[]; readonly client: number; readonly server: number };
} = {
  NONE: { moves: [], client: 1000, server: 5000 },
  SYN_SENT: { moves: [SYN], client: 1001, server: 5000 },
  SYN_RECV: { moves: [SYN, SYN_ACK], client: 1001, server: 5001 },
  ESTABLISHED: { moves: OPEN, client: 1001, server: 5001 },
  FIN_WAIT: { moves: [...OPEN, FIN], client: 1002, server: 5001 },
  CLOSE_WAIT: { moves: [...OPEN, FIN, FIN_ACKED], client: 1002, server: 5001 },
  LAST_ACK: { moves: [...OPEN, FIN, FIN_ACKED, SERVER_FIN], client: 1002, server: 5002 },
  TIME_WAIT: { moves: [...OPEN, FIN, FIN_ACKED, SERVER_FIN, LAST_ACK], client: 1002, server: 5002 },
  CLOSE: { moves: [...OPEN, ['client', { flags: 'RST', seq: 1001 }]], client: 1001, server: 5001 },
  SYN_SENT2: { moves: [SYN, ['server', { flags: 'SYN', seq: 5000 }]], client: 1001, server: 5001 },
};

const FLAGS: { readonly [K in SegmentKind]: string } = {
  SYN: 'SYN',
  'SYN/ACK': 'SYN|ACK',
  FIN: 'FIN|ACK',
  ACK: 'ACK',
  RST: 'RST',
  none: '',
};

function reach(bench: Bench, state: TcpStateName): void {
  for (const [side, segment] of SCRIPTS[state].moves) bench.forward(tcp(side, segment));
}

const stateName = (bench: Bench): string => bench.conntrack.entries()[0]?.protocolState.name ?? 'gone';

/** A segment with the numbers that its side would use next. */
function next(side: Side, kind: SegmentKind, state: TcpStateName): Uint8Array {
  const { client, server } = SCRIPTS[state];
  const [seq, ack] = side === 'client' ? [client, server] : [server, client];
  return tcp(side, { flags: FLAGS[kind], seq, ack: FLAGS[kind].includes('ACK') ? ack : 0 });
}

/**
 * Where each segment leads from each state, written down apart from the tracker's own table: 'IV' invalid, '=' passes and changes
 * nothing, 'new' starts a new connection, 'gone' destroys the entry. Recorded from Linux 6.18.
 */
const CELLS: { readonly [D in Side]: string } = {
  client: `
            NONE        SYN_SENT SYN_RECV    ESTABLISHED FIN_WAIT   CLOSE_WAIT LAST_ACK  TIME_WAIT CLOSE SYN_SENT2
    SYN     SYN_SENT    =        =           =           =          =          =         new       new   =
    SYN/ACK IV          IV       =           IV          IV         IV         IV        IV        IV    SYN_RECV
    FIN     IV          IV       FIN_WAIT    FIN_WAIT    LAST_ACK   LAST_ACK   LAST_ACK  =         =     IV
    ACK     ESTABLISHED IV       ESTABLISHED =           CLOSE_WAIT =          TIME_WAIT =         =     IV
    RST     IV          gone     CLOSE       CLOSE       CLOSE      CLOSE      CLOSE     CLOSE     =     CLOSE
    none    IV          IV       IV          IV          IV         IV         IV        IV        IV    IV`,
  // Without an entry the server's segment is the opener's.
  server: `
            NONE        SYN_SENT  SYN_RECV   ESTABLISHED FIN_WAIT   CLOSE_WAIT LAST_ACK  TIME_WAIT CLOSE SYN_SENT2
    SYN     SYN_SENT    SYN_SENT2 IV         IV          IV         IV         IV        new       IV    =
    SYN/ACK IV          SYN_RECV  =          =           =          =          =         =         =     SYN_RECV
    FIN     IV          IV        FIN_WAIT   FIN_WAIT    LAST_ACK   LAST_ACK   LAST_ACK  =         =     IV
    ACK     ESTABLISHED =         =          =           CLOSE_WAIT =          TIME_WAIT =         =     =
    RST     IV          gone      CLOSE      CLOSE       CLOSE      CLOSE      CLOSE     CLOSE     =     CLOSE
    none    IV          IV        IV         IV          IV         IV         IV        IV        IV    IV`,
};

/** One case per cell. */
const casesOf = (
  side: Side,
): readonly { readonly kind: SegmentKind; readonly state: TcpStateName; readonly cell: string }[] => {
  const rows = CELLS[side]
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ +/));
  return SEGMENT_KINDS.flatMap((kind) => {
    const [, ...cells] = rows.find(([name]) => name === kind) ?? [];
    return TCP_STATES.map((state, column) => ({ kind, state, cell: cells[column] ?? 'missing' }));
  });
};

describe.each(['client', 'server'] as const)('from the %s', (side) => {
  test.each(casesOf(side))('$kind in $state: $cell', ({ kind, state, cell }) => {
    const bench = createBench();
    reach(bench, state);
    const before = bench.conntrack.entries()[0];
    const verdict = bench.forward(next(side, kind, state));
    if (cell === 'IV') {
      expect([verdict, stateName(bench)]).toEqual(['INVALID', state === 'NONE' ? 'gone' : state]);
      return;
    }
    expect(verdict).not.toBe('INVALID');
    if (cell === 'new')
      expect([verdict, stateName(bench), bench.conntrack.entries()[0] === before]).toEqual(['NEW', 'SYN_SENT', false]);
    else expect(stateName(bench)).toBe(cell === '=' ? state : cell);
  });
});

describe('a whole connection', () => {
  test('has its timeouts, its counters and ASSURED with the third segment', () => {
    const bench = createBench();
    const seen = [...OPEN, FIN, FIN_ACKED, SERVER_FIN, LAST_ACK].map(([side, segment]) => {
      const state = bench.forward(tcp(side, segment));
      return `${state} ${bench
        .line()
        .replace(/ src=.*/, '')
        .replace(/tcp +6 /, '')}`;
    });
    expect(seen).toEqual([
      'NEW 120 SYN_SENT',
      'ESTABLISHED 60 SYN_RECV',
      'ESTABLISHED 432000 ESTABLISHED',
      'ESTABLISHED 120 FIN_WAIT',
      'ESTABLISHED 60 CLOSE_WAIT',
      'ESTABLISHED 30 LAST_ACK',
      'ESTABLISHED 120 TIME_WAIT',
    ]);
    expect(bench.line()).toBe(
      'tcp      6 120 TIME_WAIT src=10.0.0.2 dst=198.51.100.7 sport=1000 dport=80 packets=4 bytes=160 ' +
        'src=198.51.100.7 dst=10.0.0.2 sport=80 dport=1000 packets=3 bytes=120 [ASSURED] mark=0 use=1',
    );
    bench.wait(120_000);
    expect(bench.conntrack.entries()).toEqual([]);
  });

  test('tells what changed in words', () => {
    const bench = createBench();
    reach(bench, 'ESTABLISHED');
    const told = bench.events.flatMap((event) =>
      event.kind === 'conntrack' ? [`${event.action}: ${event.reason ?? ''}`] : [],
    );
    expect(told).toEqual([
      'created: ',
      'confirmed: ',
      'found: ',
      'updated: SYN_SENT → SYN_RECV; the first answer',
      'found: ',
      'updated: SYN_RECV → ESTABLISHED; ASSURED: data flows both ways',
    ]);
  });
});

describe('the window', () => {
  const from = (seq: number, data = 0): Uint8Array => tcp('client', { flags: 'ACK', seq, ack: 5001, data });

  test('ends where the server said: maxend passes, the next byte is ignored, what lies beyond the window is invalid', () => {
    const bench = createBench();
    reach(bench, 'ESTABLISHED');
    expect(bench.forward(from(1001 + 8192))).toBe('ESTABLISHED');
    expect(bench.entry().counters?.original.packets).toBe(3);
    expect(bench.forward(from(1001 + 8193))).toBe('ESTABLISHED');
    expect(bench.entry().counters?.original.packets).toBe(3);
    expect(bench.forward(from(1001 + 30_000))).toBe('INVALID');
  });

  test('data already acknowledged long ago passes but does not count', () => {
    const bench = createBench();
    reach(bench, 'ESTABLISHED');
    expect(bench.forward(from(1001 - 20_000))).toBe('ESTABLISHED');
    expect(bench.entry().counters?.original.packets).toBe(2);
  });

  test('an ACK of data never seen is invalid, and liberal hosts do not mind', () => {
    const far = tcp('client', { flags: 'ACK', seq: 1001, ack: 9000 });
    for (const [liberal, state] of [
      [0, 'INVALID'],
      [1, 'ESTABLISHED'],
    ] as const) {
      const bench = createBench({ tcp_be_liberal: liberal });
      reach(bench, 'ESTABLISHED');
      expect(bench.forward(far)).toBe(state);
    }
  });

  test('scales only if both ends offer it', () => {
    const scale = { kind: 'window-scale', shift: 7 } as const;
    for (const [options, state] of [
      [[scale], 'ESTABLISHED'],
      [[], 'INVALID'],
    ] as const) {
      const bench = createBench();
      bench.forward(tcp('client', { flags: 'SYN', seq: 1000, options: [scale] }));
      bench.forward(tcp('server', { flags: 'SYN|ACK', seq: 5000, ack: 1001, options }));
      bench.forward(tcp('client', { flags: 'ACK', seq: 1001, ack: 5001 }));
      bench.forward(tcp('server', { flags: 'ACK', seq: 5001, ack: 1001 }));
      expect(bench.forward(from(1001 + 100_000, 10))).toBe(state);
    }
  });

  test('sequence numbers wrap', () => {
    const bench = createBench();
    bench.forward(tcp('client', { flags: 'SYN', seq: 0xffffffff }));
    bench.forward(tcp('server', { flags: 'SYN|ACK', seq: 0xfffffff0, ack: 0 }));
    expect(bench.forward(tcp('client', { flags: 'ACK', seq: 0, ack: 0xfffffff1, data: 100 }))).toBe('ESTABLISHED');
    expect(bench.forward(tcp('server', { flags: 'ACK', seq: 0xfffffff1, ack: 100, data: 100 }))).toBe('ESTABLISHED');
    expect(bench.entry().counters?.original.packets).toBe(2);
  });
});

describe('timeouts', () => {
  test('unacknowledged data lowers the timeout until the ACK', () => {
    const bench = createBench();
    reach(bench, 'ESTABLISHED');
    bench.forward(tcp('client', { flags: 'ACK|PSH', seq: 1001, ack: 5001, data: 10 }));
    expect(bench.line()).toContain(' 300 ESTABLISHED ');
    bench.forward(tcp('server', { flags: 'ACK', seq: 5001, ack: 1011 }));
    expect(bench.line()).toContain(' 432000 ESTABLISHED ');
  });

  test('the same ACK four times is a sign of trouble', () => {
    const bench = createBench();
    reach(bench, 'ESTABLISHED');
    const probe = tcp('server', { flags: 'ACK', seq: 5001, ack: 1001 });
    for (let again = 0; again < 3; again += 1) bench.forward(probe);
    expect(bench.line()).toContain(' 432000 ESTABLISHED ');
    bench.forward(probe);
    expect(bench.line()).toContain(' 300 ESTABLISHED ');
  });

  test('a SYN sent again neither counts nor buys time', () => {
    const bench = createBench();
    reach(bench, 'SYN_SENT');
    bench.wait(5000);
    expect(bench.forward(tcp(...SYN))).toBe('NEW');
    expect(bench.line()).toContain(' 115 SYN_SENT ');
    expect(bench.line()).toContain('packets=1 ');
  });

  test('the sysctls are in seconds', () => {
    const bench = createBench({ tcp_timeout_syn_sent: 7 });
    reach(bench, 'SYN_SENT');
    expect(bench.line()).toContain(' 7 SYN_SENT ');
  });
});

describe('RST', () => {
  test.each([
    ['exact', 1001, 0, 'ESTABLISHED', 'CLOSE'],
    ['in the window but not exact: may draw a challenge ACK', 1100, 0, 'ESTABLISHED', 'ESTABLISHED'],
    ['below what the other side acknowledged', 900, 0, 'INVALID', 'ESTABLISHED'],
    ['below, where nf_conntrack_tcp_ignore_invalid_rst is on', 900, 1, 'ESTABLISHED', 'ESTABLISHED'],
  ])('%s', (_name, seq, ignoreInvalid, state, after) => {
    const bench = createBench({ tcp_ignore_invalid_rst: ignoreInvalid });
    reach(bench, 'ESTABLISHED');
    bench.forward(tcp('server', { flags: 'ACK', seq: 5001, ack: 1001 }));
    expect([bench.forward(tcp('client', { flags: 'RST', seq })), stateName(bench)]).toEqual([state, after]);
    if (state === 'ESTABLISHED') expect(bench.line()).toContain(` 10 ${after} `);
  });

  test('before any answer destroys the entry, itself being ESTABLISHED', () => {
    const bench = createBench();
    reach(bench, 'SYN_SENT');
    expect(bench.forward(tcp('server', { flags: 'RST|ACK', seq: 0, ack: 1001 }))).toBe('ESTABLISHED');
    expect(bench.conntrack.entries()).toEqual([]);
  });
});

describe('a connection older than the host', () => {
  test('is picked up with windows that nobody can break, at 300 seconds until it is answered', () => {
    const bench = createBench();
    expect(bench.forward(tcp('client', { flags: 'ACK', seq: 1, ack: 1 }))).toBe('NEW');
    expect(bench.line()).toContain(' 300 ESTABLISHED ');
    expect(bench.forward(tcp('server', { flags: 'ACK', seq: 900_000, ack: 900_000 }))).toBe('ESTABLISHED');
    expect(bench.line()).not.toContain('[ASSURED]');
    expect(bench.forward(tcp('client', { flags: 'ACK', seq: 1, ack: 1 }))).toBe('ESTABLISHED');
    expect(bench.line()).toContain('[ASSURED]');
  });

  test('is invalid where nf_conntrack_tcp_loose is off', () => {
    expect(createBench({ tcp_loose: 0 }).forward(tcp('client', { flags: 'ACK', seq: 1, ack: 1 }))).toBe('INVALID');
  });
});

describe('out of step', () => {
  test('an ignored SYN whose SYN/ACK follows brings the tracker back in step', () => {
    const bench = createBench();
    reach(bench, 'ESTABLISHED');
    bench.forward(tcp('client', { flags: 'SYN', seq: 90_000 }));
    bench.forward(tcp('server', { flags: 'SYN|ACK', seq: 70_000, ack: 90_001 }));
    expect(stateName(bench)).toBe('SYN_RECV');
    expect(bench.forward(tcp('client', { flags: 'ACK', seq: 90_001, ack: 70_001 }))).toBe('ESTABLISHED');
    expect(stateName(bench)).toBe('ESTABLISHED');
  });

  test('the challenge ACK to a stray SYN is not the ACK of the last FIN', () => {
    const bench = createBench();
    reach(bench, 'LAST_ACK');
    bench.forward(tcp('client', { flags: 'SYN', seq: 90_000 }));
    expect(bench.forward(tcp('server', { flags: 'ACK', seq: 5002, ack: 1002 }))).toBe('ESTABLISHED');
    expect(stateName(bench)).toBe('LAST_ACK');
  });

  test('after TIME_WAIT the server may open the next connection', () => {
    const bench = createBench();
    reach(bench, 'TIME_WAIT');
    expect(bench.forward(tcp('server', { flags: 'SYN', seq: 80_000 }))).toBe('NEW');
    expect(bench.entry().original.sourcePart).toBe(80);
  });
});

describe('what cannot be TCP', () => {
  test.each(['', 'FIN', 'SYN|FIN', 'SYN|RST', 'FIN|PSH|URG', 'SYN|ACK|URG'])('flags %s', (flags) => {
    expect(createBench().forward(tcp('client', { flags, seq: 1 }))).toBe('INVALID');
  });

  test('a wrong checksum, on arrival only and if it is looked at', () => {
    const bytes = tcp('client', { flags: 'SYN', seq: 1 });
    bytes[36] = (bytes[36] ?? 0) ^ 1;
    expect(createBench().trackOnly(bytes)).toBe('INVALID');
    expect(createBench().trackOnly(bytes, 'OUTPUT')).toBe('NEW');
    expect(createBench({ checksum: 0 }).trackOnly(bytes)).toBe('NEW');
  });

  test('is logged with nf_conntrack_log_invalid', () => {
    const bench = createBench({ log_invalid: 6 });
    reach(bench, 'ESTABLISHED');
    bench.forward(tcp('client', { flags: 'SYN|FIN', seq: 1 }));
    bench.forward(tcp('client', { flags: 'ACK', seq: 50_000, ack: 5001 }));
    expect(bench.printed).toEqual([
      'nf_ct_proto_6: invalid tcp flag combination IN=eth0',
      'nf_ct_proto_6: SEQ is over upper bound 9194 (over the window of the receiver) IN=eth0',
    ]);
  });
});
