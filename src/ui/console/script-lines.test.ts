import { expect, test } from 'vitest';
import { findExcess, scriptLines } from './script-lines.ts';

test('continued lines are one command', () => {
  expect(scriptLines('iptables -A INPUT \\\n  -p tcp \\\n  -j DROP\niptables -F\\\n')).toEqual([
    'iptables -A INPUT -p tcp -j DROP',
    'iptables -F',
  ]);
});

test('a file pasted by mistake is not run line by line', () => {
  expect(findExcess('iptables -F\n'.repeat(1000))).toBeNull();
  expect(findExcess('iptables -F\n'.repeat(1001))).toEqual({ kind: 'tooMany', count: 1001, most: 1000 });
  expect(findExcess('x'.repeat(10_000_000))).toMatchObject({ kind: 'tooLong', count: 10_000_000 });
  expect(findExcess(' '.repeat(1_000_000))).toBeNull();
  expect(findExcess(`iptables -A INPUT ${'x'.repeat(200_000)}`)).toMatchObject({ kind: 'tooLong', most: 131_072 });
});

test('a ruleset in a here-document is one command, however long', () => {
  expect(findExcess(`iptables-restore <<EOF\n${'-A INPUT -j DROP\n'.repeat(20_000)}EOF\n`)).toBeNull();
});
