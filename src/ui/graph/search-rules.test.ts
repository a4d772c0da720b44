import { expect, test } from 'vitest';
import type { ChainView, RulesetView, RuleView } from '../../engine/index.ts';
import { searchRules } from './search-rules.ts';

const rule = (text: string): RuleView => ({
  text,
  brief: '',
  target: { kind: 'none', name: '', brief: '', chip: 'none' },
  packets: '0',
  bytes: '0',
});
const chain = (name: string, ...rules: string[]): ChainView => ({
  name,
  hook: null,
  policy: null,
  packets: '0',
  bytes: '0',
  references: [],
  rules: rules.map(rule),
});
const ruleset: RulesetView = {
  text: '',
  tables: [
    {
      name: 'nat',
      chains: [
        chain(
          'KUBE-SERVICES',
          '-d 10.96.0.10/32 -p udp -m udp --dport 53 -m comment --comment "kube-dns" -j KUBE-SVC-DNS',
        ),
        chain('KUBE-SVC-DNS', '-s 10.244.0.0/16 -j RETURN', '-p tcp -m multiport --dports 22,1000:2000 -j ACCEPT'),
      ],
    },
  ],
};
const find = (query: string) => searchRules(ruleset, query).map((place) => `${place.chain} ${place.rule}`);

test('by chain, address, comment; all words must be there', () => {
  expect(find('kube-svc-dns')).toEqual(['KUBE-SERVICES 1', 'KUBE-SVC-DNS 0']);
  expect(find('10.96.0.10')).toEqual(['KUBE-SERVICES 1']);
  expect(find('kube-dns udp')).toEqual(['KUBE-SERVICES 1']);
  expect(find('kube-services nothing')).toEqual([]);
  expect(find('  ')).toEqual([]);
});

test('an address finds the prefix it lies in, a port the range', () => {
  expect(find('10.244.7.9')).toEqual(['KUBE-SVC-DNS 1']);
  expect(find('1500')).toEqual(['KUBE-SVC-DNS 2']);
  expect(find('2001')).toEqual([]);
});
