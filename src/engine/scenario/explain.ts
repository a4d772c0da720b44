import type { MissReason } from '../model/index.ts';
import type { Scenario } from './document.ts';
import { runScenario } from './run.ts';
import type { RunOptions } from './run.ts';

/** The rules of one `missed` event about which somebody asks. */
export interface Question {
  /** 0-based step, and index of the event in it. */
  readonly step: number;
  readonly event: number;
  /** Rule numbers, both inclusive, within the event's stretch. */
  readonly from: number;
  readonly to: number;
}

/**
 * Why each of these rules did not match: the scenario is walked once more up to that step, with reasons kept for that stretch. Empty if the
 * event is no longer there.
 */
export function explainMisses(
  scenario: Scenario,
  question: Question,
  shell: RunOptions['shell'],
): readonly MissReason[] {
  const first = runScenario(scenario, { shell, events: true, until: question.step + 1 });
  const asked = first.ok ? first.value.steps[question.step]?.events[question.event] : undefined;
  if (asked?.kind !== 'missed') return [];
  const { packet, table, chain } = asked;
  const explain = { packet, table, chain, from: question.from, to: question.to };
  const second = runScenario(scenario, { shell, events: true, until: question.step + 1, explain });
  const events = second.ok ? (second.value.steps[question.step]?.events ?? []) : [];
  return events.flatMap((event) =>
    event.kind === 'missed' &&
    event.packet === packet &&
    event.table === table &&
    event.chain === chain &&
    event.from >= question.from &&
    event.to <= question.to
      ? (event.reasons ?? [])
      : [],
  );
}
