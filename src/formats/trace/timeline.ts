import type { Step } from '../../engine/index.ts';
import type { RecordedPacket } from './packets.ts';

/** Gaps shorter than this are the log's own slowness, ms. */
const SHORTEST_WAIT = 1000;

/** A recorded packet and the step that stands for it; waits between are steps without a packet. */
export interface RecordedStep {
  readonly step: Step;
  readonly packet: RecordedPacket | null;
}

/** The recorded packets as steps, so that the engine can walk the same ones, with waits where the log was silent. */
export const recordedSteps = (packets: readonly RecordedPacket[]): readonly RecordedStep[] =>
  packets.flatMap((packet, index): readonly RecordedStep[] => {
    const before = packets[index - 1]?.time ?? null;
    const gap = before === null || packet.time === null ? 0 : packet.time - before;
    const wait = gap >= SHORTEST_WAIT ? [{ step: { wait: Math.round(gap) / 1000 }, packet: null }] : [];
    return [...wait, { step: { packet: packet.document }, packet }];
  });
