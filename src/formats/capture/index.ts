/** Packet captures: read as a timeline, written from a run. */
export type { Capture, CapturedFrame, CaptureProblem, SkipKind } from './capture.ts';
export { entrancesOf, type Entrance, type EntranceGroup, type EntranceReason } from './entrance.ts';
export { flowText } from './flow.ts';
export { isCapture, readCapture } from './read-capture.ts';
export { runToPcapng } from './run-capture.ts';
export { capturedSteps, MOST_PACKETS, planTimeline, type TimelineChoice } from './timeline.ts';
