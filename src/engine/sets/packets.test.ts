import { describe, expect, it } from 'vitest';
import type { Packet, SetQuery } from '../model/index.ts';
import { emitIpv4, parseAddress } from '../net/index.ts';
import { runIpset, Sets } from './index.ts';

const address = (text: string): number => parseAddress(text) ?? 0;

function query(source: string, destination: string, extra: Partial<SetQuery> = {}): SetQuery {
  const payload = Uint8Array.of(0x0f, 0xa0, 0, 80, 0, 8, 0, 0);
  const bytes = emitIpv4({ source: address(source), destination: address(destination), protocol: 17 }, payload);
  const linkHeader = Uint8Array.of(2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 9, 8, 0);
  const packet: Packet = {
    id: 1,
    bytes,
    inDevice: 'eth0',
    linkHeader,
    linkType: 'host',
    mark: 0,
    priority: 0,
    traced: false,
    conntrack: null,
    socket: null,
    fragMaxSize: 0,
    fragDf: false,
    checksumVerified: true,
    causedBy: null,
  };
  return {
    packet,
    fromSource: [true, false, true],
    inDevice: 'eth0',
    outDevice: 'eth1',
    transportOffset: 20,
    fragmentOffset: 0,
    ...extra,
  };
}

function setsOf(text: string): Sets {
  const sets = new Sets({ now: () => 0, rulesUsing: () => 0 });
  expect(runIpset(['restore'], sets, { stdin: text }).stderr).toBe('');
  return sets;
}

const save = (sets: Sets): string => runIpset(['save'], sets, { stdin: null }).stdout.replaceAll(/create .*\n/g, '');

it('prints what stands beside an element in the order of ipset 7.17', () => {
  const sets = setsOf(
    'create i hash:net,iface timeout 9 counters comment skbinfo\nadd i 1.0.0.0/8,eth nomatch wildcard comment x skbmark 0x1\n',
  );
  expect(save(sets)).toBe('add i 1.0.0.0/8,eth timeout 9 nomatch wildcard packets 0 bytes 0 comment "x" skbmark 0x1\n');
});

/** Held beside the real kernel's counters and sets for the same packets: equal. */
describe('what a packet is in a set', () => {
  it.each([
    ['hash:ip', '1.1.1.1', true],
    ['hash:ip', '1.1.1.2', false],
    ['hash:net', '1.1.0.0/16', true],
    ['hash:ip,port', '1.1.1.1,udp:80', true],
    ['hash:ip,port', '1.1.1.1,tcp:80', false],
    ['hash:ip,port,ip', '1.1.1.1,udp:80,1.1.1.1', true],
    ['hash:net,iface', '1.0.0.0/8,eth1', true],
    ['hash:net,iface', '1.0.0.0/8,eth0', false],
    ['hash:net,net', '1.1.1.0/24,2.2.0.0/16', true],
    ['hash:net,net', '2.2.0.0/16,1.1.1.0/24', false],
    ['hash:ip,mac', '1.1.1.1,02:00:00:00:00:01', true],
    ['hash:mac', '02:00:00:00:00:09', true],
    ['hash:net,port,net', '1.1.1.0/24,udp:80,1.0.0.0/8', true],
    ['hash:ip,mark', '1.1.1.1,0x0', true],
  ])('%s with %s: %s', (type, element, found) => {
    const sets = setsOf(`create s ${type}\nadd s ${element}\n`);
    expect(sets.test('s', query('1.1.1.1', '2.2.2.2')).found).toBe(found);
  });

  it('too few directions find nothing', () => {
    const sets = setsOf('create s hash:ip,port\nadd s 1.1.1.1,udp:80\n');
    expect(sets.test('s', query('1.1.1.1', '2.2.2.2', { fromSource: [true] })).found).toBe(false);
  });

  it('nomatch cuts a hole, and --return-nomatch looks for the hole', () => {
    const sets = setsOf('create s hash:net\nadd s 10.0.0.0/8\nadd s 10.1.0.0/16 nomatch\n');
    const found = (source: string, returnNomatch: boolean): boolean =>
      sets.test('s', query(source, '2.2.2.2', { returnNomatch })).found;
    expect([
      found('10.2.0.1', false),
      found('10.1.0.1', false),
      found('10.2.0.1', true),
      found('10.1.0.1', true),
    ]).toEqual([true, false, false, true]);
  });

  it('counts before it compares', () => {
    const sets = setsOf('create s hash:ip counters\nadd s 1.1.1.1 packets 4 bytes 9\n');
    const asked = query('1.1.1.1', '2.2.2.2', { packets: { operator: 'eq', value: 5n } });
    expect([sets.test('s', asked).found, sets.test('s', asked).found]).toEqual([true, false]);
    expect(sets.test('s', query('1.1.1.1', '2.2.2.2', { keepCounters: true })).found).toBe(true);
    expect(save(sets)).toBe('add s 1.1.1.1 packets 6 bytes 65\n');
  });

  it('is added under the longest prefix of the set, with its counters, and deleted', () => {
    const sets = setsOf('create s hash:net counters timeout 9\nadd s 9.0.0.0/8\nadd s 9.9.0.0/16\n');
    sets.add('s', query('1.2.3.4', '2.2.2.2'), { timeout: 3, exist: false });
    expect(save(sets)).toContain('add s 1.2.0.0/16 timeout 3 packets 1 bytes 28\n');
    sets.delete('s', query('1.2.9.9', '2.2.2.2'));
    expect(save(sets)).not.toContain('1.2.0.0');
  });

  it('a list asks its members in order and adds to the first that takes it', () => {
    const sets = setsOf(
      'create a hash:ip maxelem 1\nadd a 7.7.7.7\ncreate b hash:ip\ncreate l list:set\nadd l a\nadd l b\n',
    );
    sets.add('l', query('1.1.1.1', '2.2.2.2'), { timeout: null, exist: false });
    expect(save(sets)).toContain('add b 1.1.1.1\n');
    expect(sets.test('l', query('1.1.1.1', '2.2.2.2')).found).toBe(true);
  });

  it('the first packet gives bitmap:ip,mac its MAC', () => {
    const sets = setsOf('create s bitmap:ip,mac range 1.1.1.0/24\nadd s 1.1.1.1\n');
    expect(sets.test('s', query('1.1.1.1', '2.2.2.2', { fromSource: [true, true] })).found).toBe(true);
    expect(save(sets)).toBe('add s 1.1.1.1,02:00:00:00:00:09\n');
  });

  it('maps by skbinfo', () => {
    const sets = setsOf('create s hash:ip skbinfo\nadd s 1.1.1.1 skbmark 0x5/0xff skbprio 1:10\n');
    expect(sets.test('s', query('1.1.1.1', '2.2.2.2')).mapping).toEqual({
      mark: 5,
      markMask: 255,
      priority: 0x10010,
      queue: 0,
    });
  });
});
