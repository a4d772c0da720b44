import type { Hook, SkipReason, StepView, WalkEvent } from '../../engine/index.ts';
import { positionsOf, type Position } from '../../store/index.ts';
import { crossedBetween } from './roads.ts';
import { LOCAL, moveTo, NOWHERE, ROUTE_OUTPUT, rowPlace, stationPlace, type Stop, type Whereabouts } from './stops.ts';

/** `ahead`: it will match before the walk ends. */
export type RowState = 'plain' | 'ahead' | 'passed' | 'matched' | 'verdict';
export type HookState = 'off' | 'ahead' | 'walked' | 'here';
/** How the packet's walk ends: the colour of the path it walked. */
export type Ending = 'passes' | 'dropped' | 'unknown';

export interface StationMark {
  readonly kind: 'walked' | 'here' | 'skipped';
  readonly skip?: SkipReason;
  /** What the tracker last did there. */
  readonly conntrack?: Extract<WalkEvent, { readonly kind: 'conntrack' }>;
}

export interface ChainMarks {
  readonly misses: { readonly from: number; readonly to: number; readonly event: number }[];
  readonly matched: Set<number>;
  verdict: number | null;
}

/** A packet's walk from its first event to its last, wherever the playhead is. */
export interface WholeWalk {
  readonly stations: ReadonlyMap<string, StationMark>;
  readonly chains: ReadonlyMap<string, ChainMarks>;
  readonly roads: ReadonlySet<string>;
}

/** Everything the graph shows of a step at a position: the current packet's walk so far, and where it is. */
export interface Walk {
  readonly packet: number | null;
  readonly event: WalkEvent | null;
  /** Index of `event` in the step. */
  readonly eventIndex: number | null;
  readonly rule: number | null;
  readonly stop: Stop;
  readonly hooks: ReadonlyMap<Hook, HookState>;
  readonly stations: ReadonlyMap<string, StationMark>;
  readonly chains: ReadonlyMap<string, ChainMarks>;
  readonly roads: ReadonlySet<string>;
  readonly ending: Ending;
  /** The static picture behind the motion. */
  readonly whole: WholeWalk;
}

const NOWHERE_AT_ALL: WholeWalk = { stations: new Map(), chains: new Map(), roads: new Set() };

const EMPTY: Walk = {
  packet: null,
  event: null,
  eventIndex: null,
  rule: null,
  stop: [],
  hooks: new Map(),
  stations: new Map(),
  chains: new Map(),
  roads: new Set(),
  ending: 'passes',
  whole: NOWHERE_AT_ALL,
};

/** The walk at a position. Costs one pass over the step's events. */
export function walkAt(step: StepView, position: number): Walk {
  const here = positionsOf(step)[position];
  const eventIndex = here?.event ?? null;
  const event = eventIndex === null ? undefined : step.events[eventIndex];
  if (here === undefined || eventIndex === null || event === undefined) return EMPTY;

  const trail = new Trail(event.packet);
  const everyone = new Map<number, Whereabouts>();
  step.events.slice(0, eventIndex + 1).forEach((one, index) => {
    const cause = one.kind === 'originated' ? (everyone.get(one.causedBy ?? -1) ?? NOWHERE) : NOWHERE;
    const after = moveTo(one, everyone.get(one.packet) ?? NOWHERE, cause);
    everyone.set(one.packet, after);
    if (one.packet === event.packet) trail.add(one, index, after, index === eventIndex ? here.rule : null);
  });
  const own = step.events.filter((one) => one.packet === event.packet);
  return {
    packet: event.packet,
    event,
    eventIndex,
    rule: here.rule,
    stop: exactStop(event, here, everyone.get(event.packet)?.stop ?? []),
    hooks: hookStates(own, trail),
    stations: trail.stations,
    chains: trail.chains,
    roads: trail.roads,
    ending: endingOf(own),
    whole: wholeWalk(step, event.packet),
  };
}

const wholes = new WeakMap<StepView, Map<number, WholeWalk>>();

/** Worked out once for each packet of a step. */
export function wholeWalk(step: StepView, packet: number): WholeWalk {
  const known = wholes.get(step) ?? new Map<number, WholeWalk>();
  wholes.set(step, known);
  const found = known.get(packet);
  if (found !== undefined) return found;
  const trail = new Trail(packet);
  const everyone = new Map<number, Whereabouts>();
  for (const [index, one] of step.events.entries()) {
    const cause = one.kind === 'originated' ? (everyone.get(one.causedBy ?? -1) ?? NOWHERE) : NOWHERE;
    const after = moveTo(one, everyone.get(one.packet) ?? NOWHERE, cause);
    everyone.set(one.packet, after);
    if (one.packet === packet) trail.add(one, index, after, null);
  }
  known.set(packet, trail);
  return trail;
}

/** Rule by rule inside a stretch of misses. */
function exactStop(event: WalkEvent, { rule }: Position, stop: Stop): Stop {
  if (event.kind !== 'missed' || rule === null) return stop;
  return [rowPlace(event.table, event.chain, rule), ...stop.slice(1)];
}

/** What one packet leaves behind as it goes. */
class Trail {
  readonly packet: number;
  readonly stations = new Map<string, StationMark>();
  readonly chains = new Map<string, ChainMarks>();
  readonly roads = new Set<string>();
  readonly visited = new Set<Hook>();
  hook: Hook | null = null;
  #node: string | null = null;

  constructor(packet: number) {
    this.packet = packet;
  }

  add(event: WalkEvent, index: number, after: Whereabouts, onlyTo: number | null): void {
    this.hook = after.hook;
    // What the kernel makes in mid-walk is routed and enters OUTPUT like any local packet.
    if (event.kind === 'originated' && after.stop[0] !== LOCAL) this.#node = ROUTE_OUTPUT;
    else this.#travel(after);
    if (after.hook !== null) this.visited.add(after.hook);
    this.#markStation(event, after);
    this.#markRow(event, index, onlyTo);
  }

  #travel({ stop }: Whereabouts): void {
    const node = stop.at(-1);
    if (node === undefined || node === this.#node) return;
    if (this.#node !== null) for (const road of crossedBetween(this.#node, node)) this.roads.add(road);
    this.#node = node;
  }

  #markStation(event: WalkEvent, { stop }: Whereabouts): void {
    for (const [place, mark] of this.stations)
      if (mark.kind === 'here') this.stations.set(place, { ...mark, kind: 'walked' });
    if (event.kind === 'skipped') {
      this.stations.set(stationPlace(event.hook, event.station), { kind: 'skipped', skip: event.reason });
      return;
    }
    const place = stop.find((one) => one.startsWith('station:'));
    if (place === undefined) return;
    const before = this.stations.get(place);
    this.stations.set(place, { ...before, kind: 'here', ...(event.kind === 'conntrack' ? { conntrack: event } : {}) });
  }

  #markRow(event: WalkEvent, index: number, onlyTo: number | null): void {
    if (event.kind === 'jumped') this.chains.delete(`${event.table}/${event.to}`);
    if (event.kind === 'table') this.chains.delete(`${event.table}/${event.chain}`);
    if (event.kind === 'missed') {
      this.#marks(event).misses.push({ from: event.from, to: onlyTo ?? event.to, event: index });
    } else if (event.kind === 'matched' || event.kind === 'jumped') {
      this.#marks(event).matched.add(event.rule);
    } else if (event.kind === 'verdict') {
      const marks = this.#marks(event);
      marks.matched.add(event.rule);
      if (event.final) marks.verdict = event.rule;
    }
  }

  #marks({ table, chain }: { readonly table: string; readonly chain: string }): ChainMarks {
    const key = `${table}/${chain}`;
    const marks = this.chains.get(key) ?? { misses: [], matched: new Set(), verdict: null };
    this.chains.set(key, marks);
    return marks;
  }
}

function hookStates(own: readonly WalkEvent[], trail: Trail): ReadonlyMap<Hook, HookState> {
  const states = new Map<Hook, HookState>();
  for (const event of own) if (event.kind === 'hook') states.set(event.hook, 'ahead');
  for (const hook of trail.visited) states.set(hook, 'walked');
  if (trail.hook !== null) states.set(trail.hook, 'here');
  return states;
}

function endingOf(own: readonly WalkEvent[]): Ending {
  if (own.some((event) => event.kind === 'unknown')) return 'unknown';
  return own.some((event) => event.kind === 'dropped' && event.reason !== 'swallowed') ? 'dropped' : 'passes';
}

export function rowStateOf(walk: Walk, table: string, chain: string, rule: number): RowState {
  const key = `${table}/${chain}`;
  const marks = walk.chains.get(key);
  if (marks?.verdict === rule) return 'verdict';
  if (marks?.matched.has(rule) === true) return 'matched';
  if (marks?.misses.some(({ from, to }) => rule >= from && rule <= to) === true) return 'passed';
  return walk.whole.chains.get(key)?.matched.has(rule) === true ? 'ahead' : 'plain';
}

/** Index of the `missed` event that passed over a rule: what the engine is asked about when someone wants to know why. */
export function missOf(walk: Walk, table: string, chain: string, rule: number): number | null {
  const marks = walk.chains.get(`${table}/${chain}`);
  return marks?.misses.findLast(({ from, to }) => rule >= from && rule <= to)?.event ?? null;
}

/** Is the playhead at this very row? */
export const isAtRow = (walk: Walk, table: string, chain: string, rule: number): boolean =>
  walk.stop[0] === rowPlace(table, chain, rule);
