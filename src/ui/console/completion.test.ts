import { expect, test } from 'vitest';
import { complete } from './completion.ts';
import { scriptLines } from './script-lines.ts';

test('one candidate is completed with a blank, several as far as they agree', () => {
  expect(complete('ipt', [])).toEqual({ text: 'iptables', candidates: [] });
  expect(complete('iptables -A INP', ['INPUT', 'OUTPUT'])).toEqual({ text: 'iptables -A INPUT ', candidates: [] });
  expect(complete('iptables -t ma', ['mangle', 'mark'])).toEqual({
    text: 'iptables -t ma',
    candidates: ['mangle', 'mark'],
  });
  expect(complete('iptables ', ['INPUT'])).toEqual({ text: 'iptables ', candidates: [] });
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
