import type { ChainView, RuleView, TableName } from '../../../engine/index.ts';
import { SIZES, type Box, type HookStation, type Layout, type PlacedNode } from '../../graph/layout.ts';
import { stationPlace } from '../../graph/stops.ts';
import { rowStateOf, type Walk } from '../../graph/walk.ts';
import type { Palette, Token } from './palette.ts';
import { roadsSvg } from './roads-svg.ts';
import { element, label, textWidth } from './svg.ts';

export interface PictureInput {
  readonly layout: Layout;
  readonly walk: Walk;
  readonly palette: Palette;
  /** The stretch to show, in the graph's units. */
  readonly part: Box;
  readonly title: string;
  /** What the page calls things that have no name of Linux's. */
  readonly words: { readonly route: string; readonly local: string; readonly any: string; more(count: number): string };
}

const FADED = 0.6;
/** Room above and below for what stands at the edges. */
const MARGIN = 16;

/** The whole of a layout, with air around. */
export const wholeOf = ({ bounds: { x, y, width, height } }: Layout): Box => ({
  x: x - MARGIN,
  y: y - MARGIN,
  width: width + 2 * MARGIN,
  height: height + 2 * MARGIN,
});

/** The graph as a picture that stands for itself: no fonts, styles or images from elsewhere, every word a text. */
export function graphSvg(input: PictureInput): string {
  const { part, palette, layout, title } = input;
  const { x, y, width, height } = part;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `${x} ${y} ${width} ${height}`,
      width,
      height,
      role: 'img',
    },
    [
      element('title', {}, escapedTitle(title)),
      element('rect', { x, y, width, height, fill: palette.bg }),
      roadsSvg(layout, input.walk, palette),
      ...layout.nodes.map((node) => nodeSvg(node, input)),
    ].join('\n'),
  );
}

const escapedTitle = (title: string): string => title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function nodeSvg(node: PlacedNode, input: PictureInput): string {
  switch (node.kind) {
    case 'hook':
      return hookSvg(node, input);
    case 'chain':
      return chainSvg(node, input);
    case 'nic':
      return boxed(
        node,
        input,
        (node.side === 'out' ? '→ ' : '') + node.name,
        node.side === 'in' ? addressesOf(node) : '',
      );
    case 'local':
      return boxed(node, input, input.words.local, node.processes.join(', '));
    case 'route':
      return routeSvg(node, input);
  }
}

const addressesOf = ({ addresses: [first = '', ...others] }: { readonly addresses: readonly string[] }): string =>
  others.length === 0 ? first : `${first} +${others.length}`;

const card = ({ x, y, width, height }: Box, palette: Palette, radius: number): string =>
  element('rect', { x, y, width, height, rx: radius, fill: palette.panel, stroke: palette.line2 });

function boxed(box: Box, { palette }: PictureInput, name: string, below: string): string {
  const { x, y, width, height } = box;
  const middle = y + height / 2;
  const room = width - 16;
  return [
    card(box, palette, 9),
    label(x + 8, below === '' ? middle + 4 : middle - 3, name, { size: 11.5, weight: 650, fill: palette.ink, room }),
    below === '' ? '' : label(x + 8, middle + 12, below, { size: 10.5, mono: true, fill: palette.ink3, room }),
  ].join('');
}

function routeSvg(box: Box, { palette, words }: PictureInput): string {
  const { x, y, width, height } = box;
  return (
    card(box, palette, height / 2) +
    label(x + width / 2, y + height / 2 + 4, words.route, {
      size: 11.5,
      weight: 600,
      fill: palette.ink2,
      anchor: 'middle',
    })
  );
}

type HookNode = Extract<PlacedNode, { readonly kind: 'hook' }>;
type ChainNode = Extract<PlacedNode, { readonly kind: 'chain' }>;

function hookSvg(node: HookNode, input: PictureInput): string {
  const { palette, walk } = input;
  const { x, y, width } = node;
  const off = walk.packet !== null && !walk.hooks.has(node.hook);
  let top = y + SIZES.head;
  const stations = node.stations.map((station) => {
    const drawn = stationSvg(node, station, top, input);
    top += SIZES.stationHead + bodyHeight(rowsOf(station.chain, station.spans).length);
    return drawn;
  });
  return element(
    'g',
    off ? { opacity: FADED } : {},
    [
      card(node, palette, 12),
      label(x + 8, y + 19, node.hook, { size: 12, weight: 650, fill: palette.ink, room: width - 16 }),
      ...stations,
    ].join(''),
  );
}

const TONES: { readonly [name: string]: Token } = {
  raw: 'raw',
  mangle: 'mangle',
  nat: 'nat',
  filter: 'filter',
  security: 'security',
};
const toneOf = (name: string): Token => TONES[name] ?? 'conntrack';

function stationSvg(node: HookNode, { name, chain, spans }: HookStation, top: number, input: PictureInput): string {
  const { palette, walk } = input;
  const { x, width } = node;
  const mark = walk.stations.get(stationPlace(node.hook, name));
  const height = SIZES.stationHead + bodyHeight(rowsOf(chain, spans).length);
  return [
    element('line', { x1: x, x2: x + width, y1: top, y2: top, stroke: palette.line }),
    element('rect', { x: x + 0.5, y: top + 1, width: 3, height: height - 2, fill: palette[toneOf(name)] }),
    label(x + 10, top + 15, name, { size: 11, weight: 600, fill: palette[toneOf(name)] }),
    noteSvg(mark?.kind === 'skipped' ? '↷' : (chain?.policy ?? ''), x + width - 10, top + 15, palette),
    chain === null ? '' : rowsSvg({ x, y: top + SIZES.stationHead, width }, name as TableName, chain, spans, input),
  ].join('');
}

const noteSvg = (text: string, x: number, y: number, palette: Palette): string =>
  text === '' ? '' : label(x, y, text, { size: 11, fill: palette.ink3, anchor: 'end' });

function chainSvg(node: ChainNode, input: PictureInput): string {
  const { palette, walk } = input;
  const { x, y, width, height, table, chain } = node;
  const off = walk.packet !== null && !walk.chains.has(`${table}/${chain.name}`);
  const tableWidth = textWidth(table, 11);
  return element(
    'g',
    off ? { opacity: FADED } : {},
    [
      card(node, palette, 12),
      element('rect', {
        x: x + 0.5,
        y: y + 10,
        width: 3,
        height: Math.max(4, height - 20),
        fill: palette[toneOf(table)],
      }),
      label(x + 10, y + 19, chain.name, {
        size: 11.5,
        mono: true,
        weight: 600,
        fill: palette.ink,
        room: width - 36 - tableWidth,
      }),
      label(x + width - 10, y + 19, table, { size: 11, weight: 600, fill: palette[toneOf(table)], anchor: 'end' }),
      node.folded ? '' : rowsSvg({ x, y: y + SIZES.head, width }, table, chain, node.spans, input),
    ].join(''),
  );
}

type Spans = HookStation['spans'];

type Row = NonNullable<Spans>[number];

/** What a chain shows: its rules, or those that are asked for with the gaps between them. */
function rowsOf(chain: ChainView | null, spans: Spans): readonly Row[] {
  if (chain === null) return [];
  return spans ?? chain.rules.map((_, index) => ({ kind: 'rule', rule: index + 1 }));
}

const bodyHeight = (rows: number): number =>
  rows === 0 ? 0 : Math.min(rows, SIZES.mostRows) * SIZES.row + SIZES.chainPadding;

/** Of a long chain the rows around the last that the packet met; the last row then says how many there are. */
function rowsSvg(
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  table: TableName,
  chain: ChainView,
  spans: Spans,
  input: PictureInput,
): string {
  const all = rowsOf(chain, spans);
  const isLong = all.length > SIZES.mostRows;
  const room = isLong ? SIZES.mostRows - 1 : SIZES.mostRows;
  const stateOf = (rule: number) => rowStateOf(input.walk, table, chain.name, rule);
  const met = all.findLastIndex((row) => row.kind === 'rule' && ['matched', 'verdict'].includes(stateOf(row.rule)));
  const from = isLong ? Math.max(0, Math.min(met - room + 2, all.length - room)) : 0;
  const rows = all.slice(from, from + room).map((row, index) => {
    const at = { x, y: y + 1 + index * SIZES.row, width, height: SIZES.row };
    if (row.kind === 'gap')
      return label(x + 28, at.y + 14, `${row.from}–${row.to}`, { size: 10.5, mono: true, fill: input.palette.ink3 });
    const rule = chain.rules[row.rule - 1];
    return rule === undefined ? '' : rowSvg(at, rule, row.rule, stateOf(row.rule), input);
  });
  const rest = input.words.more(all.length - room);
  const restAt = y + 1 + room * SIZES.row + 14;
  const more = isLong ? label(x + 28, restAt, rest, { size: 11, fill: input.palette.ink3 }) : '';
  return rows.join('') + more;
}

type Chip = RuleView['target']['chip'];
const CHIPS: { readonly [C in Chip]: readonly [ground: Token, ink: Token, sign: string] } = {
  accept: ['ok-soft', 'ok', '✓'],
  drop: ['drop-soft', 'drop', '✕'],
  reject: ['panel', 'drop', '↩'],
  log: ['log-soft', 'log', '≡'],
  nat: ['accent-soft', 'nat', '⇄'],
  mark: ['seen', 'mangle', '⚑'],
  jump: ['seen', 'ink2', '→'],
  return: ['seen', 'ink2', '↵'],
  other: ['seen', 'ink2', '•'],
  none: ['seen', 'ink3', ''],
};
const CHIP_MOST = 120;

function rowSvg(
  { x, y, width, height }: Box,
  rule: RuleView,
  number: number,
  state: ReturnType<typeof rowStateOf>,
  { palette, words }: PictureInput,
): string {
  const ground = state === 'passed' ? palette.seen : state === 'plain' ? null : palette.hit;
  const [soft, ink, sign] = CHIPS[rule.target.chip];
  const name = `${sign} ${rule.target.name}`.trim();
  const chipWidth = rule.target.name === '' ? 0 : Math.min(CHIP_MOST, textWidth(name, 11) + 14);
  const filled = state === 'verdict';
  const left = x + width - 6 - chipWidth;
  const brief = rule.brief === '' ? words.any : rule.brief;
  return [
    ground === null ? '' : element('rect', { x: x + 4, y, width: width - 5, height, fill: ground }),
    state === 'verdict'
      ? element('rect', {
          x: x + 4.5,
          y: y + 0.5,
          width: width - 6,
          height: height - 1,
          fill: 'none',
          stroke: palette.ink3,
        })
      : '',
    label(x + 10, y + 14, String(number), { size: 10.5, mono: true, fill: palette.ink3 }),
    label(x + 28, y + 14, brief, {
      size: 10.5,
      mono: true,
      fill: state === 'plain' || state === 'passed' ? palette.ink2 : palette.ink,
      room: left - x - 34,
    }),
    chipWidth === 0
      ? ''
      : element('rect', {
          x: left,
          y: y + 1,
          width: chipWidth,
          height: 18,
          rx: 5,
          fill: filled ? palette[ink] : palette[soft],
          stroke: rule.target.chip === 'reject' ? palette.drop : undefined,
        }) +
        label(left + 7, y + 14, name, {
          size: 11,
          weight: 600,
          fill: filled ? palette.panel : palette[ink],
          room: chipWidth - 12,
        }),
  ].join('');
}
