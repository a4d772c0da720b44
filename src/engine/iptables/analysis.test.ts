import { describe, expect, it } from 'vitest';
import { analyseRuleset } from './analysis.ts';
import { restoreRuleset } from './restore.ts';
import { createRuleset } from './tables.ts';

function findings(...rules: readonly string[]): string[] {
  const text = `*filter\n:used - [0:0]\n${rules.join('\n')}\n-A OUTPUT -j used\nCOMMIT\n`;
  const restored = restoreRuleset(text, createRuleset(['filter']));
  if (restored.exit !== 0) throw new Error(restored.stderr);
  return analyseRuleset(restored.ruleset).map(
    ({ code, chain, rule, by }) => `${chain} ${rule} ${code}${by ? ` by ${by}` : ''}`,
  );
}

describe('analyseRuleset', () => {
  it.each([
    [
      'a rule behind a wider verdict',
      ['-A INPUT -s 10.0.0.0/8 -j ACCEPT', '-A INPUT -s 10.1.0.0/16 -p tcp -m tcp --dport 22 -j DROP'],
      ['INPUT 2 shadowed by 1'],
    ],
    [
      'a rule behind an unconditional one',
      ['-A INPUT -j DROP', '-A INPUT -p icmp -j ACCEPT'],
      ['INPUT 2 shadowed by 1'],
    ],
    [
      'the same conditions twice',
      ['-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', '-A INPUT -p tcp -m tcp --dport 22 -j DROP'],
      ['INPUT 2 repeated by 1'],
    ],
    [
      'an interface within a wildcard',
      ['-A INPUT -i eth+ -j ACCEPT', '-A INPUT -i eth0 -j DROP'],
      ['INPUT 2 shadowed by 1'],
    ],
    [
      'a REJECT before it',
      ['-A INPUT -p tcp -j REJECT', '-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT'],
      ['INPUT 2 shadowed by 1'],
    ],
  ])('finds %s', (_name, rules, expected) => {
    expect(findings(...rules)).toEqual(expected);
  });

  it.each([
    ['a rule behind a LOG', ['-A INPUT -j LOG', '-A INPUT -p tcp -j ACCEPT']],
    [
      'a limit: it says no the second time',
      ['-A INPUT -m limit --limit 3/min -j ACCEPT', '-A INPUT -m limit --limit 3/min -j DROP'],
    ],
    ['a narrower rule first', ['-A INPUT -s 10.1.0.0/16 -j ACCEPT', '-A INPUT -s 10.0.0.0/8 -j DROP']],
    [
      'another state',
      ['-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT', '-A INPUT -m conntrack --ctstate NEW -j ACCEPT'],
    ],
    [
      'a mark set in between',
      ['-A INPUT -m mark --mark 0x1 -j ACCEPT', '-A INPUT -j MARK --set-mark 1', '-A INPUT -m mark --mark 0x1 -j DROP'],
    ],
    ['an inverted condition', ['-A INPUT ! -s 10.0.0.0/8 -j DROP', '-A INPUT -s 10.0.0.0/8 -j ACCEPT']],
  ])('says nothing of %s', (_name, rules) => {
    expect(findings(...rules)).toEqual([]);
  });

  it('names chains that nothing uses', () => {
    const { ruleset } = restoreRuleset('*filter\n:lonely - [0:0]\nCOMMIT\n', createRuleset(['filter']));
    expect(analyseRuleset(ruleset)).toMatchObject([{ code: 'unused-chain', chain: 'lonely', rule: 0 }]);
  });
});
