import type { OutcomeView, RunView, Scenario, Step, StepView, WalkEvent } from '../../engine/index.ts';
import type { RecordedPacket } from './packets.ts';
import type { RecordProblem } from './problem.ts';
import { replayRecording } from './replay.ts';

/** Recorded packets by the step of the document that stands for them: an edited step is no longer theirs. */
export type Recordings = ReadonlyMap<Step, RecordedPacket>;

export interface Overlaid {
  readonly view: RunView;
  /** By index of the step; steps that fit have none. */
  readonly problems: ReadonlyMap<number, readonly RecordProblem[]>;
}

/** A run in which recorded packets walk as the kernel's log says, over the rulesets of the run. */
export function withRecordings(view: RunView, scenario: Scenario, recordings: Recordings): Overlaid {
  const problems = new Map<number, readonly RecordProblem[]>();
  const steps = view.steps.map((step, index) => {
    const document = scenario.timeline[index];
    const packet = document === undefined ? undefined : recordings.get(document);
    const ruleset = view.rulesets[step.rulesetBefore];
    if (packet === undefined || ruleset === undefined) return step;
    const [first] = step.events;
    const bytes = first !== undefined && 'bytes' in first ? first.bytes : new Uint8Array();
    const recording = replayRecording(packet, ruleset, bytes, first?.packet ?? index + 1);
    if (recording.problems.length > 0) problems.set(index, recording.problems);
    return recordedStep(step, recording.events);
  });
  return { view: { ...view, steps }, problems };
}

function recordedStep(step: StepView, events: readonly WalkEvent[]): StepView {
  const { problem: _problem, expectations: _expectations, ...rest } = step;
  return { ...rest, events, outcome: outcomesOf(events), recorded: { simulated: step.events } };
}

function outcomesOf(events: readonly WalkEvent[]): readonly OutcomeView[] {
  const isRejected = events.some((event) => event.kind === 'verdict' && event.verdict.startsWith('REJECT'));
  return events.flatMap((event): readonly OutcomeView[] => {
    const { packet } = event;
    switch (event.kind) {
      case 'sent':
        return [{ kind: 'sent', text: `→ ${event.device}`, packet }];
      case 'delivered':
        return [{ kind: 'delivered', text: event.process ?? event.to, packet }];
      case 'dropped': {
        const place = event.place;
        const at = place === undefined ? event.text : `${place.table} ${place.chain}`;
        const rule = place === undefined ? '' : 'rule' in place ? ` ${place.rule}` : ' policy';
        return [{ kind: isRejected ? 'rejected' : 'dropped', text: at + rule, packet }];
      }
      case 'unknown':
        return [{ kind: 'unknown', text: event.what, packet }];
      default:
        return [];
    }
  });
}
