import { describe, expect, test } from 'vitest';
import type { StepView } from '../../engine/index.ts';
import { positionOfEvent } from '../../store/index.ts';
import { HOME_ROUTER_RUN } from './fixtures/home-router.ts';
import { layoutGraph, SIZES, type Box, type LayoutInput } from './layout.ts';
import { heldNode } from './held-node.ts';
import { packetName } from './packet-name.ts';
import { tonesOf } from './tones.ts';
import { touchedSpans } from './touched.ts';
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
      'ahead',
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

  test('lo is drawn only where it is used; a chain can be folded to its name', () => {
    const ids = (layout: ReturnType<typeof layoutGraph>) => layout.nodes.map(({ id }) => id);
    expect(ids(layoutGraph(input))).not.toContain('in:lo');
    expect(ids(layoutGraph({ ...input, loopback: true }))).toContain('in:lo');
    const closed = layoutGraph({ ...input, closed: new Set(['filter/SSH']) });
    const folded = closed.nodes.find(({ id }) => id === 'chain:filter/SSH');
    expect(folded).toMatchObject({ folded: true, height: SIZES.head });
  });

  const many = (count: number): LayoutInput => {
    const [first] = ruleset.tables.flatMap(({ chains }) => chains.flatMap(({ rules }) => rules));
    if (first === undefined) throw new Error('the fixture has rules');
    const jump = (name: string) => ({ ...first, target: { ...first.target, kind: 'jump' as const, name } });
    const names = Array.from({ length: count }, (_, index) => `C${index}`);
    const tables = ruleset.tables.map((table) => ({
      ...table,
      chains:
        table.name === 'filter'
          ? [
              ...table.chains.flatMap((chain) =>
                chain.hook === null ? [] : [{ ...chain, rules: chain.hook === 'INPUT' ? names.map(jump) : [] }],
              ),
              ...names.map((name, index) => ({
                name,
                hook: null,
                policy: null,
                packets: '0',
                bytes: '0',
                references: [{ chain: 'INPUT', rule: index + 1 }],
                rules: Array.from({ length: 1 + (index % 6) }, () => first),
              })),
            ]
          : table.chains.filter(({ hook }) => hook !== null),
    }));
    const wanted = new Set(names.map((name) => `filter/${name}`));
    return { ...input, ruleset: { text: '', tables }, wanted };
  };

  test('many user chains stand in columns, and nothing overlaps', () => {
    const { nodes, bounds } = layoutGraph(many(24));
    for (const [index, node] of nodes.entries())
      for (const other of nodes.slice(index + 1))
        expect(overlap(node, other), `${node.id} and ${other.id}`).toBe(false);
    expect(bounds.height).toBeLessThan(1600);
  });

  test('a chain keeps its column when another grows, and what is looked at keeps its place on the screen', () => {
    const start = many(12);
    const before = layoutGraph(start);
    const grown = {
      ...start,
      columns: before.columns,
      ruleset: {
        ...start.ruleset,
        tables: start.ruleset.tables.map((table) => ({
          ...table,
          chains: table.chains.map((chain) =>
            chain.name === 'C0' || chain.name === 'INPUT'
              ? { ...chain, rules: [...chain.rules, ...chain.rules.slice(0, 3)] }
              : chain,
          ),
        })),
      },
    };
    const after = layoutGraph(grown);
    expect([...after.columns]).toEqual([...before.columns]);
    const place = { table: 'filter', chain: 'C5', rule: 1 } as const;
    const find = (nodes: typeof before.nodes) => nodes.find(({ id }) => id === 'chain:filter/C5');
    const [was, is] = [find(before.nodes), find(after.nodes)];
    if (was === undefined || is === undefined) throw new Error('the chain is drawn');
    expect(is.y).not.toBe(was.y);
    const viewport = { x: -was.x, y: -was.y + 100, zoom: 1 };
    const held = heldNode(before.nodes, after.nodes, viewport, { width: 800, height: 600 }, place);
    expect(held === null ? null : { x: is.x + held.x, y: is.y + held.y }).toEqual({ x: 0, y: 100 });
  });

  test('only what a packet touches: matched rules, and stretches in between', () => {
    const packet = rejected.events[0]?.packet ?? 0;
    const spans = touchedSpans(rejected, packet);
    expect(spans.get('filter/SSH')).toEqual([
      { kind: 'rule', rule: 1 },
      { kind: 'rule', rule: 2 },
    ]);
    const part = layoutGraph({ ...input, spans });
    const heights = (layout: typeof part) =>
      layout.nodes.filter(({ kind }) => kind === 'hook').map(({ height }) => height);
    expect(Math.max(...heights(part))).toBeLessThanOrEqual(Math.max(...heights(layoutGraph(input))));
    expect(part.nodes.some(({ id }) => id === 'chain:filter/SSH')).toBe(true);
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
