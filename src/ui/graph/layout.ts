import type {
  ChainView,
  Hook,
  HostView,
  RulesetView,
  Station,
  StationName,
  TableName,
  TableView,
} from '../../engine/index.ts';
import { HOOKS } from './hooks.ts';
import { FIXED_ROADS, roadName } from './roads.ts';
import { chainNode, hookNode, inNode, LOCAL, outNode, ROUTE, ROUTE_OUTPUT } from './stops.ts';

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
const X = {
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
const ABOVE = 52;
const LOCAL_GAP = 26;
/** From the interfaces to the hooks that they feed or drain. */
const NIC_GAP = 24;
const OUT_NICS_PER_ROW = 2;
const CHAIN_GAP = 26;
const CHAIN_INDENT = 12;
const DEEPEST_INDENT = 3;
/** User chains of a ruleset of this size are all drawn; of a bigger one only those of the walk and those asked for. */
const FEW_CHAINS = 9;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface HookStation {
  readonly name: StationName;
  /** The built-in chain; null for stations that are not tables, and for tables that are not loaded. */
  readonly chain: ChainView | null;
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
}

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
}

/** Places everything by fixed coordinates: the same ruleset always gives the same picture. */
export function layoutGraph(input: LayoutInput): Layout {
  const reachable = reachableChains(input.ruleset);
  const shows: ShowsChain = (chain) =>
    !input.closed.has(chain) && (input.wanted.has(chain) || reachable.length <= FEW_CHAINS);
  const hooks = HOOKS.map((hook) => hookBox(hook, stationsOf(hook, input)));
  const nics = placeNics(input, hooks);
  const trees = hooks.flatMap((hook) => placeChains(hook, input.ruleset, shows, nics));
  const chains = trees.filter((one) => one.kind === 'chain');
  const jumps = trees.filter((one) => one.kind === 'jump');
  const nodes = [...nics, ...hooks, ...placeFixed(hooks, input.host), ...chains.map(({ node }) => node)];
  const drawn = new Set(chains.map(({ node }) => `${node.table}/${node.chain.name}`));
  return {
    bounds: boundsOf(nodes),
    nodes,
    roads: [...roadsBetween(nics), ...jumps.map(({ road }) => road)],
    hidden: reachable.filter((chain) => !drawn.has(chain)),
  };
}

function boundsOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function stationsOf(hook: Hook, { pipeline, ruleset }: LayoutInput): readonly HookStation[] {
  return pipeline
    .filter((station) => station.hook === hook)
    .map(({ name }) => ({
      name,
      chain: ruleset.tables.find((table) => table.name === name)?.chains.find((chain) => chain.hook === hook) ?? null,
    }));
}

export const chainHeight = (rules: number): number =>
  rules === 0 ? 0 : Math.min(rules, SIZES.mostRows) * SIZES.row + SIZES.chainPadding;

type HookBox = Extract<PlacedNode, { readonly kind: 'hook' }>;

function hookBox(hook: Hook, stations: readonly HookStation[]): HookBox {
  const rows = stations.reduce((sum, { chain }) => sum + SIZES.stationHead + chainHeight(chain?.rules.length ?? 0), 0);
  const height = SIZES.head + rows;
  const above = hook === 'INPUT' || hook === 'OUTPUT';
  return {
    kind: 'hook',
    id: hookNode(hook),
    hook,
    stations,
    x: X[hook],
    y: above ? -ABOVE - height : 0,
    width: SIZES.hookWidth,
    height,
  };
}

/** Local processes stand over OUTPUT, level with INPUT where that is the higher of the two. */
function placeFixed(hooks: readonly HookBox[], host: HostView): readonly PlacedNode[] {
  const { routeWidth, routeHeight, localWidth, localHeight, hookWidth, head } = SIZES;
  const processes = [...new Set(host.sockets.map((socket) => socket.process).filter((name) => name !== ''))];
  const topOf = (name: Hook): number => hooks.find(({ hook }) => hook === name)?.y ?? 0;
  const top = Math.min(topOf('INPUT') + (head - localHeight) / 2, topOf('OUTPUT') - LOCAL_GAP - localHeight);
  return [
    { kind: 'route', id: ROUTE, x: X.route, y: (head - routeHeight) / 2, width: routeWidth, height: routeHeight },
    { kind: 'local', id: LOCAL, processes, x: X.OUTPUT, y: top, width: localWidth, height: localHeight },
    {
      kind: 'route',
      id: ROUTE_OUTPUT,
      x: X.OUTPUT + hookWidth - routeWidth,
      y: top + (localHeight - routeHeight) / 2,
      width: routeWidth,
      height: routeHeight,
    },
  ];
}

type NicBox = Extract<PlacedNode, { readonly kind: 'nic' }>;

/** Incoming interfaces stand above PREROUTING, outgoing ones below POSTROUTING: the main line has the whole width to itself. */
function placeNics({ host, loopback }: LayoutInput, hooks: readonly HookBox[]): readonly NicBox[] {
  const { nicWidth, nicHeight, outNicWidth, outNicHeight, nicGap } = SIZES;
  const shown = host.interfaces.filter(({ name }) => loopback || name !== 'lo');
  const drain = NIC_GAP + Math.max(...hooks.filter(({ hook }) => hook === 'POSTROUTING').map(({ height }) => height));
  return shown.flatMap(({ name, addresses }, index) => {
    const rise = (shown.length - 1 - index) * (nicHeight + nicGap) + nicHeight + NIC_GAP;
    const column = index % OUT_NICS_PER_ROW;
    const row = Math.floor(index / OUT_NICS_PER_ROW);
    const common = { kind: 'nic', name, addresses } as const;
    return [
      { ...common, id: inNode(name), side: 'in', x: X.in, y: -rise, width: nicWidth, height: nicHeight } as const,
      {
        ...common,
        id: outNode(name),
        side: 'out',
        x: X.out + column * (outNicWidth + CHAIN_INDENT - 2),
        y: drain + row * (outNicHeight + nicGap),
        width: outNicWidth,
        height: outNicHeight,
      } as const,
    ];
  });
}

function roadsBetween(nics: readonly NicBox[]): readonly PlacedRoad[] {
  const road = (from: string, to: string): PlacedRoad => ({ id: roadName(from, to), from, to, kind: 'road' });
  return [
    ...nics.map(({ id, side }) =>
      side === 'in' ? road(id, hookNode('PREROUTING')) : road(hookNode('POSTROUTING'), id),
    ),
    ...FIXED_ROADS.map(([from, to]) => road(from, to)),
  ];
}

const targetOf = (rule: ChainView['rules'][number]): string | null =>
  rule.target.kind === 'jump' || rule.target.kind === 'goto' ? rule.target.name : null;

/** 'table/chain' of every user chain that some rule jumps to. */
export const reachableChains = (ruleset: RulesetView): readonly string[] =>
  ruleset.tables.flatMap((table) =>
    table.chains
      .filter((chain) => chain.hook === null && chain.references.length > 0)
      .map((chain) => `${table.name}/${chain.name}`),
  );

/** Whether a user chain, 'filter/DOCKER', is drawn. */
type ShowsChain = (chain: string) => boolean;

type ChainPiece =
  | { readonly kind: 'chain'; readonly node: Extract<PlacedNode, { readonly kind: 'chain' }> }
  | { readonly kind: 'jump'; readonly road: PlacedRoad };

interface Hanging {
  readonly table: TableName;
  readonly chain: ChainView;
  readonly depth: number;
  readonly parent: string;
}

/** A chain that several hooks reach hangs under the first of them in which a rule leads to it. */
function placeChains(
  hook: HookBox,
  ruleset: RulesetView,
  shows: ShowsChain,
  nics: readonly NicBox[],
): readonly ChainPiece[] {
  const hanging = hook.stations.flatMap((station) => {
    const table = ruleset.tables.find(({ name }) => name === station.name);
    return station.chain === null || table === undefined ? [] : hangingFrom(hook, station.chain, table, shows);
  });
  const heights = hanging.map(({ chain }) => SIZES.head + chainHeight(chain.rules.length));
  const total = heights.reduce((sum, height) => sum + height + CHAIN_GAP, 0);
  let y = firstChainTop(hook, total, nics);
  return hanging.flatMap(({ table, chain, depth, parent }, index) => {
    const height = heights[index] ?? SIZES.head;
    const indent = Math.min(depth, DEEPEST_INDENT) * CHAIN_INDENT;
    const id = chainNode(table, chain.name);
    const node = {
      kind: 'chain',
      id,
      table,
      chain,
      hook: hook.hook,
      x: chainLeft(hook) + indent,
      y,
      width: hook.width - CHAIN_INDENT - indent,
      height,
    } as const;
    y += height + CHAIN_GAP;
    return [
      { kind: 'chain', node },
      { kind: 'jump', road: { id: roadName(parent, id), from: parent, to: id, kind: 'jump' } },
    ];
  });
}

/** Chains hang below the hooks of the main line, left of INPUT and right of OUTPUT, clear of the interfaces. */
function chainLeft(hook: HookBox): number {
  if (hook.hook === 'INPUT') return X.INPUT - hook.width - CHAIN_INDENT;
  return hook.hook === 'OUTPUT' ? X.beyond : hook.x + CHAIN_INDENT;
}

function firstChainTop(hook: HookBox, total: number, nics: readonly NicBox[]): number {
  if (hook.hook === 'OUTPUT') return Math.min(hook.y, -ABOVE - total);
  if (hook.hook === 'INPUT') return Math.min(hook.y, ...nics.map(({ y }) => y - CHAIN_GAP - total));
  const bottoms = hook.hook === 'POSTROUTING' ? nics.map(({ y, height }) => y + height) : [];
  return Math.max(hook.y + hook.height, ...bottoms) + CHAIN_GAP + 8;
}

function hangingFrom(hook: HookBox, start: ChainView, table: TableView, shows: ShowsChain): readonly Hanging[] {
  const chains = new Map(table.chains.map((chain) => [chain.name, chain]));
  const found: Hanging[] = [];
  const taken = new Set<string>();
  const visit = (from: ChainView, depth: number, parent: string): void => {
    for (const rule of from.rules) {
      const name = targetOf(rule);
      const chain = name === null || taken.has(name) || !shows(`${table.name}/${name}`) ? undefined : chains.get(name);
      if (chain === undefined || firstHookOf(chain, chains) !== hook.hook) continue;
      taken.add(chain.name);
      found.push({ table: table.name, chain, depth, parent });
      visit(chain, depth + 1, chainNode(table.name, chain.name));
    }
  };
  visit(start, 0, hook.id);
  return found;
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
