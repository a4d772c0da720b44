import type { Hook, HostView, RulesetView } from '../../engine/index.ts';
import { HOOKS } from './hooks.ts';
import { chainTrees, placeTrees, withAncestors, type ShowsChain } from './layout-chains.ts';
import {
  ABOVE,
  CHAIN_INDENT,
  chainHeight,
  chainKey,
  rowsOf,
  SIZES,
  X,
  type Box,
  type HookBox,
  type HookStation,
  type Layout,
  type LayoutInput,
  type NicBox,
  type PlacedNode,
  type PlacedRoad,
} from './layout-model.ts';
import { FIXED_ROADS, roadName } from './roads.ts';
import { hookNode, inNode, LOCAL, outNode, ROUTE, ROUTE_OUTPUT } from './stops.ts';

export {
  drawsChain,
  SIZES,
  type Box,
  type Columns,
  type HookStation,
  type Layout,
  type LayoutInput,
  type PlacedNode,
  type PlacedRoad,
  type RowSpan,
} from './layout-model.ts';

const LOCAL_GAP = 26;
/** From the interfaces to the hooks that they feed or drain. */
const NIC_GAP = 24;
/** Below POSTROUTING, whose last row may open its reason. */
const DRAIN_GAP = 40;
const OUT_NICS_PER_ROW = 2;
/** User chains of a ruleset of this size are all drawn; of a bigger one only those of the walk and those asked for. */
const FEW_CHAINS = 9;

/** Places everything by fixed coordinates: the same ruleset always gives the same picture. */
export function layoutGraph(input: LayoutInput): Layout {
  const { ruleset, spans = null, columns = new Map() } = input;
  const reachable = reachableChains(ruleset);
  const wanted = withAncestors(input.wanted, ruleset);
  const shows: ShowsChain = (chain) =>
    spans === null ? wanted.has(chain) || reachable.length <= FEW_CHAINS : spans.has(chain);
  const hooks = HOOKS.map((hook) => hookBox(hook, stationsOf(hook, input)));
  const nics = placeNics(input, hooks);
  const trees = chainTrees(hooks, ruleset, { shows, closed: input.closed, spans }, columns);
  const placed = placeTrees(trees, nics);
  const nodes = [...nics, ...hooks, ...placeFixed(hooks, input.host), ...placed.map(({ node }) => node)];
  const drawn = new Set(placed.map(({ node }) => chainKey(node.table, node.chain.name)));
  return {
    bounds: boundsOf(nodes),
    nodes,
    roads: [...roadsBetween(nics), ...placed.map(({ road }) => road)],
    hidden: reachable.filter((chain) => !drawn.has(chain)),
    columns: new Map(
      trees.flatMap(({ chains }) => chains.map((one) => [chainKey(one.table, one.chain.name), one.column])),
    ),
  };
}

function boundsOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function stationsOf(hook: Hook, { pipeline, ruleset, spans = null }: LayoutInput): readonly HookStation[] {
  return pipeline
    .filter((station) => station.hook === hook)
    .map(({ name }) => ({
      name,
      chain: ruleset.tables.find((table) => table.name === name)?.chains.find((chain) => chain.hook === hook) ?? null,
      spans: spans === null ? null : (spans.get(chainKey(name, hook)) ?? []),
    }));
}

function hookBox(hook: Hook, stations: readonly HookStation[]): HookBox {
  const rows = stations.reduce(
    (sum, { chain, spans }) => sum + SIZES.stationHead + chainHeight(rowsOf(chain, spans)),
    0,
  );
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

/** Incoming interfaces stand above PREROUTING, outgoing ones below POSTROUTING: the main line has the whole width to itself. */
function placeNics({ host, loopback }: LayoutInput, hooks: readonly HookBox[]): readonly NicBox[] {
  const { nicWidth, nicHeight, outNicWidth, outNicHeight, nicGap } = SIZES;
  const shown = host.interfaces.filter(({ name }) => loopback || name !== 'lo');
  const drain = DRAIN_GAP + Math.max(...hooks.filter(({ hook }) => hook === 'POSTROUTING').map(({ height }) => height));
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

const reachables = new WeakMap<RulesetView, readonly string[]>();

/** 'table/chain' of every user chain that some rule jumps to; worked out once for each ruleset. */
export function reachableChains(ruleset: RulesetView): readonly string[] {
  const found =
    reachables.get(ruleset) ??
    ruleset.tables.flatMap((table) =>
      table.chains
        .filter((chain) => chain.hook === null && chain.references.length > 0)
        .map((chain) => chainKey(table.name, chain.name)),
    );
  reachables.set(ruleset, found);
  return found;
}
