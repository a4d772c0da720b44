import { expect, test } from 'vitest';
import { runScenario } from './run.ts';
import { runView } from './run-view.ts';
import type { Scenario, Step } from './document.ts';

const ping = (src: string): Step => ({
  packet: { in: 'eth0', src, dst: '10.0.0.1', proto: 'icmp', icmpType: 'echo-request' },
});

function statesOf(rule: string, timeline: readonly Step[]) {
  const scenario: Scenario = {
    chainwalk: 1,
    host: { interfaces: [{ name: 'eth0', addresses: ['10.0.0.1/24'] }], localStack: 'silent' },
    ruleset: `*filter\n:INPUT ACCEPT [0:0]\n-A INPUT ${rule}\nCOMMIT\n`,
    timeline,
  };
  const record = runScenario(scenario, { shell: () => ({ exit: 0, stdout: '', stderr: '' }), events: true });
  if (!record.ok) throw new Error('the scenario is refused');
  const view = runView(record.value);
  return [view.states ?? [], ...view.steps.map((step) => step.states ?? [])];
}

test('the bucket of limit empties packet by packet and fills up with time', () => {
  const states = statesOf('-p icmp -m limit --limit 1/sec --limit-burst 3 -j ACCEPT', [
    ping('10.0.0.2'),
    ping('10.0.0.2'),
    ping('10.0.0.2'),
    ping('10.0.0.2'),
    { wait: 2 },
    { wait: 60 },
  ]);
  const [loaded, ...steps] = states.map(([state]) => state);
  expect(loaded).toMatchObject({
    table: 'filter',
    chain: 'INPUT',
    rule: 1,
    extension: 'limit',
    unit: 'tokens',
    refill: 1000,
  });
  expect(loaded?.entries).toEqual([{ name: '', level: 3, capacity: 3 }]);
  const levels = steps.map((state) => state?.entries[0]?.level ?? -1);
  expect(levels.map(Math.floor)).toEqual([2, 1, 0, 0, 2, 3]);
});

test('states that do not change are shared between steps', () => {
  const states = statesOf('-p udp -m limit -j ACCEPT', [ping('10.0.0.2'), ping('10.0.0.3')]);
  expect(states[2]).toBe(states[0]);
});

test('recent, connlimit, hashlimit, quota and statistic tell what they count', () => {
  const after = (rule: string) =>
    statesOf(rule, [ping('10.0.0.2'), ping('10.0.0.2'), ping('10.0.0.3')]).at(-1)?.[0]?.entries;
  expect(after('-m recent --name seen --set')).toEqual([
    { name: '10.0.0.2', level: 2, capacity: 1 },
    { name: '10.0.0.3', level: 1, capacity: 1 },
  ]);
  expect(after('-m connlimit --connlimit-above 4')).toMatchObject([
    { name: '10.0.0.2', capacity: 4 },
    { name: '10.0.0.3', capacity: 4 },
  ]);
  expect(
    after('-m hashlimit --hashlimit-upto 1/hour --hashlimit-burst 4 --hashlimit-mode srcip --hashlimit-name h'),
  ).toMatchObject([
    { name: '10.0.0.2', capacity: 4 },
    { name: '10.0.0.3', capacity: 4 },
  ]);
  expect(after('-m quota --quota 1000')).toEqual([{ name: '', level: 748, capacity: 1000 }]);
  expect(after('-m statistic --mode nth --every 5 --packet 0')).toEqual([{ name: '', level: 2, capacity: 5 }]);
});
