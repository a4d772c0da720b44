import { expect, test } from 'vitest';
import type { RulePlace } from '../../engine/index.ts';
import { deleteRule, duplicateRule, insertRule, moveRule, replaceRule } from './rule-commands.ts';

const at = (rule: number, chain = 'INPUT'): RulePlace => ({ table: 'filter', chain, rule });

test('a rule moves before a row; numbers are those before the move', () => {
  expect(moveRule(at(3), at(1), '-i lo -j ACCEPT')).toEqual({
    command: 'iptables -t filter -D INPUT 3 && iptables -t filter -I INPUT 1 -i lo -j ACCEPT',
    lands: at(1),
  });
  expect(moveRule(at(1), at(4), '-j DROP')).toEqual({
    command: 'iptables -t filter -D INPUT 1 && iptables -t filter -I INPUT 3 -j DROP',
    lands: at(3),
  });
});

test('above or below itself is where it is', () => {
  expect(moveRule(at(2), at(2), '-j DROP')).toBeNull();
  expect(moveRule(at(2), at(3), '-j DROP')).toBeNull();
});

test('into another chain of its table, never into another table', () => {
  expect(moveRule(at(1), at(5, 'FORWARD'), '-j DROP')).toEqual({
    command: 'iptables -t filter -D INPUT 1 && iptables -t filter -I FORWARD 5 -j DROP',
    lands: at(5, 'FORWARD'),
  });
  expect(moveRule(at(1), { table: 'nat', chain: 'OUTPUT', rule: 1 }, '-j DROP')).toBeNull();
});

test('insert, replace, duplicate, delete', () => {
  expect(insertRule(at(2), '').command).toBe('iptables -t filter -I INPUT 2');
  expect(replaceRule(at(2), '-j DROP').command).toBe('iptables -t filter -R INPUT 2 -j DROP');
  expect(duplicateRule(at(2), '-j DROP').command).toBe('iptables -t filter -I INPUT 3 -j DROP');
  expect(deleteRule(at(3), 3)).toEqual({ command: 'iptables -t filter -D INPUT 3', lands: at(2) });
  expect(deleteRule(at(1), 1).lands).toEqual(at(0));
});
