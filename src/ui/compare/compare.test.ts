import { describe, expect, it } from 'vitest';
import type { RunView, Scenario } from '../../engine/index.ts';
import { api } from '../../worker/api.ts';
import { compareRuns } from './divergence.ts';
import { lineDiff, rulesetDiff } from './rule-diff.ts';

const scenario = (rules: string): Scenario => ({
  chainwalk: 1,
  host: { interfaces: [{ name: 'eth0', addresses: ['192.0.2.1/24'] }] },
  ruleset: `*filter\n:INPUT ACCEPT [0:0]\n${rules}COMMIT\n`,
  timeline: [
    { packet: { in: 'eth0', src: '192.0.2.9', dst: '192.0.2.1', proto: 'tcp', dport: 22 } },
    { packet: { in: 'eth0', src: '192.0.2.9', dst: '192.0.2.1', proto: 'udp', dport: 53 } },
  ],
});
const run = (rules: string): RunView => api.run(scenario(rules));
const DROP_SSH = '-A INPUT -p tcp -m tcp --dport 22 -j DROP\n';

describe('two runs', () => {
  it('part at the rule that is only in one', () => {
    const before = run('');
    const after = run(DROP_SSH);
    const [ssh, dns] = compareRuns(before, after);
    expect(ssh?.kind).toBe('outcome');
    expect(before.steps[0]?.events[ssh?.parts?.before ?? -1]).toMatchObject({ kind: 'policy', policy: 'ACCEPT' });
    expect(after.steps[0]?.events[ssh?.parts?.after ?? -1]).toMatchObject({ kind: 'matched', rule: 1 });
    expect(dns?.kind).toBe('same');
  });

  it('are the same where a rule only has another number', () => {
    const steps = compareRuns(run(DROP_SSH), run(`-A INPUT -s 203.0.113.0/24 -j DROP\n${DROP_SSH}`));
    expect(steps.map(({ kind }) => kind)).toEqual(['same', 'same']);
  });

  it('differ in their path where one only logs', () => {
    const steps = compareRuns(run(DROP_SSH), run(`-A INPUT -j LOG\n${DROP_SSH}`));
    expect(steps.map(({ kind }) => kind)).toEqual(['outcome', 'outcome']);
    const counting = compareRuns(run(DROP_SSH), run(`-A INPUT\n${DROP_SSH}`));
    expect(counting.map(({ kind }) => kind)).toEqual(['path', 'path']);
  });
});

describe('the difference of rulesets', () => {
  it('is what was taken out and what was put in', () => {
    expect(lineDiff(['a', 'b', 'c', 'd'], ['a', 'c', 'x', 'd'])).toEqual([
      { kind: 'removed', before: 2, after: null, text: 'b' },
      { kind: 'added', before: null, after: 3, text: 'x' },
    ]);
  });

  it('names chains and policies', () => {
    const [before, after] = [run(''), run(DROP_SSH)].map(({ rulesets }) => rulesets[0]);
    if (before === undefined || after === undefined) throw new Error('both were loaded');
    expect(rulesetDiff(before, after)).toMatchObject([
      { table: 'filter', chain: 'INPUT', policy: null, lines: [{ kind: 'added', after: 1 }] },
    ]);
    expect(rulesetDiff(before, before)).toEqual([]);
  });
});
