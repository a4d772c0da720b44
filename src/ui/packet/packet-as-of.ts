import type { StepView, WalkEvent } from '../../engine/index.ts';

export interface PacketAsOf {
  readonly packet: number;
  /** As it arrived or was made. */
  readonly start: Uint8Array;
  readonly now: Uint8Array;
  readonly origin: Extract<WalkEvent, { readonly kind: 'received' | 'originated' }>;
  /** Facts beside the bytes, the last of each kind: mark, ctmark… */
  readonly marks: readonly { readonly field: string; readonly value: string }[];
  readonly state: string | null;
}

/** The packet in motion at an event, with its bytes then and at its start. Null where the step has none. */
export function packetAsOf(step: StepView, event: number | null): PacketAsOf | null {
  const packet = event === null ? undefined : step.events[event]?.packet;
  if (event === null || packet === undefined) return null;
  const own = step.events.slice(0, event + 1).filter((one) => one.packet === packet);
  const origin = own.find((one) => one.kind === 'received' || one.kind === 'originated');
  if (origin === undefined) return null;
  const marks = new Map<string, string>();
  let now = origin.bytes;
  let state: string | null = null;
  for (const one of own) {
    if (one.kind === 'rewritten' || one.kind === 'reassembled' || one.kind === 'sent') now = one.bytes;
    if (one.kind === 'marked') marks.set(one.field, one.after);
    if (one.kind === 'conntrack') state = one.state;
  }
  return {
    packet,
    start: origin.bytes,
    now,
    origin,
    marks: [...marks].map(([field, value]) => ({ field, value })),
    state,
  };
}

/** Offsets of `now` whose bytes differ from `start`, or lie beyond it. */
export function changedOffsets(start: Uint8Array, now: Uint8Array): ReadonlySet<number> {
  const changed = new Set<number>();
  now.forEach((byte, offset) => {
    if (byte !== start[offset]) changed.add(offset);
  });
  return changed;
}
