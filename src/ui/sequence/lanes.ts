import type { PacketRow, SequenceRow } from './sequence.ts';

/** A vertical line of the diagram. `x` in px from the left edge. */
export interface Lane {
  readonly id: string;
  readonly kind: 'far' | 'device' | 'host';
  readonly label: string;
  readonly x: number;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  readonly width: number;
}

/** Far ends of one device with a lane of their own; the others share one. */
const MOST_FAR = 3;
/** Room for the step's number, px. */
const GUTTER = 92;
/** A far end from its neighbour, from its device (a flow is written there), and a device from the host. */
const BETWEEN_FAR = 112;
const FAR_TO_DEVICE = 248;
const DEVICE_TO_HOST = 150;
const EDGE = 84;

export const HOST = 'host';
export const deviceLane = (device: string): string => `device ${device}`;
const farLane = (device: string, far: string): string => `far ${device} ${far}`;
const OTHERS = '*';

/** The first device that is used to the left of the host with what lies behind it, the others to the right. */
export function lanesOf(rows: readonly SequenceRow[], hostname: string, others: string): Lanes {
  const far = farEnds(rows);
  const [first, ...rest] = [...far.keys()];
  const lanes: Lane[] = [];
  let x = GUTTER;
  const add = (kind: Lane['kind'], id: string, label: string, gap: number) => {
    x += lanes.length === 0 ? 0 : gap;
    lanes.push({ id, kind, label, x });
  };
  const addFar = (device: string, address: string, gap: number) =>
    add('far', farLane(device, address), address === OTHERS ? others : address, gap);
  if (first !== undefined) {
    const ends = (far.get(first) ?? []).toReversed();
    for (const address of ends) addFar(first, address, BETWEEN_FAR);
    add('device', deviceLane(first), first, FAR_TO_DEVICE);
  }
  add('host', HOST, hostname, DEVICE_TO_HOST);
  for (const device of rest) {
    add('device', deviceLane(device), device, DEVICE_TO_HOST);
    (far.get(device) ?? []).forEach((address, index) =>
      addFar(device, address, index === 0 ? FAR_TO_DEVICE : BETWEEN_FAR),
    );
  }
  return { lanes, width: x + EDGE };
}

/** By device in order of use: the far ends behind it, the overflow as one. */
function farEnds(rows: readonly SequenceRow[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const row of rows) {
    if (row.kind === 'pause') continue;
    for (const leg of [row.arrives, row.leaves]) {
      if (leg === null) continue;
      const ends = found.get(leg.device) ?? new Set();
      found.set(leg.device, ends.add(leg.far));
    }
  }
  return new Map([...found].map(([device, ends]) => [device, shortened([...ends])]));
}

const shortened = (ends: readonly string[]): readonly string[] =>
  ends.length <= MOST_FAR ? ends : [...ends.slice(0, MOST_FAR - 1), OTHERS];

/** A stretch of an arrow, from x to x at a height, px. */
export interface Stroke {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly hasHead: boolean;
  /** Between two lanes of the host it is thin: nobody outside sees it. */
  readonly isInside: boolean;
  /** Above and below it. */
  readonly above: string;
  readonly below: string;
}

export interface Drawn {
  readonly strokes: readonly Stroke[];
  /** Where the packet was stopped, and on which side of it the word stands. */
  readonly cross: { readonly x: number; readonly y: number; readonly side: 1 | -1 } | null;
  /** Where the translation is written. */
  readonly nat: { readonly x: number; readonly y: number } | null;
  /** Where the process is written. */
  readonly process: { readonly x: number; readonly y: number } | null;
  readonly height: number;
}

const FIRST = 21;
const SECOND = 57;
export const ROW = 42;
const TALL_ROW = 78;

export function draw(row: PacketRow, lanes: readonly Lane[]): Drawn {
  const at = (id: string): number => lanes.find((lane) => lane.id === id)?.x ?? 0;
  const farAt = (device: string, far: string): number =>
    lanes.find(({ id }) => id === farLane(device, far))?.x ?? at(farLane(device, OTHERS));
  const host = at(HOST);
  const { arrives, leaves } = row;
  const inX = arrives === null ? host : at(deviceLane(arrives.device));
  const outX = leaves === null ? host : at(deviceLane(leaves.device));
  // Out on the side where it came in: the way back is a line of its own.
  const isTall = arrives !== null && leaves !== null && inX < host === outX < host;
  const outY = isTall ? SECOND : FIRST;
  const label = leaves !== null && row.pieces > 1 ? `${leaves.what} ×${row.pieces}` : (leaves?.what ?? '');
  const strokes: Stroke[] = [];
  const add = (stroke: Partial<Stroke> & Pick<Stroke, 'from' | 'to' | 'y'>) =>
    strokes.push({ hasHead: false, isInside: false, above: '', below: '', ...stroke });
  if (arrives !== null)
    add({
      from: farAt(arrives.device, arrives.far),
      to: inX,
      y: FIRST,
      hasHead: true,
      above: arrives.what,
      below: arrives.flow,
    });
  const stopX = inX === host ? host : (inX + host) / 2;
  if (row.fate === 'delivered' && arrives !== null)
    add({ from: inX, to: host, y: FIRST, hasHead: true, isInside: true });
  else if (row.fate === 'dropped' || row.fate === 'rejected' || row.fate === 'unknown')
    add({ from: inX, to: stopX, y: FIRST, isInside: true });
  else if (isTall) {
    add({ from: inX, to: host, y: FIRST, isInside: true });
    add({ from: host, to: outX, y: SECOND, isInside: true });
  } else if (leaves !== null) add({ from: inX, to: outX, y: FIRST, isInside: true });
  if (leaves !== null)
    add({ from: outX, to: farAt(leaves.device, leaves.far), y: outY, hasHead: true, above: label, below: leaves.flow });
  const isStopped = leaves === null && (row.fate === 'dropped' || row.fate === 'rejected' || row.fate === 'unknown');
  return {
    strokes,
    cross: isStopped ? { x: stopX, y: FIRST, side: inX <= host ? 1 : -1 } : null,
    nat: row.nat === '' ? null : { x: (inX + (leaves === null ? host : isTall ? host : outX)) / 2, y: FIRST },
    process: row.fate === 'delivered' ? { x: host, y: FIRST } : null,
    height: isTall ? TALL_ROW : ROW,
  };
}
