import { describe, expect, test } from 'vitest';
import type { StepView } from '../../engine/index.ts';
import { positionOfEvent } from '../../store/index.ts';
import { HOME_ROUTER_RUN } from './fixtures/home-router.ts';
import { layoutGraph, SIZES, type Box, type LayoutInput } from './layout.ts';
import { packetName } from './packet-name.ts';
import { tonesOf } from './tones.ts';
import { isAtRow, missOf, rowStateOf, walkAt, type Walk } from './walk.ts';

function stepOf(index: number): StepView {
  const step = HOME_ROUTER_RUN.steps[index];
  if (step === undefined) throw new Error(`the fixture has no step ${index}`);
  return step;
}

const forwarded = stepOf(0);
const rejected = stepOf(1);
const waited = stepOf(2);

const walkTo = (step: StepView, is: (event: StepView['events'][number]) => boolean): Walk =>
  walkAt(step, positionOfEvent(step, step.events.findIndex(is)));

describe('walkAt', () => {
  test('a row is passed over, matched, decided as the packet goes down', () => {
    const missed = walkTo(forwarded, (event) => event.kind === 'missed' && event.chain === 'FORWARD');
    expect(isAtRow(missed, 'filter', 'FORWARD', 1)).toBe(true);
    expect([1, 2, 3].map((rule) => rowStateOf(missed, 'filter', 'FORWARD', rule))).toEqual([
      'passed',
      'plain',
      'plain',
    ]);
    const decided = walkTo(forwarded, (event) => event.kind === 'verdict' && event.chain === 'FORWARD');
    expect([1, 2, 3].map((rule) => rowStateOf(decided, 'filter', 'FORWARD', rule))).toEqual([
      'passed',
      'verdict',
      'plain',
    ]);
    expect(missOf(decided, 'filter', 'FORWARD', 1)).not.toBeNull();
    expect(missOf(decided, 'filter', 'FORWARD', 2)).toBeNull();
  });

  test('hooks off the whole path are known from the first event', () => {
    const start = walkAt(forwarded, 0);
    expect(start.hooks.get('FORWARD')).toBe('ahead');
    expect(start.hooks.has('INPUT')).toBe(false);
    const inside = walkTo(forwarded, (event) => event.kind === 'hook' && event.hook === 'FORWARD');
    expect(inside.hooks.get('PREROUTING')).toBe('walked');
    expect(inside.hooks.get('FORWARD')).toBe('here');
  });

  test('a skipped station says why, and the tracker what it did', () => {
    const end = walkAt(forwarded, forwarded.events.length - 1);
    expect(end.stations.get('station:POSTROUTING/nat')).toEqual({ kind: 'skipped', skip: 'nat-bound' });
    expect(end.stations.get('station:PREROUTING/conntrack')?.conntrack?.action).toBe('created');
  });

  test('roads are walked in order, also where routing had no event of its own', () => {
    const end = walkAt(forwarded, forwarded.events.length - 1);
    expect([...end.roads]).toEqual([
      'in:eth0>hook:PREROUTING',
      'hook:PREROUTING>route',
      'route>hook:FORWARD',
      'hook:FORWARD>hook:POSTROUTING',
      'hook:POSTROUTING>out:eth1',
    ]);
    expect(end.ending).toBe('passes');
  });

  test('an answer of the host walks on its own, from where its cause stands', () => {
    const made = walkTo(rejected, (event) => event.kind === 'originated');
    expect(made.packet).toBe(5);
    expect(made.stop[0]).toBe('row:filter/INPUT/4');
    expect(made.hooks.has('INPUT')).toBe(false);
    expect(rowStateOf(made, 'filter', 'INPUT', 1)).toBe('plain');
    const left = walkTo(rejected, (event) => event.kind === 'sent');
    expect([...left.roads]).toEqual([
      'route-output>hook:OUTPUT',
      'hook:OUTPUT>hook:POSTROUTING',
      'hook:POSTROUTING>out:eth0',
    ]);
    const dropped = walkTo(rejected, (event) => event.kind === 'dropped');
    expect(dropped.ending).toBe('dropped');
    expect(rowStateOf(dropped, 'filter', 'INPUT', 4)).toBe('verdict');
    expect(rowStateOf(dropped, 'filter', 'SSH', 1)).toBe('matched');
  });

  test('rule by rule inside a stretch of misses', () => {
    const first = walkTo(rejected, (event) => event.kind === 'missed');
    expect(first.rule).toBe(1);
    expect(rowStateOf(first, 'filter', 'INPUT', 2)).toBe('plain');
  });

  test('a step without packets is an empty walk', () => {
    expect(walkAt(waited, 0).event).toBeNull();
  });
});

describe('layoutGraph', () => {
  const [ruleset] = HOME_ROUTER_RUN.rulesets;
  if (ruleset === undefined) throw new Error('the fixture has a ruleset');
  const input: LayoutInput = {
    pipeline: HOME_ROUTER_RUN.pipeline,
    ruleset,
    host: HOME_ROUTER_RUN.host,
    wanted: new Set(),
    closed: new Set(),
    loopback: false,
  };
  const overlap = (left: Box, right: Box): boolean =>
    left.x < right.x + right.width &&
    right.x < left.x + left.width &&
    left.y < right.y + right.height &&
    right.y < left.y + left.height;

  test('nothing overlaps, and every road joins nodes that are there', () => {
    const { nodes, roads } = layoutGraph(input);
    for (const [index, node] of nodes.entries())
      for (const other of nodes.slice(index + 1))
        expect(overlap(node, other), `${node.id} and ${other.id}`).toBe(false);
    const ids = new Set(nodes.map(({ id }) => id));
    for (const { from, to } of roads) expect([ids.has(from), ids.has(to)], `${from} → ${to}`).toEqual([true, true]);
  });

  test('hooks stay where they are whatever the ruleset; stations stand in priority order', () => {
    const bare = layoutGraph({ ...input, ruleset: { text: '', tables: [] } });
    const full = layoutGraph(input);
    for (const hook of ['PREROUTING', 'FORWARD', 'POSTROUTING']) {
      const find = (layout: typeof full) => layout.nodes.find(({ id }) => id === `hook:${hook}`);
      expect(find(bare)).toMatchObject({ x: find(full)?.x, y: 0 });
    }
    const prerouting = full.nodes.find(({ id }) => id === 'hook:PREROUTING');
    expect(prerouting?.kind === 'hook' && prerouting.stations.map(({ name }) => name)).toEqual([
      'defrag',
      'raw',
      'conntrack',
      'mangle',
      'nat',
    ]);
  });

  test('lo is drawn only where it is used; a chain can be closed and says so', () => {
    const ids = (layout: ReturnType<typeof layoutGraph>) => layout.nodes.map(({ id }) => id);
    expect(ids(layoutGraph(input))).not.toContain('in:lo');
    expect(ids(layoutGraph({ ...input, loopback: true }))).toContain('in:lo');
    const closed = layoutGraph({ ...input, closed: new Set(['filter/SSH']) });
    expect(ids(closed)).not.toContain('chain:filter/SSH');
    expect(closed.hidden).toEqual(['filter/SSH']);
  });

  test('a long chain scrolls inside its node', () => {
    const tables = ruleset.tables.map((table) => ({
      ...table,
      chains: table.chains.map((chain) => {
        const [first] = chain.rules;
        return first === undefined ? chain : { ...chain, rules: Array.from({ length: 5000 }, () => first) };
      }),
    }));
    const long = layoutGraph({ ...input, ruleset: { text: '', tables } });
    expect(Math.max(...long.nodes.map(({ height }) => height))).toBeLessThan(SIZES.row * SIZES.mostRows * 3);
  });
});

test('a packet is called by the shortest honest name, from its bytes at that event', () => {
  expect(packetName(forwarded, 0)).toBe('SYN → 203.0.113.1:8080');
  expect(packetName(forwarded, forwarded.events.length - 1)).toBe('SYN → 192.168.1.10:80');
});

test('ticks take the colour of the table that the packet is in', () => {
  const tones = tonesOf(forwarded);
  expect(tones[0]).toBe('none');
  expect(tones.filter((tone) => tone === 'conntrack')).toHaveLength(2);
  expect(tones).toContain('nat');
  expect(tones).toContain('filter');
});
