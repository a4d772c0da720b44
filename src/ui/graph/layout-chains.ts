import type { ChainView, Hook, RulesetView, TableName, TableView } from '../../engine/index.ts';
import { HOOKS } from './hooks.ts';
import {
  ABOVE,
  CHAIN_GAP,
  CHAIN_INDENT,
  chainHeight,
  chainKey,
  rowsOf,
  SIZES,
  X,
  type ChainBox,
  type Columns,
  type HookBox,
  type NicBox,
  type PlacedRoad,
  type RowSpan,
  type Spans,
} from './layout-model.ts';
import { roadName } from './roads.ts';
import { chainNode } from './stops.ts';

const DEEPEST_INDENT = 3;
/** A column of user chains that is longer goes on in the next; the more chains there are, the longer the columns, to fill a screen's shape. */
const COLUMN_HEIGHT = 640;
const SCREEN_SHAPE = 1.6;
const COLUMN_WIDTH = 262;
const targetOf = (rule: ChainView['rules'][number]): string | null =>
  rule.target.kind === 'jump' || rule.target.kind === 'goto' ? rule.target.name : null;

/** Whether a user chain, 'filter/DOCKER', is drawn. */
export type ShowsChain = (chain: string) => boolean;

interface Hanging {
  readonly table: TableName;
  readonly chain: ChainView;
  readonly depth: number;
  readonly parent: string;
  readonly folded: boolean;
  readonly spans: readonly RowSpan[] | null;
}

interface ChainTree {
  readonly hook: HookBox;
  readonly chains: readonly (Hanging & { readonly height: number; readonly column: number })[];
  readonly columns: number;
}

interface Shown {
  readonly shows: ShowsChain;
  readonly closed: ReadonlySet<string>;
  readonly spans: Spans | null;
}

/** The user chains of each hook in columns: those that had one keep it, the others go behind the chain before them. */
export function chainTrees(
  hooks: readonly HookBox[],
  ruleset: RulesetView,
  shown: Shown,
  before: Columns,
): readonly ChainTree[] {
  return hooks.map((hook) => {
    const hanging = hook.stations.flatMap((station) => {
      const table = ruleset.tables.find(({ name }) => name === station.name);
      return station.chain === null || table === undefined ? [] : hangingFrom(hook, station.chain, table, shown);
    });
    const limit = columnHeight(hanging);
    const filled: number[] = [0];
    let last = 0;
    const chains = hanging.map((one) => {
      const height = heightOf(one);
      const own = before.get(chainKey(one.table, one.chain.name));
      const room = (filled[last] ?? 0) === 0 || (filled[last] ?? 0) + height <= limit;
      const column = own ?? (room ? last : last + 1);
      filled[column] = (filled[column] ?? 0) + height + CHAIN_GAP;
      last = column;
      return { ...one, height, column };
    });
    return { hook, chains, columns: filled.length };
  });
}

const heightOf = ({ chain, folded, spans }: Hanging): number =>
  SIZES.head + chainHeight(folded ? 0 : rowsOf(chain, spans));

function columnHeight(hanging: readonly Hanging[]): number {
  const total = hanging.reduce((sum, one) => sum + heightOf(one) + CHAIN_GAP, 0);
  return Math.max(COLUMN_HEIGHT, Math.sqrt((total * COLUMN_WIDTH) / SCREEN_SHAPE));
}

/** A chain that several hooks reach hangs under the first of them in which a rule leads to it. */
export function placeTrees(
  trees: readonly ChainTree[],
  nics: readonly NicBox[],
): readonly { readonly node: ChainBox; readonly road: PlacedRoad }[] {
  const beyondForward = (trees.find(({ hook }) => hook.hook === 'FORWARD')?.columns ?? 1) - 1;
  return trees.flatMap(({ hook, chains }) => {
    const totals: number[] = [];
    for (const { column, height } of chains) totals[column] = (totals[column] ?? 0) + height + CHAIN_GAP;
    const tallest = Math.max(0, ...totals.filter((total) => total !== undefined));
    const tops: number[] = [];
    return chains.map(({ table, chain, depth, parent, height, column, folded, spans }) => {
      const indent = Math.min(depth, DEEPEST_INDENT) * CHAIN_INDENT;
      const y = tops[column] ?? firstChainTop(hook, tallest, nics, column);
      tops[column] = y + height + CHAIN_GAP;
      const id = chainNode(table, chain.name);
      const node: ChainBox = {
        kind: 'chain',
        id,
        table,
        chain,
        hook: hook.hook,
        spans,
        folded,
        x: chainLeft(hook, column, beyondForward) + indent,
        y,
        width: hook.width - CHAIN_INDENT - indent,
        height,
      };
      return { node, road: { id: roadName(parent, id), from: parent, to: id, kind: 'jump' } };
    });
  });
}

/**
 * Chains hang below the hooks of the main line, left of INPUT and right of OUTPUT, clear of the interfaces. Further columns go outwards,
 * those of FORWARD beyond POSTROUTING.
 */
function chainLeft(hook: HookBox, column: number, beyondForward: number): number {
  switch (hook.hook) {
    case 'INPUT':
      return X.INPUT - hook.width - CHAIN_INDENT - column * COLUMN_WIDTH;
    case 'OUTPUT':
      return X.beyond + column * COLUMN_WIDTH;
    case 'PREROUTING':
      return hook.x + CHAIN_INDENT - column * COLUMN_WIDTH;
    case 'FORWARD':
      return column === 0 ? hook.x + CHAIN_INDENT : X.beyond + (column - 1) * COLUMN_WIDTH;
    case 'POSTROUTING':
      return column === 0 ? hook.x + CHAIN_INDENT : X.beyond + (beyondForward + column - 1) * COLUMN_WIDTH;
  }
}

/** @param tallest height of the longest column. */
function firstChainTop(hook: HookBox, tallest: number, nics: readonly NicBox[], column: number): number {
  if (hook.hook === 'OUTPUT') return Math.min(hook.y, -ABOVE - tallest);
  if (hook.hook === 'INPUT') return Math.min(hook.y, ...nics.map(({ y }) => y - CHAIN_GAP - tallest));
  if (column > 0) return 0;
  const bottoms = hook.hook === 'POSTROUTING' ? nics.map(({ y, height }) => y + height) : [];
  return Math.max(hook.y + hook.height, ...bottoms) + CHAIN_GAP;
}

function hangingFrom(hook: HookBox, start: ChainView, table: TableView, shown: Shown): readonly Hanging[] {
  const chains = chainsOf(table);
  const found: Hanging[] = [];
  const taken = new Set<string>();
  const visit = (from: ChainView, depth: number, parent: string): void => {
    for (const rule of from.rules) {
      const name = targetOf(rule);
      if (name === null || taken.has(name) || !shown.shows(chainKey(table.name, name))) continue;
      const chain = chains.get(name);
      if (chain === undefined || firstHookOf(chain, chains) !== hook.hook) continue;
      taken.add(name);
      const folded = shown.closed.has(chainKey(table.name, name));
      const spans = shown.spans?.get(chainKey(table.name, name)) ?? null;
      found.push({ table: table.name, chain, depth, parent, folded, spans });
      if (!folded) visit(chain, depth + 1, chainNode(table.name, name));
    }
  };
  visit(start, 0, hook.id);
  return found;
}

const known = new WeakMap<TableView, ReadonlyMap<string, ChainView>>();

/** Chains by name, made once for each table. */
function chainsOf(table: TableView): ReadonlyMap<string, ChainView> {
  const found = known.get(table) ?? new Map(table.chains.map((chain) => [chain.name, chain]));
  known.set(table, found);
  return found;
}

/** Chains that are wanted, and those through which a shortest way leads to each. */
export function withAncestors(wanted: ReadonlySet<string>, ruleset: RulesetView): ReadonlySet<string> {
  const all = new Set(wanted);
  for (const table of ruleset.tables) {
    const own = [...wanted].filter((chain) => chain.startsWith(`${table.name}/`));
    if (own.length === 0) continue;
    const chains = chainsOf(table);
    for (const chain of own)
      for (const name of wayTo(chain.slice(table.name.length + 1), chains)) all.add(chainKey(table.name, name));
  }
  return all;
}

/** Chains from one up to the first built-in chain above it, by the fewest jumps. */
function wayTo(start: string, chains: ReadonlyMap<string, ChainView>): readonly string[] {
  const below = new Map<string, string | null>([[start, null]]);
  for (const name of below.keys()) {
    const chain = chains.get(name);
    if (chain !== undefined && chain.hook !== null) return pathDown(name, below);
    for (const reference of chain?.references ?? []) if (!below.has(reference.chain)) below.set(reference.chain, name);
  }
  return [];
}

function pathDown(from: string, below: ReadonlyMap<string, string | null>): readonly string[] {
  const path: string[] = [];
  for (let name: string | null = from; name !== null; name = below.get(name) ?? null) path.push(name);
  return path;
}

/** The first hook, in the kernel's order, from whose chain a rule leads here. */
function firstHookOf(chain: ChainView, chains: ReadonlyMap<string, ChainView>): Hook | null {
  const reached = new Set<Hook>();
  const seen = new Set<string>();
  const climb = (one: ChainView): void => {
    if (seen.has(one.name)) return;
    seen.add(one.name);
    if (one.hook !== null) reached.add(one.hook);
    for (const reference of one.references) {
      const parent = chains.get(reference.chain);
      if (parent !== undefined) climb(parent);
    }
  };
  climb(chain);
  return HOOKS.find((hook) => reached.has(hook)) ?? null;
}
