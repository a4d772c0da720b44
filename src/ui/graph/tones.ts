import type { StepView, TableName, WalkEvent } from '../../engine/index.ts';
import { positionsOf } from '../../store/index.ts';

/** Which colour stands for an event: its table's, the connection tracker's, or none. */
export type Tone = TableName | 'conntrack' | 'none';

const known = new WeakMap<StepView, readonly Tone[]>();

/** One tone per position of the step. */
export function tonesOf(step: StepView): readonly Tone[] {
  const found = known.get(step);
  if (found !== undefined) return found;
  const byEvent: Tone[] = [];
  const underWay = new Map<number, Tone>();
  for (const event of step.events) {
    const tone = ownTone(event) ?? underWay.get(event.packet) ?? 'none';
    byEvent.push(tone);
    underWay.set(event.packet, endsStation(event) ? 'none' : tone);
  }
  const tones = positionsOf(step).map(({ event }) => (event === null ? 'none' : (byEvent[event] ?? 'none')));
  known.set(step, tones);
  return tones;
}

/** Null where the event belongs to whatever table the packet is in. */
function ownTone(event: WalkEvent): Tone | null {
  switch (event.kind) {
    case 'table':
    case 'missed':
    case 'matched':
    case 'jumped':
    case 'returned':
    case 'policy':
    case 'verdict':
      return event.table;
    case 'conntrack':
      return 'conntrack';
    case 'nat':
      return 'nat';
    case 'skipped':
      return stationTone(event.station);
    case 'logged':
    case 'rewritten':
    case 'marked':
    case 'unknown':
      return event.place?.table ?? (event.kind === 'rewritten' && event.by === 'nat' ? 'nat' : null);
    case 'dropped':
      return event.place?.table ?? null;
    default:
      return 'none';
  }
}

/** Defragmentation, helpers and confirmation are conntrack's work. */
const stationTone = (station: TableName | 'defrag' | 'conntrack' | 'helper' | 'confirm'): Tone =>
  station === 'defrag' || station === 'helper' || station === 'confirm' ? 'conntrack' : station;

const endsStation = (event: WalkEvent): boolean =>
  event.kind === 'hook' || event.kind === 'policy' || (event.kind === 'verdict' && event.final);

export const TONE_TEXT: { readonly [T in Tone]: string } = {
  raw: 'text-raw',
  conntrack: 'text-conntrack',
  mangle: 'text-mangle',
  nat: 'text-nat',
  filter: 'text-filter',
  security: 'text-security',
  none: 'text-ink2',
};

export const TONE_GROUND: { readonly [T in Tone]: string } = {
  raw: 'bg-raw',
  conntrack: 'bg-conntrack',
  mangle: 'bg-mangle',
  nat: 'bg-nat',
  filter: 'bg-filter',
  security: 'bg-security',
  none: 'bg-ink3',
};
