import { expect, test } from 'vitest';
import { catalogue } from '../../engine/index.ts';
import { COMMAND_OPTIONS, iptablesWords, type Vocabulary } from './iptables-words.ts';

const VOCABULARY: Vocabulary = {
  catalogue: catalogue(),
  chains: ['INPUT', 'SERVICES'],
  devices: ['eth0', 'lo'],
  sets: ['blocked'],
};
const offered = (line: string, own?: readonly string[]) => {
  const words = line.trim().split(' ');
  return iptablesWords(words, words, VOCABULARY, own).map(({ text }) => text);
};

test('what stands behind an option of iptables itself', () => {
  expect(offered('-A')).toEqual(['INPUT', 'SERVICES']);
  expect(offered('-A INPUT -i')).toEqual(['eth0', 'lo']);
  expect(offered('iptables -t')).toContain('mangle');
  expect(offered('iptables -P INPUT')).toEqual(['ACCEPT', 'DROP']);
  expect(offered('-A INPUT -j')).toEqual(expect.arrayContaining(['ACCEPT', 'SERVICES', 'MASQUERADE']));
  expect(offered('-A INPUT -s')).toEqual([]);
});

test('options of the extensions in the line, the protocol’s own too', () => {
  expect(offered('-A INPUT -p tcp')).toEqual(expect.arrayContaining(['--dport', '--syn', '-j']));
  expect(offered('-A INPUT -p tcp')).not.toContain('--ctstate');
  expect(offered('-A INPUT -m conntrack')).toContain('--ctstate');
  expect(offered('-A INPUT -j LOG')).toContain('--log-prefix');
  expect(offered('iptables -A INPUT', COMMAND_OPTIONS)).toContain('--line-numbers');
});

test('values that an option can have', () => {
  expect(offered('-A INPUT -m conntrack --ctstate')).toContain('ESTABLISHED');
  expect(offered('-A INPUT -j REJECT --reject-with')).toContain('tcp-reset');
  expect(offered('-A INPUT -m set --match-set')).toEqual(['blocked']);
  expect(offered('-A INPUT -m set --match-set blocked')).toContain('src');
});
