import { expect, test } from 'vitest';
import type { ChainView } from '../../../engine/index.ts';
import { layoutGraph } from '../../graph/layout.ts';
import { walkAt } from '../../graph/walk.ts';
import { graphSvg, wholeOf } from './graph-svg.ts';
import type { Palette } from './palette.ts';

const palette = new Proxy({}, { get: () => 'rgb(1, 2, 3)' }) as Palette;
const rule = {
  text: '-j DROP',
  brief: 'tcp <&"',
  target: { kind: 'verdict', name: 'DROP', brief: '', chip: 'drop' },
  packets: '0',
  bytes: '0',
} as const;
const chain = (rules: number): ChainView => ({
  name: 'INPUT',
  hook: 'INPUT',
  policy: 'ACCEPT',
  packets: '0',
  bytes: '0',
  references: [],
  rules: Array.from({ length: rules }, () => rule),
});

function picture(rules: number): string {
  const layout = layoutGraph({
    pipeline: [{ hook: 'INPUT', priority: 0, name: 'filter' }],
    ruleset: { tables: [{ name: 'filter', chains: [chain(rules)] }], text: '' },
    host: { hostname: 'fw', interfaces: [], routes: [], policyRules: [], sysctl: [], sockets: [] },
    wanted: new Set(),
    closed: new Set(),
    loopback: false,
  });
  const step = {
    begins: 0,
    ends: 0,
    rulesetBefore: 0,
    rulesetAfter: 0,
    events: [],
    outcome: [],
    conntrack: [],
    counters: [],
  };
  const words = { route: 'Route', local: 'Local', any: 'any', more: (count: number) => `${count} more` };
  return graphSvg({ layout, walk: walkAt(step, 0), palette, part: wholeOf(layout), title: 'A & B', words });
}

test('a picture of its own: words as text, nothing from elsewhere', () => {
  const svg = picture(2);
  expect(svg).toContain('<title>A &amp; B</title>');
  expect(svg).toContain('>tcp &lt;&amp;&quot;</text>');
  expect(svg.match(/✕ DROP/g)).toHaveLength(2);
  expect(svg).not.toMatch(/<(?:style|image|foreignObject|script)|url\(|href=/);
});

test('of a long chain the rest is counted', () => {
  const svg = picture(25);
  expect(svg.match(/✕ DROP/g)).toHaveLength(9);
  expect(svg).toContain('>16 more</text>');
});
