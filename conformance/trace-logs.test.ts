/** What is read out of a kernel's TRACE lines, against the engine's own walk of the same packets. */

import { expect, test } from 'vitest';

import { runScenario, runView } from '../src/engine/index.ts';
import type { StepView, WalkEvent } from '../src/engine/index.ts';
import { readTraceLog, recordedPackets, replayRecording } from '../src/formats/index.ts';
import { runShell } from '../src/shell/index.ts';
import { readRecordings } from './recordings.ts';

const WALKED = new Set(['missed', 'matched', 'jumped', 'returned', 'policy']);

/** Every rule that a walk speaks of, in order. Stretches are cut in single rules: both sides may cut them differently. */
function rulesOf(events: readonly WalkEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (!WALKED.has(event.kind)) return [];
    if (event.kind === 'missed')
      return Array.from(
        { length: event.to - event.from + 1 },
        (_, at) => `${event.table} ${event.chain} ${event.from + at} missed`,
      );
    if (event.kind === 'matched') return [`${event.table} ${event.chain} ${event.rule} matched`];
    if (event.kind === 'jumped') return [`${event.table} ${event.chain} → ${event.to}`];
    if (event.kind === 'returned') return [`${event.table} ${event.chain} ↵ ${event.to}`];
    return event.kind === 'policy' ? [`${event.table} ${event.chain} policy ${event.policy}`] : [];
  });
}

/** The walks of the packets that left trace lines, from the first traced table on. */
function tracedWalks(step: StepView): readonly (readonly string[])[] {
  const traced = [...new Set(step.events.flatMap((one) => (one.kind === 'logged' && one.trace ? [one.packet] : [])))];
  return traced.map((id) => {
    const own = step.events.filter(({ packet }) => packet === id);
    const first = own.findIndex((event) => event.kind === 'logged' && event.trace);
    const table = own.slice(0, first).findLastIndex((event) => event.kind === 'table');
    return rulesOf(own.slice(Math.max(0, table)));
  });
}

/** Recordings in which the two may differ, and why. */
const EXCEPT: { readonly [path: string]: string } = {
  'targets/trace-twice-and-conditions.json': 'which of several TRACE rules marked the packet the log does not say',
  'conntrack-others/fragments-for-the-host-without-defragmentation.json':
    'put together in INPUT, the datagram has another length',
  'routing/local-broadcast-and-multicast-senders.json': 'a multicast is sent and looped: two walks of one packet',
  'nat/echo-id-clash.json': 'the answer in the recording is to an id that the kernel drew',
  'nat/masquerade-random.json': 'the answer in the recording is to a port that the kernel drew',
  'nat/masquerade-two-clients-on-one-port.json': 'the answer in the recording is to a port that the kernel drew',
  'nat/null-binding-moves-a-port-that-a-masqueraded-flow-holds.json': 'the answer goes to a port that the kernel drew',
  'stack/listening-tcp-port.json': 'the last packet acknowledges a sequence number that the kernel drew',
};

const traced = readRecordings()
  .filter(({ recording }) => JSON.stringify(recording.kernel).includes('TRACE: '))
  // What the fuzzer found turns on the kernel's draws of ports and numbers, to which its recorded answers keep.
  .filter(({ path }) => !(path in EXCEPT) && !path.startsWith('found/'));

test('recordings of traces are there', () => expect(traced.length).toBeGreaterThan(100));

test.each(traced)('$path', ({ recording: { scenario, kernel } }) => {
  const run = runScenario(scenario, { shell: runShell, events: true });
  if (!run.ok) throw new Error(run.error.map(({ message }) => message).join('\n'));
  const view = runView(run.value);
  for (const [index, step] of view.steps.entries()) {
    const log =
      (kernel.steps?.[index] as { readonly log?: readonly { readonly line: string }[] } | undefined)?.log ?? [];
    const packets = recordedPackets(readTraceLog(log.map(({ line }) => `[  12.345678] ${line}`).join('\n')));
    const ruleset = view.rulesets[step.rulesetBefore];
    if (ruleset === undefined) throw new Error('a step without a ruleset');
    const recordings = packets.map((packet) => replayRecording(packet, ruleset, new Uint8Array(20), 1));
    expect(recordings.flatMap(({ problems }) => problems)).toEqual([]);
    const walks = new Set(recordings.map(({ events }) => rulesOf(events).join('\n')));
    expect(walks).toEqual(new Set(tracedWalks(step).map((walk) => walk.join('\n'))));
  }
});
