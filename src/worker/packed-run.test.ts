import { expect, test } from 'vitest';
import type { RunView, Scenario } from '../engine/index.ts';
import { api } from './api.ts';
import { packRun, unpackRun } from './packed-run.ts';

const scenario = (rules: number): Scenario => ({
  chainwalk: 1,
  host: { interfaces: [] },
  ruleset: `*filter\n:INPUT ACCEPT [0:0]\n:WEB - [0:0]\n${'-A INPUT -p tcp -m tcp --dport 80 -m comment --comment "it\\"s" -j WEB\n'.repeat(rules)}COMMIT\n`,
  timeline: [],
});

const crossed = (view: RunView): RunView => unpackRun(structuredClone(packRun(view)));

test('a run is the same on the other side, whatever its size', () => {
  for (const rules of [3, 2000]) {
    const view = api.run(scenario(rules));
    expect(crossed(view)).toEqual(view);
  }
});

test('rules of a large run cross as text and are read once', () => {
  const view = crossed(api.run(scenario(2000)));
  const chain = view.rulesets[0]?.tables
    .find(({ name }) => name === 'filter')
    ?.chains.find(({ name }) => name === 'INPUT');
  expect(chain?.rules).toHaveLength(2000);
  expect(chain?.rules).toBe(chain?.rules);
  expect(structuredClone(chain)?.rules).toHaveLength(2000);
});
