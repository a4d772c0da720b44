import { expect, test } from 'vitest';
import { catalogue } from '../../engine/index.ts';
import { complete } from './completion.ts';
import { scriptLines } from './script-lines.ts';
import type { ShellVocabulary } from './shell-words.ts';

const VOCABULARY: ShellVocabulary = {
  catalogue: catalogue(),
  chains: ['INPUT', 'OUTPUT', 'SERVICES'],
  devices: ['eth0', 'eth1', 'lo'],
  sets: ['blocked'],
  commands: ['ip', 'ipset', 'iptables', 'iptables-save', 'grep'],
  sysctls: ['net.ipv4.ip_forward'],
  addresses: ['192.168.1.1'],
};
const completed = (line: string) => complete(line, VOCABULARY).text;
const offered = (line: string) => complete(line, VOCABULARY).candidates;

test('one candidate is completed with a blank, several as far as they agree', () => {
  expect(completed('ipt')).toBe('iptables');
  expect(offered('ip')).toEqual(['ip', 'ipset', 'iptables', 'iptables-save']);
  expect(completed('iptables -A INP')).toBe('iptables -A INPUT ');
  expect(completed('iptables -t m')).toBe('iptables -t mangle ');
  expect(completed('iptables -A INPUT -i e')).toBe('iptables -A INPUT -i eth');
  expect(completed('iptables -A INPUT --nothing-like-it')).toBe('iptables -A INPUT --nothing-like-it');
});

test('options come from the extensions in use, values from their options', () => {
  expect(completed('iptables -A INPUT -p tcp --dpo')).toBe('iptables -A INPUT -p tcp --dport ');
  expect(completed('iptables -A INPUT -m conntrack --ctstate RELATED,EST')).toBe(
    'iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED ',
  );
  expect(completed('iptables -A INPUT -m set --match-set b')).toBe('iptables -A INPUT -m set --match-set blocked ');
  expect(completed('iptables -L --line')).toBe('iptables -L --line-numbers ');
});

test('other commands, behind a pipe too', () => {
  expect(completed('ip route add default via 10.0.0.1 dev eth1; ip ru')).toBe(
    'ip route add default via 10.0.0.1 dev eth1; ip rule ',
  );
  expect(completed('iptables -S | gr')).toBe('iptables -S | grep ');
  expect(completed('ip r get 192')).toBe('ip r get 192.168.1.1 ');
  expect(completed('ipset add bl')).toBe('ipset add blocked ');
  expect(completed('sysctl net.ip')).toBe('sysctl net.ipv4.ip_forward ');
});

test('a pasted script is run line by line, without its prompts; a here-document stays whole', () => {
  expect(scriptLines('# a comment\nroot@fw:~# iptables -F\n\n$ iptables -A INPUT \\\n  -j DROP\n')).toEqual([
    'iptables -F',
    'iptables -A INPUT -j DROP',
  ]);
  expect(scriptLines('iptables-restore <<EOF\n*filter\nCOMMIT\nEOF\n')).toEqual([
    'iptables-restore <<EOF\n*filter\nCOMMIT\nEOF\n',
  ]);
});
