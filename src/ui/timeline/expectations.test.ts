import { describe, expect, it } from 'vitest';
import type { ExpectationView, Step } from '../../engine/index.ts';
import { countExpectations, expectationsOf, expectFormOf, formOfHappening, happeningOf } from './expectations.ts';

const was = (text: string, what: string): ExpectationView => ({ text, pass: false, was: what });

describe('expectations', () => {
  it('come back from the form as they went in, with fields that it does not know', () => {
    const expected: Step['expect'] = {
      outcome: 'forwarded',
      to: 'eth1',
      packet: { dst: '192.168.1.10', dport: 80, window: 1024 },
    };
    expect(expectationsOf(expectFormOf(expected), expected)).toEqual(expected);
  });

  it('are none when every field is empty', () => {
    expect(expectationsOf(expectFormOf(undefined), undefined)).toBeNull();
  });

  it('of what happens now name the filter’s decision, not the last table’s policy', () => {
    const now = happeningOf([
      was('outcome ', 'forwarded'),
      was('to ', 'eth0'),
      was('by ', 'raw PREROUTING policy, filter FORWARD 2, nat POSTROUTING policy'),
      was('state ', 'NEW'),
    ]);
    expect(expectationsOf(formOfHappening(now, expectFormOf(undefined)), undefined)).toEqual({
      outcome: 'forwarded',
      to: 'eth0',
      by: 'filter FORWARD 2',
      state: 'NEW',
    });
  });

  it('are counted over the whole timeline', () => {
    const step = (...passes: readonly boolean[]) => ({
      begins: 0,
      ends: 0,
      rulesetBefore: 0,
      rulesetAfter: 0,
      events: [],
      outcome: [],
      conntrack: [],
      counters: [],
      expectations: passes.map((pass) => ({ text: 'outcome dropped', pass, was: '' })),
    });
    const view = {
      restore: { exit: 0, stderr: '', diagnostics: [] },
      pipeline: [],
      rulesets: [],
      host: { hostname: '', interfaces: [], routes: [], policyRules: [], sysctl: [], sockets: [] },
      steps: [step(true, true), step(), step(true, false)],
      start: 0,
    };
    expect(countExpectations(view)).toEqual({ held: 3, all: 4, failing: [2] });
  });
});
