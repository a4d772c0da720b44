import { describe, expect, it } from 'vitest';
import type { MatchUse } from '../model/index.ts';
import { bench, from, gist, goto, jump, rule, rulesetOf, traceLabels, TRACE, udp, walk, CLIENT } from './test-bench.ts';
import type { Tables } from './test-bench.ts';

const OTHER = '10.9.9.9';

function trace(tables: Tables, policies = {}): readonly string[] {
  const host = bench({ ruleset: rulesetOf({ raw: { PREROUTING: [rule({}, TRACE)] }, ...tables }, policies) });
  host.receive('eth1', udp());
  return traceLabels(host).slice(1);
}

const counter = (): { readonly use: MatchUse; readonly seen: number[] } => {
  const seen: number[] = [];
  const behaviour = {
    name: 'counter',
    initialState: () => ({ count: 0 }),
    match(_params: unknown, { state }: { readonly state: unknown }) {
      const counted = state as { count: number };
      counted.count += 1;
      seen.push(counted.count);
      return { kind: 'match' } as const;
    },
  };
  return { use: { name: 'counter', params: null, behaviour }, seen };
};

describe('TRACE labels', () => {
  it('mislabel unconditional verdicts as the end of their chain', () => {
    expect(
      trace({ filter: { FORWARD: [rule({}, { kind: 'none' }), rule({}, jump('u'))], u: [rule({}, 'RETURN')] } }),
    ).toEqual(['filter:FORWARD:rule:1', 'filter:FORWARD:rule:2', 'filter:u:return:1', 'filter:FORWARD:policy:3']);
    expect(trace({ filter: { FORWARD: [rule(from(OTHER), 'ACCEPT'), rule({}, 'DROP')] } })).toEqual([
      'filter:FORWARD:policy:2',
    ]);
    expect(trace({ filter: { FORWARD: [rule({ inDevice: { name: '+', inverted: false } }, 'DROP')] } })).toEqual([
      'filter:FORWARD:rule:1',
    ]);
  });
  it('name the return of a user chain, the policy after an explicit RETURN, and the last real jump after a goto', () => {
    expect(
      trace({
        filter: { FORWARD: [rule({}, jump('empty')), rule(from(CLIENT), 'RETURN'), rule({}, 'DROP')], empty: [] },
      }),
    ).toEqual(['filter:FORWARD:rule:1', 'filter:empty:return:1', 'filter:FORWARD:rule:2', 'filter:FORWARD:policy:4']);
    expect(
      trace({
        filter: {
          FORWARD: [rule({}, jump('a')), rule({}, { kind: 'none' })],
          a: [rule({}, goto('b')), rule({}, 'DROP')],
          b: [],
        },
      }),
    ).toEqual([
      'filter:FORWARD:rule:1',
      'filter:a:rule:1',
      'filter:b:return:1',
      'filter:FORWARD:rule:2',
      'filter:FORWARD:policy:3',
    ]);
    expect(trace({ filter: { FORWARD: [rule({}, goto('b')), rule({}, 'DROP')], b: [] } })).toEqual([
      'filter:FORWARD:rule:1',
      'filter:b:return:1',
      'filter:FORWARD:policy:3',
    ]);
  });
});

describe('the traversal', () => {
  it('tells jumps, returns and misses with their reasons', () => {
    const host = bench({
      ruleset: rulesetOf({
        filter: {
          FORWARD: [rule(from(OTHER), 'DROP'), rule({}, jump('u'))],
          u: [rule({ outDevice: { name: 'eth1', inverted: false } }, 'DROP')],
        },
      }),
    });
    host.receive('eth1', udp());
    expect(gist(host).slice(2, -1)).toEqual([
      `1 missed FORWARD 1-1 (-s 10.9.9.9/32≠${CLIENT})`,
      '1 matched FORWARD 2 u',
      '1 jumped to u',
      '1 missed u 1-1 (-o eth1≠eth0)',
      '1 returned u>FORWARD 3',
    ]);
  });
  it('gathers long stretches into one range and explains what is asked for', () => {
    const rules = Array.from({ length: 1000 }, () => rule(from(OTHER), 'DROP'));
    const host = bench({ ruleset: rulesetOf({ filter: { FORWARD: rules } }) });
    host.receive('eth1', udp());
    expect(gist(host)).toContain('1 missed FORWARD 1-1000');
    host.explain = { packet: 2, table: 'filter', chain: 'FORWARD', from: 500, to: 501 };
    host.receive('eth1', udp());
    const missed = gist(host).filter((each) => each.includes('missed'));
    const reason = `-s 10.9.9.9/32≠${CLIENT}`;
    expect(missed).toEqual([
      '2 missed FORWARD 1-499',
      `2 missed FORWARD 500-501 (${reason}, ${reason})`,
      '2 missed FORWARD 502-1000',
    ]);
  });
  it('counts rules and policies, and a policy only where the packet ends on it', () => {
    const ruleset = rulesetOf({ filter: { FORWARD: [rule({}, { kind: 'none' }), rule(from(CLIENT), 'ACCEPT')] } });
    const host = bench({ ruleset });
    host.receive('eth1', udp());
    const chain = ruleset.get('filter')?.chains.get('FORWARD');
    expect([chain?.entries.map(({ packets, bytes }) => [packets, bytes]), chain?.packets]).toEqual([
      [
        [1n, 29n],
        [1n, 29n],
      ],
      0n,
    ]);
  });
  it('drops by policy, by hotdrop and by QUEUE without a reader', () => {
    const hot: MatchUse = {
      name: 'hot',
      params: null,
      behaviour: { name: 'hot', match: () => ({ kind: 'hotdrop', reason: 'cut off' }) },
    };
    const fates = [
      bench({ ruleset: rulesetOf({ filter: {} }, { FORWARD: 'DROP' }) }),
      bench({ ruleset: rulesetOf({ filter: { FORWARD: [rule({}, 'ACCEPT', [hot])] } }) }),
      bench({ ruleset: rulesetOf({ filter: { FORWARD: [rule({}, 'QUEUE')] } }) }),
    ].map((host) => {
      host.receive('eth1', udp());
      return gist(host).at(-1);
    });
    expect(fates).toEqual(['1 dropped policy', '1 dropped hotdrop', '1 dropped queue']);
  });
  it('stops where an extension is not modelled', () => {
    const host = bench({
      ruleset: rulesetOf({
        filter: { FORWARD: [rule({}, 'ACCEPT', [{ name: 'bpf', params: null, behaviour: null }])] },
      }),
    });
    host.receive('eth1', udp());
    expect(gist(host).at(-1)).toBe('1 unknown match bpf');
    expect(host.takeSent()).toEqual([]);
  });
  it('makes private states anew when, and only when, their table is replaced', () => {
    const { use, seen } = counter();
    const ruleset = rulesetOf({ filter: { FORWARD: [rule({}, { kind: 'none' }, [use])] } });
    const host = bench({ ruleset });
    const filter = ruleset.get('filter');
    host.receive('eth1', udp());
    host.replaceRuleset(new Map([...ruleset, ...rulesetOf({ raw: {} })]));
    host.receive('eth1', udp());
    if (filter !== undefined) host.replaceRuleset(new Map([['filter', { ...filter }]]));
    host.receive('eth1', udp());
    expect(seen).toEqual([1, 2, 1]);
  });
  it('turns machinery on while a rule needs it', () => {
    const needy: MatchUse = {
      name: 'state',
      params: null,
      behaviour: { name: 'state', needs: ['conntrack'], match: () => ({ kind: 'match' }) },
    };
    const host = bench({ ruleset: rulesetOf({ filter: {} }) });
    const names = (): readonly string[] =>
      host.stations().map(({ hook, priority, name }) => `${hook} ${priority} ${name}`);
    expect(names()).toEqual(['INPUT 0 filter', 'FORWARD 0 filter', 'OUTPUT 0 filter']);
    host.replaceRuleset(rulesetOf({ raw: {}, filter: { FORWARD: [rule({}, 'ACCEPT', [needy])] } }));
    expect(names().slice(0, 3)).toEqual(['PREROUTING -400 defrag', 'PREROUTING -300 raw', 'PREROUTING -200 conntrack']);
    host.receive('eth1', udp());
    expect(walk(host).some((each) => each.includes('conntrack'))).toBe(true);
    host.replaceRuleset(rulesetOf({ filter: {} }));
    expect(host.isTracking()).toBe(false);
  });
});
