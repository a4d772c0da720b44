/** Traces that a kernel printed: read, sorted by packet, and laid over a ruleset. */
export { withRecordings, type Overlaid, type Recordings } from './overlay.ts';
export { recordedPackets, type RecordedPacket } from './packets.ts';
export type { RecordProblem } from './problem.ts';
export { isTraceLine, readTraceLog, type TraceLog } from './read-log.ts';
export { replayRecording, type Recording } from './replay.ts';
export { recordedSteps, type RecordedStep } from './timeline.ts';
