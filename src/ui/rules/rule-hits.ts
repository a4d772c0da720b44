import type { RulePlace, RunView, StepView } from '../../engine/index.ts';

/** A packet of the timeline that came by a rule. */
export interface RuleVisit {
  /** 0-based. */
  readonly step: number;
  /** Index in the step of the event at which the rule was asked. */
  readonly event: number;
  readonly packet: number;
  /** The packet is not the step's own: the host made it. */
  readonly isAnswer: boolean;
  readonly hit: boolean;
}

/** Every packet of the timeline that a rule was asked about, in order. `version` is the ruleset in which the rule has this number. */
export function visitsOf(view: RunView, place: RulePlace, version: number): readonly RuleVisit[] {
  return view.steps.flatMap((step, index) => (step.rulesetBefore === version ? visitsIn(step, index, place) : []));
}

function visitsIn({ events }: StepView, step: number, { table, chain, rule }: RulePlace): readonly RuleVisit[] {
  const first = events.find(({ kind }) => kind === 'received' || kind === 'originated')?.packet;
  const visits: RuleVisit[] = [];
  for (const [event, one] of events.entries()) {
    const hit = one.kind === 'matched' && one.rule === rule;
    if (!hit && !(one.kind === 'missed' && one.from <= rule && rule <= one.to)) continue;
    if (one.table !== table || one.chain !== chain) continue;
    visits.push({ step, event, packet: one.packet, isAnswer: one.packet !== first, hit });
  }
  return visits;
}
