import type { OutcomeView, RunView, Step, StepView, WalkEvent } from '../../engine/index.ts';
import { flowText, kindOf, protocolName, readDatagram, type Datagram } from '../packet/datagram.ts';

/** A datagram on its way: by which device it came or left (null: the host itself) and how it looked there. */
export interface Leg {
  readonly device: string;
  /** The address at the far end. */
  readonly far: string;
  /** 'SYN', 'echo-request', 'UDP'. */
  readonly what: string;
  /** '192.168.1.2:40000 → 8.8.8.8:443', as the wire carries it. */
  readonly flow: string;
}

export type Fate = 'sent' | 'delivered' | 'dropped' | 'rejected' | 'unknown' | 'none';

/** One packet across the host. */
export interface PacketRow {
  readonly kind: 'packet';
  /** 0-based step, and the packet's id in the run. */
  readonly step: number;
  readonly packet: number;
  /** Events of the step at which it begins and ends. */
  readonly begins: number;
  readonly ends: number;
  /** Null: a process of the host, or the host itself, made it. */
  readonly arrives: Leg | null;
  readonly leaves: Leg | null;
  /** How it looked where it began, for a packet of the host's own. */
  readonly what: string;
  readonly flow: string;
  readonly fate: Fate;
  /** Process it went to, or what stopped it: 'filter INPUT 3'. */
  readonly at: string;
  /** Which end has another address or port on the other side; '' where neither has. */
  readonly nat: '' | 'source' | 'destination' | 'both';
  /** Into how many pieces it was cut on its way out. */
  readonly pieces: number;
  /** Connection tracking entry it belongs to. */
  readonly entry: number | null;
}

/** Between packets: time that passes, a command that is typed. */
export interface PauseRow {
  readonly kind: 'pause';
  readonly step: number;
  readonly seconds: number | null;
  readonly command: string | null;
}

export type SequenceRow = PacketRow | PauseRow;

/** Every datagram of the timeline in order. `timeline` is the document's that was run. */
export function sequenceOf(view: RunView, timeline: readonly Step[]): readonly SequenceRow[] {
  return view.steps.flatMap((step, index): readonly SequenceRow[] => {
    const document = timeline[index];
    const pause = document === undefined ? [] : pauseOf(document, index);
    return [...pause, ...packetsOf(step, index)];
  });
}

function pauseOf(step: Step, index: number): readonly PauseRow[] {
  if (step.disabled === true) return [];
  if ('wait' in step) return [{ kind: 'pause', step: index, seconds: step.wait, command: null }];
  return 'command' in step ? [{ kind: 'pause', step: index, seconds: null, command: step.command }] : [];
}

function packetsOf(step: StepView, index: number): readonly PacketRow[] {
  const walks = new Map<number, { readonly event: WalkEvent; readonly at: number }[]>();
  for (const [at, event] of step.events.entries()) {
    const walk = walks.get(event.packet);
    if (walk !== undefined) walk.push({ event, at });
    else if (event.kind === 'received' || event.kind === 'originated') walks.set(event.packet, [{ event, at }]);
  }
  return [...walks.values()].map((walk) => rowOf(walk, index, step.outcome));
}

type Walk = readonly { readonly event: WalkEvent; readonly at: number }[];

function rowOf(walk: Walk, step: number, outcome: readonly OutcomeView[]): PacketRow {
  const [first] = walk;
  const origin = first?.event;
  const started = origin !== undefined && 'bytes' in origin ? readDatagram(origin.bytes) : null;
  const out = walk.filter(({ event }) => event.kind === 'sent');
  const sent = out[0]?.event;
  const arrives =
    origin?.kind === 'received' && started !== null ? legOf(origin.device, started, started.source) : null;
  const left = sent?.kind === 'sent' ? readDatagram(sent.bytes) : null;
  const leaves = sent?.kind === 'sent' && left !== null ? legOf(sent.device, left, left.destination) : null;
  const end = walk.findLast(({ event }) => END.has(event.kind)) ?? walk.at(-1);
  return {
    kind: 'packet',
    step,
    packet: origin?.packet ?? 0,
    begins: first?.at ?? 0,
    ends: end?.at ?? 0,
    arrives,
    leaves,
    what: started === null ? 'IP' : whatOf(started),
    flow: started === null ? '' : flowText(started),
    ...endOf(end?.event, outcome),
    nat: natOf(walk, started, left),
    pieces: out.length,
    entry: walk.map(({ event }) => entryOf(event)).find((id) => id !== null) ?? null,
  };
}

const END: ReadonlySet<WalkEvent['kind']> = new Set(['sent', 'delivered', 'dropped', 'unknown']);

function endOf(event: WalkEvent | undefined, outcome: readonly OutcomeView[]): Pick<PacketRow, 'fate' | 'at'> {
  switch (event?.kind) {
    case 'sent':
      return { fate: 'sent', at: event.device };
    case 'delivered':
      return { fate: 'delivered', at: event.process ?? event.to };
    case 'dropped': {
      const badge = outcome.findLast(
        ({ kind, packet }) => packet === event.packet && (kind === 'dropped' || kind === 'rejected'),
      );
      return { fate: badge?.kind === 'rejected' ? 'rejected' : 'dropped', at: placeText(event) };
    }
    case 'unknown':
      return { fate: 'unknown', at: event.what };
    default:
      return { fate: 'none', at: '' };
  }
}

const placeText = ({ place, text }: Extract<WalkEvent, { readonly kind: 'dropped' }>): string =>
  place === undefined ? text : `${place.table} ${place.chain} ${'rule' in place ? place.rule : 'policy'}`;

const whatOf = (datagram: Datagram): string => kindOf(datagram) || protocolName(datagram.protocol);

const legOf = (device: string, datagram: Datagram, far: string): Leg => ({
  device,
  far,
  what: whatOf(datagram),
  flow: flowText(datagram),
});

/** Which ends have another address or port on the other side. */
function natOf(walk: Walk, before: Datagram | null, after: Datagram | null): PacketRow['nat'] {
  const delivered = walk.findLast(({ event }) => event.kind === 'rewritten')?.event;
  const now = after ?? (delivered?.kind === 'rewritten' ? readDatagram(delivered.bytes) : null);
  if (before === null || now === null) return '';
  const source = before.source !== now.source || before.sourcePort !== now.sourcePort;
  const destination = before.destination !== now.destination || before.destinationPort !== now.destinationPort;
  if (source && destination) return 'both';
  return source ? 'source' : destination ? 'destination' : '';
}

const entryOf = (event: WalkEvent): number | null =>
  event.kind === 'conntrack' || event.kind === 'nat' ? (event.entry?.id ?? null) : null;
