import type { ChainView, Hook, HostView, RulesetView, Station, StationName, TableName } from '../../engine/index.ts';

/** Sizes in flow units, px at zoom 1. Nodes are drawn to these, so nothing has to be measured first. */
export const SIZES = {
  head: 30,
  stationHead: 22,
  row: 20,
  /** Rows of one chain before it scrolls inside its node. */
  mostRows: 10,
  chainPadding: 4,
  hookWidth: 250,
  nicWidth: 146,
  outNicWidth: 114,
  nicHeight: 42,
  outNicHeight: 28,
  nicGap: 14,
  routeWidth: 54,
  routeHeight: 28,
  localWidth: 172,
  localHeight: 46,
} as const;

/** Left edges. Hooks never move sideways, whatever the ruleset. */
export const X = {
  in: 0,
  PREROUTING: 0,
  route: 264,
  FORWARD: 332,
  INPUT: 332,
  POSTROUTING: 604,
  OUTPUT: 604,
  out: 616,
  /** Chains that OUTPUT leads to. */
  beyond: 884,
} as const;
/** The main line: headers of PREROUTING, FORWARD and POSTROUTING stand at y = 0, INPUT and OUTPUT end this far above it. */
export const ABOVE = 52;
/** Room for the reason that opens under a row, so that it covers nothing. */
export const CHAIN_GAP = 40;
export const CHAIN_INDENT = 12;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A row of a chain that is drawn in part: one rule, or a stretch left out. */
export type RowSpan =
  | { readonly kind: 'rule'; readonly rule: number }
  | { readonly kind: 'gap'; readonly from: number; readonly to: number };

/** What is drawn of chains, 'filter/INPUT'; of those not named, nothing. */
export type Spans = ReadonlyMap<string, readonly RowSpan[]>;

export interface HookStation {
  readonly name: StationName;
  /** The built-in chain; null for stations that are not tables, and for tables that are not loaded. */
  readonly chain: ChainView | null;
  /** The rows to draw; null for all. */
  readonly spans: readonly RowSpan[] | null;
}

export type PlacedNode = Box &
  (
    | {
        readonly kind: 'nic';
        readonly id: string;
        readonly name: string;
        readonly addresses: readonly string[];
        readonly side: 'in' | 'out';
      }
    | { readonly kind: 'hook'; readonly id: string; readonly hook: Hook; readonly stations: readonly HookStation[] }
    | { readonly kind: 'route'; readonly id: string }
    | { readonly kind: 'local'; readonly id: string; readonly processes: readonly string[] }
    | {
        readonly kind: 'chain';
        readonly id: string;
        readonly table: TableName;
        readonly chain: ChainView;
        readonly hook: Hook;
        readonly spans: readonly RowSpan[] | null;
        /** Closed by hand: only its name is drawn, and nothing that hangs off it. */
        readonly folded: boolean;
      }
  );

export interface PlacedRoad {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** A road that packets take between nodes, or a jump from a rule to a chain. */
  readonly kind: 'road' | 'jump';
}

export interface Layout {
  readonly bounds: Box;
  readonly nodes: readonly PlacedNode[];
  readonly roads: readonly PlacedRoad[];
  /** User chains that rules jump to but that are not drawn: 'filter/DOCKER'. */
  readonly hidden: readonly string[];
  /** Column of each user chain under its hook: given back, chains stay in theirs whatever grows. */
  readonly columns: Columns;
}

export type Columns = ReadonlyMap<string, number>;

export interface LayoutInput {
  readonly pipeline: readonly Station[];
  readonly ruleset: RulesetView;
  readonly host: HostView;
  /** User chains that must be drawn: those the walk enters and those opened by hand. 'filter/DOCKER'. */
  readonly wanted: ReadonlySet<string>;
  /** User chains closed by hand. */
  readonly closed: ReadonlySet<string>;
  /** lo is drawn only where something uses it. */
  readonly loopback: boolean;
  /** To draw only a part of the ruleset; null for all of it. */
  readonly spans?: Spans | null;
  /** Of the picture before. */
  readonly columns?: Columns;
}

export type HookBox = Extract<PlacedNode, { readonly kind: 'hook' }>;
export type NicBox = Extract<PlacedNode, { readonly kind: 'nic' }>;
export type ChainBox = Extract<PlacedNode, { readonly kind: 'chain' }>;

export const chainKey = (table: string, chain: string): string => `${table}/${chain}`;

export const rowsOf = (chain: ChainView | null, spans: readonly RowSpan[] | null): number =>
  spans === null ? (chain?.rules.length ?? 0) : spans.length;

export const chainHeight = (rules: number): number =>
  rules === 0 ? 0 : Math.min(rules, SIZES.mostRows) * SIZES.row + SIZES.chainPadding;

/** Whether a node draws a chain: a hook its built-in ones, a user chain's node that chain. */
export const drawsChain = (node: PlacedNode, table: string, chain: string): boolean =>
  node.kind === 'chain'
    ? node.table === table && node.chain.name === chain
    : node.kind === 'hook' && node.hook === chain;
