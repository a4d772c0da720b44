/** Replays every recording of the real kernel against the engine. No kernel needed. */

import { describe, expect, test } from 'vitest';

import { compareRuns } from './compare.ts';
import { engine, runOnEngine } from './engine.ts';
import { readRecordings } from './recordings.ts';

const recordings = readRecordings();

describe('the engine answers as the kernel did', () => {
  test.each(recordings)('$path', ({ recording: { scenario, kernel } }) => {
    const recorded = { scenario, result: kernel };
    expect(compareRuns(recorded, runOnEngine(engine, recorded))).toEqual([]);
  });
});

test('every recording agrees with itself', () => {
  for (const { recording } of recordings) {
    const run = { scenario: recording.scenario, result: recording.kernel };
    expect(compareRuns(run, run)).toEqual([]);
  }
});
