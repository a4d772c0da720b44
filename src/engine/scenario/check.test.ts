import { expect, it } from 'vitest';
import { checkRuleset } from './check.ts';

it('tells every wrong line, with the tool’s answer to the first', () => {
  const { exit, stderr, diagnostics } = checkRuleset(
    '*filter\n-A INPUT -p tcp --dport 99999 -j DROP\n-A FOO -j ACCEPT\nCOMMIT\n',
  );
  expect([exit, diagnostics.map(({ line, severity }) => [line, severity])]).toEqual([
    2,
    [
      [2, 'error'],
      [3, 'error'],
    ],
  ]);
  expect(stderr).toContain('Error occurred at line: 2');
});

it('tells what a good ruleset hides, at its line, counting the rules of an address list', () => {
  const text =
    '*filter\n:INPUT ACCEPT [0:0]\n:X - [0:0]\n-A INPUT -s 1.1.1.1,2.2.2.2 -j ACCEPT\n-A INPUT -j DROP\n-A INPUT -p tcp -j ACCEPT\nCOMMIT\n';
  expect(checkRuleset(text).diagnostics.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '6 filter INPUT 4: rule 3 takes every packet before it',
    '3 filter X: no rule jumps to this chain',
  ]);
});
