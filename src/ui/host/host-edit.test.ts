import { expect, test } from 'vitest';
import type { Scenario } from '../../engine/index.ts';
import { changedAt, given, renameInterface, usesOf } from './host-edit.ts';

const SCENARIO: Scenario = {
  chainwalk: 1,
  host: {
    interfaces: [{ name: 'eth0' }, { name: 'eth01' }],
    routes: ['default via 10.0.0.1 dev eth0', '10.1.0.0/16 dev eth01'],
    rules: ['iif eth0 table 10'],
    sysctl: { 'net.ipv4.conf.eth0.rp_filter': 1 },
  },
  ruleset:
    '*filter\n-A INPUT -i eth0 -j DROP\n-A FORWARD -i eth01 -o eth0 -m comment --comment "eth0 out" -j ACCEPT\nCOMMIT\n',
  timeline: [{ packet: { in: 'eth0', src: '10.0.0.9', dst: '10.0.0.2' } }, { wait: 1 }],
};

test('where an interface is named', () => {
  expect(usesOf(SCENARIO, 'eth0')).toEqual({ rules: 2, routes: 2, packets: 1 });
});

test('an interface is renamed wherever it is named, and nothing that looks like it', () => {
  expect(renameInterface(SCENARIO, 'eth0', 'wan', true)).toEqual({
    chainwalk: 1,
    host: {
      interfaces: [{ name: 'wan' }, { name: 'eth01' }],
      routes: ['default via 10.0.0.1 dev wan', '10.1.0.0/16 dev eth01'],
      rules: ['iif wan table 10'],
      sysctl: { 'net.ipv4.conf.wan.rp_filter': 1 },
    },
    ruleset:
      '*filter\n-A INPUT -i wan -j DROP\n-A FORWARD -i eth01 -o wan -m comment --comment "eth0 out" -j ACCEPT\nCOMMIT\n',
    timeline: [{ packet: { in: 'wan', src: '10.0.0.9', dst: '10.0.0.2' } }, { wait: 1 }],
  });
});

test('or itself alone', () => {
  const alone = renameInterface(SCENARIO, 'eth0', 'wan', false);
  expect(alone.ruleset).toBe(SCENARIO.ruleset);
  expect(alone.host.interfaces[0]?.name).toBe('wan');
});

test('items change in their place, and what is empty is left to the default', () => {
  expect(changedAt([1, 2, 3], 1, 5)).toEqual([1, 5, 3]);
  expect(changedAt([1, 2, 3], 1, null)).toEqual([1, 3]);
  expect(given({ a: '', b: undefined, c: 0 })).toEqual({ c: 0 });
});
