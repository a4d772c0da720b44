import { toHex } from '../net/index.ts';
import type { WalkEvent } from '../model/index.ts';
import type { RunRecord } from './record.ts';

/** JSON form of a run: every step with its events, bytes as hex. */
export interface EventsResult {
  readonly restore: { readonly exit: number; readonly stderr: string };
  readonly steps: readonly {
    readonly begins: number;
    readonly ends: number;
    readonly problem?: string;
    readonly command?: { readonly exit: number; readonly stdout: string; readonly stderr: string };
    readonly events: readonly object[];
    readonly expectations: readonly object[];
  }[];
}

const eventJson = (event: WalkEvent): object => {
  if (!('bytes' in event)) return event;
  const { bytes, ...rest } = event;
  return { ...rest, hex: toHex(bytes) };
};

export function eventsFormat(record: RunRecord): EventsResult {
  return {
    restore: { exit: record.restore.exit, stderr: record.restore.stderr },
    steps: record.steps.map(({ begins, ends, problem, command, events, expectations }) => ({
      begins,
      ends,
      ...(problem !== undefined && { problem }),
      ...(command && { command }),
      events: events.map(eventJson),
      expectations,
    })),
  };
}
