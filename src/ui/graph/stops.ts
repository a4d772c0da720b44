import type { Hook, StationName, WalkEvent } from '../../engine/index.ts';

/** Names of the nodes of the graph and of places inside them; they stand in `data-place` attributes. */
export const inNode = (device: string): string => `in:${device}`;
export const outNode = (device: string): string => `out:${device}`;
export const hookNode = (hook: Hook): string => `hook:${hook}`;
export const chainNode = (table: string, chain: string): string => `chain:${table}/${chain}`;
export const LOCAL = 'local';
export const ROUTE = 'route';
export const ROUTE_OUTPUT = 'route-output';

export const stationPlace = (hook: Hook, station: StationName): string => `station:${hook}/${station}`;
export const rowPlace = (table: string, chain: string, rule: number): string => `row:${table}/${chain}/${rule}`;

/** Where a packet is at an event: places from the most exact outwards, for when an inner one is not drawn. */
export type Stop = readonly string[];

/** What the stop of an event depends on besides the event: where its packet was, and in which hook. */
export interface Whereabouts {
  readonly hook: Hook | null;
  readonly stop: Stop;
}

export const NOWHERE: Whereabouts = { hook: null, stop: [] };

/** Whereabouts of a packet after an event of its own. `cause` is where the packet that gave rise to it stands. */
export function moveTo(event: WalkEvent, before: Whereabouts, cause: Whereabouts): Whereabouts {
  const at = (...stop: string[]): Whereabouts => ({ hook: before.hook, stop });
  const inHook = (...stop: string[]): Whereabouts =>
    at(...stop, ...(before.hook === null ? [] : [hookNode(before.hook)]));
  const row = (table: string, chain: string, rule: number): Whereabouts =>
    inHook(rowPlace(table, chain, rule), chainNode(table, chain), ...enclosingStation(table, before.hook));

  switch (event.kind) {
    case 'received':
      return { hook: null, stop: [inNode(event.device)] };
    case 'originated':
      return event.by === 'process' || event.by === 'local-stack'
        ? { hook: null, stop: [LOCAL] }
        : { ...cause, hook: null };
    case 'hook':
      return { hook: event.hook, stop: [hookNode(event.hook)] };
    case 'table':
      return { hook: event.hook, stop: [stationPlace(event.hook, event.table), hookNode(event.hook)] };
    case 'skipped':
      return at(stationPlace(event.hook, event.station), hookNode(event.hook));
    case 'missed':
      return row(event.table, event.chain, event.to);
    case 'matched':
    case 'jumped':
    case 'verdict':
      return row(event.table, event.chain, event.rule);
    case 'returned':
      return event.toRule === 0
        ? inHook(chainNode(event.table, event.to), ...enclosingStation(event.table, before.hook))
        : row(event.table, event.to, event.toRule);
    case 'policy':
      return inHook(...enclosingStation(event.table, before.hook));
    case 'conntrack':
      if (event.hook === null) return before;
      return at(stationPlace(event.hook, trackerStation(event.action)), hookNode(event.hook));
    case 'nat':
      return event.place === undefined
        ? at(stationPlace(event.hook, 'nat'), hookNode(event.hook))
        : row(event.place.table, event.place.chain, event.place.rule);
    case 'routed':
      return event.phase === 'reroute'
        ? before
        : { hook: null, stop: [event.phase === 'input' ? ROUTE : ROUTE_OUTPUT] };
    case 'reassembled':
      return event.hook === null ? before : at(stationPlace(event.hook, 'defrag'), hookNode(event.hook));
    case 'rewritten':
    case 'marked':
    case 'logged':
    case 'unknown':
      return event.place === undefined ? before : row(event.place.table, event.place.chain, event.place.rule);
    case 'sent':
    case 'looped':
      return { hook: null, stop: [outNode(event.device)] };
    case 'delivered':
      return { hook: null, stop: [LOCAL] };
    case 'fragmented':
    case 'dropped':
      return before;
  }
}

/** The station that a table's walk belongs to, at the hook where the packet is. */
const enclosingStation = (table: string, hook: Hook | null): readonly string[] =>
  hook === null ? [] : [`station:${hook}/${table}`];

const trackerStation = (action: Extract<WalkEvent, { readonly kind: 'conntrack' }>['action']): StationName => {
  if (action === 'confirmed') return 'confirm';
  return action === 'expected' ? 'helper' : 'conntrack';
};
