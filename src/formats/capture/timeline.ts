import type { PacketDocument, Step } from '../../engine/index.ts';
import type { Capture, CapturedFrame } from './capture.ts';
import { repaired } from './checksums.ts';
import type { Entrance, EntranceGroup } from './entrance.ts';
import { flowMatches, flowOf } from './flow.ts';

/** More packets than this are chosen from, not all taken: every step of a timeline is a card. */
export const MOST_PACKETS = 2000;
/** A packet moves virtual time by this much itself (scenario.md), ms. */
const PACKET_TIME = 10;

export interface TimelineChoice {
  /** Words that a packet must have: addresses, ports, a protocol. */
  readonly filter: string;
  /** 1-based place among those that pass the filter. */
  readonly from: number;
  readonly count: number;
  /** Where the groups enter, by key, where people chose otherwise. */
  readonly entrances: ReadonlyMap<string, Entrance>;
  /** Gaps of at least this many milliseconds become waits; null: none does. */
  readonly shortestWait: number | null;
  /** Fill in what was cut off and checksums that a network card was still to compute. */
  readonly repair: boolean;
}

export interface PlannedTimeline {
  /** Frames that pass the filter and enter somewhere. */
  readonly matching: number;
  readonly chosen: readonly CapturedFrame[];
  /** Frames whose group enters nowhere. */
  readonly leftOut: number;
}

/** Indices of frames → where they enter, as chosen. */
function entranceOfFrames(groups: readonly EntranceGroup[], choice: TimelineChoice): ReadonlyMap<number, Entrance> {
  const entrances = new Map<number, Entrance>();
  for (const group of groups) {
    const entrance = choice.entrances.get(group.key) ?? group.entrance;
    for (const index of group.frames) entrances.set(index, entrance);
  }
  return entrances;
}

/** Which packets of the capture a choice takes. */
export function planTimeline(
  capture: Capture,
  groups: readonly EntranceGroup[],
  choice: TimelineChoice,
): PlannedTimeline & { readonly entrances: ReadonlyMap<CapturedFrame, Entrance> } {
  const entranceAt = entranceOfFrames(groups, choice);
  const passing = capture.frames.flatMap((frame, index) =>
    flowMatches(flowOf(frame.datagram), choice.filter)
      ? [{ frame, entrance: entranceAt.get(index) ?? ({ kind: 'none' } as const) }]
      : [],
  );
  const entering = passing.filter(({ entrance }) => entrance.kind !== 'none');
  const chosen = entering.slice(choice.from - 1, choice.from - 1 + Math.min(choice.count, MOST_PACKETS));
  return {
    matching: entering.length,
    chosen: chosen.map(({ frame }) => frame),
    leftOut: passing.length - entering.length,
    entrances: new Map(chosen.map(({ frame, entrance }) => [frame, entrance])),
  };
}

/** The chosen packets as steps, with waits where the capture was silent. */
export function capturedSteps(
  capture: Capture,
  groups: readonly EntranceGroup[],
  choice: TimelineChoice,
): readonly Step[] {
  const { chosen, entrances } = planTimeline(capture, groups, choice);
  return chosen.flatMap((frame, index) => {
    const entrance = entrances.get(frame);
    const before = chosen[index - 1];
    const gap = before === undefined ? 0 : frame.time - before.time - PACKET_TIME;
    const isWait = choice.shortestWait !== null && gap > 0 && gap >= choice.shortestWait;
    return [
      ...(isWait ? [{ wait: Math.round(gap) / 1000 }] : []),
      { packet: packetOf(frame, entrance, choice.repair) },
    ];
  });
}

function packetOf(frame: CapturedFrame, entrance: Entrance | undefined, repair: boolean): PacketDocument {
  const hex = toHex(repair ? repaired(frame.datagram) : frame.datagram);
  if (entrance?.kind !== 'device') return { from: 'local', hex };
  // The host's own MAC is the scenario's: only what is addressed to many keeps its destination.
  const isForMany = (parseInt(frame.destinationMac?.slice(0, 2) ?? '0', 16) & 1) === 1;
  return {
    in: entrance.device,
    hex,
    ...(isMac(frame.sourceMac) && { srcMac: frame.sourceMac }),
    ...(isForMany && frame.destinationMac !== undefined && { dstMac: frame.destinationMac }),
  };
}

const isMac = (mac: string | undefined): mac is string => mac !== undefined && mac !== '00:00:00:00:00:00';

const toHex = (bytes: Uint8Array): string => {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
};
