import { describe, expect, test } from 'vitest';
import { createBench, tcp, udp } from '../test-bench.ts';
import type { Bench, Side } from '../test-bench.ts';
import { readFtpLine } from './ftp-commands.ts';

const TEMPLATE = { zone: 0, zoneDirection: 'both', zoneFromMark: false, timeoutPolicy: null } as const;

/** An FTP control connection: lines are said in turn, with the numbers that TCP would give them. */
function talk(bench: Bench, lines: readonly (readonly [Side, string])[]): readonly string[] {
  const syn = bench.arrive(tcp('client', { flags: 'SYN', seq: 1000 }));
  bench.conntrack.attachTemplate(syn, { ...TEMPLATE, helper: 'ftp' });
  bench.forward(syn);
  bench.forward(tcp('server', { flags: 'SYN|ACK', seq: 5000, ack: 1001 }));
  bench.forward(tcp('client', { flags: 'ACK', seq: 1001, ack: 5001 }));
  const next = { client: 1001, server: 5001 };
  return lines.map(([side, data]) => {
    const ack = next[side === 'client' ? 'server' : 'client'];
    const state = bench.forward(tcp(side, { flags: 'ACK|PSH', seq: next[side], ack, data }));
    if (state !== 'DROPPED') next[side] += data.length;
    return state;
  });
}

const HELLO = [
  ['server', '220 hi\r\n'],
  ['client', 'USER x\r\n'],
] as const;

describe('FTP', () => {
  test('PORT announces the connection that then is RELATED', () => {
    const bench = createBench();
    talk(bench, [...HELLO, ['client', 'PORT 10,0,0,2,4,5\r\n']]);
    expect(bench.conntrack.expectationLines()).toEqual([
      '300 proto=6 src=198.51.100.7 dst=10.0.0.2 sport=0 dport=1029 mask-src=255.255.255.255 mask-dst=255.255.255.255 sport=0 dport=65535 ' +
        'master-src=10.0.0.2 master-dst=198.51.100.7 sport=1000 dport=80 class=0 helper=ftp',
    ]);
    expect(bench.forward(tcp('server', { flags: 'SYN', seq: 1, ports: [1029, 20] }))).toBe('RELATED');
    expect(bench.conntrack.expectations()).toEqual([]);
    expect(bench.line()).toMatch(/sport=1000 dport=80 .* mark=0 helper=ftp use=2/);
    bench.wait(120_000);
    expect(bench.line()).toMatch(/helper=ftp use=1$/);
  });

  test('the first line of a direction is not read, nor one behind half a line', () => {
    for (const lines of [
      [['client', 'PORT 10,0,0,2,4,5\r\n']],
      [...HELLO, ['client', 'NOOP'], ['client', 'PORT 10,0,0,2,4,5\r\n']],
    ] as const) {
      const bench = createBench();
      talk(bench, lines);
      expect(bench.conntrack.expectations()).toEqual([]);
    }
  });

  test('a foreign address is not believed', () => {
    const bench = createBench();
    expect(talk(bench, [...HELLO, ['client', 'PORT 10,0,0,3,4,5\r\n']]).at(-1)).toBe('ESTABLISHED');
    expect(bench.conntrack.expectations()).toEqual([]);
  });

  test('a command cut short is dropped and complained about', () => {
    const bench = createBench();
    expect(talk(bench, [...HELLO, ['client', 'PORT 10,0,0,2,4,5\n']]).at(-1)).toBe('DROPPED');
    expect(bench.printed).toEqual(["nf_ct_ftp: dropping packet: partial matching of `PORT' IN=eth0"]);
  });

  test('only the newest announcement of a connection stands', () => {
    const bench = createBench();
    talk(bench, [...HELLO, ['client', 'PORT 10,0,0,2,4,5\r\n'], ['client', 'PORT 10,0,0,2,4,6\r\n']]);
    expect(bench.conntrack.expectations().map(({ tuple }) => tuple.destinationPart)).toEqual([1030]);
  });

  test('an announcement is forgotten after five minutes, or with its master', () => {
    const bench = createBench();
    talk(bench, [...HELLO, ['client', 'PORT 10,0,0,2,4,5\r\n']]);
    bench.wait(299_999);
    expect(bench.conntrack.expectations()).toHaveLength(1);
    bench.wait(1);
    expect(bench.conntrack.expectations()).toEqual([]);
    talk(bench, [...HELLO, ['client', 'PORT 10,0,0,2,4,5\r\n']]);
    for (const entry of bench.conntrack.entries()) bench.conntrack.delete(entry, 'conntrack -F');
    expect(bench.conntrack.expectations()).toEqual([]);
  });
});

describe('FTP lines', () => {
  test.each([
    ['original', 'PORT 1,2,3,4,5,6\r\n', { form: 'port', address: 0x01020304, port: 0x506, from: 5, length: 11 }],
    ['original', 'port 1,2,3,4,5,6\r\n', { form: 'port', address: 0x01020304, port: 0x506, from: 5, length: 11 }],
    ['original', 'EPRT |1|1.2.3.4|1286|\r\n', { form: 'eprt', address: 0x01020304, port: 1286, from: 5, length: 16 }],
    ['original', 'EPRT !1!1.2.3.4!1286!\r\n', { form: 'eprt', address: 0x01020304, port: 1286, from: 5, length: 16 }],
    [
      'reply',
      '227 Entering (1,2,3,4,5,6).\r\n',
      { form: 'pasv', address: 0x01020304, port: 0x506, from: 14, length: 11 },
    ],
    ['reply', '227 =1,2,3,4,5,6\r\n', { form: 'pasv', address: 0x01020304, port: 0x506, from: 5, length: 11 }],
    ['reply', '229 Extended (|||1286|)\r\n', { form: 'epsv', address: null, port: 1286, from: 14, length: 8 }],
  ] as const)('%s %j', (direction, line, announcement) => {
    expect(readFtpLine(line, direction)).toEqual({ kind: 'announcement', announcement });
  });

  test.each([
    ['original', 'PO'],
    ['original', 'PORT  1,2,3,4,5,6\r\n'],
    ['original', 'PORT 1,2,3,4,5\r\n'],
    ['original', 'PORT 1,2,3,4,5,6,7\r\n'],
    ['original', 'EPRT |2|::1|5|\r\n'],
    ['original', 'EPRT |1|1.2.3.4|0|\r\n'],
    ['reply', '227 none\r\n'],
    ['reply', '229 (||1|)\r\n'],
  ] as const)('%s %j is only the beginning of one', (direction, line) => {
    expect(readFtpLine(line, direction).kind).toBe('partial');
  });

  test.each([
    ['original', 'LIST\r\n'],
    ['original', '227 (1,2,3,4,5,6)'],
    ['reply', 'PORT 1,2,3,4,5,6\r\n'],
    ['reply', '200 ok\r\n'],
  ] as const)('%s %j is none', (direction, line) => expect(readFtpLine(line, direction).kind).toBe('none'));
});

describe('TFTP', () => {
  test('a request announces an answer from any port', () => {
    const bench = createBench();
    const request = bench.arrive(udp('client', '\0\x01file\0octet\0', [3333, 69]));
    bench.conntrack.attachTemplate(request, { ...TEMPLATE, helper: 'tftp' });
    bench.forward(request);
    expect(bench.forward(udp('server', '\0\x03', [3333, 4444]))).toBe('RELATED');
    expect(bench.forward(udp('client', '\0\x04', [3333, 4444]))).toBe('ESTABLISHED');
  });
});

test('a helper that is not modelled lets packets through and says so, once', () => {
  const bench = createBench();
  const request = bench.arrive(udp('client'));
  bench.conntrack.attachTemplate(request, { ...TEMPLATE, helper: 'sip' });
  bench.forward(request);
  expect(bench.forward(udp('server'))).toBe('ESTABLISHED');
  expect(bench.events.filter(({ kind }) => kind === 'unknown')).toHaveLength(1);
  expect(bench.line()).toContain('helper=sip');
});
