import type { RulePlace, WalkEvent } from '../model/index.ts';
import type { OutcomeView } from './views.ts';

type Place = RulePlace | { readonly table: string; readonly chain: string };

/** 'filter INPUT 3', or 'filter INPUT policy' for a place without a rule. */
export const placeText = (place: Place): string =>
  `${place.table} ${place.chain} ${'rule' in place ? place.rule : 'policy'}`;

type EventOf<K extends WalkEvent['kind']> = Extract<WalkEvent, { kind: K }>;

function dropped(event: EventOf<'dropped'>, rejected: boolean): Omit<OutcomeView, 'packet'> {
  const text = event.place ? placeText(event.place) : event.text;
  return { kind: rejected ? 'rejected' : 'dropped', text };
}

function outcomeOf(event: WalkEvent, rejected: ReadonlySet<number>): Omit<OutcomeView, 'packet'> | null {
  switch (event.kind) {
    case 'sent':
      return { kind: 'sent', text: `→ ${event.device}` };
    case 'delivered':
      return { kind: 'delivered', text: event.process ?? event.to };
    case 'dropped':
      return dropped(event, rejected.has(event.packet));
    case 'logged':
      return event.trace ? null : { kind: 'logged', text: 'LOG' };
    case 'nat':
      return event.action === 'bound' ? { kind: 'nat', text: event.manip === 'source' ? 'SNAT' : 'DNAT' } : null;
    case 'unknown':
      return { kind: 'unknown', text: event.what };
    default:
      return null;
  }
}

/** Badges of a step, in the order in which things happened, each said once. Those of the host's own answers are marked. */
export function outcomes(events: readonly WalkEvent[]): readonly OutcomeView[] {
  const answers = new Set<number>();
  const rejected = new Set<number>();
  const found = new Map<string, OutcomeView>();
  for (const event of events) {
    if (event.kind === 'originated' && event.causedBy !== null) answers.add(event.packet);
    if (event.kind === 'verdict' && event.verdict.startsWith('REJECT')) rejected.add(event.packet);
    const outcome = outcomeOf(event, rejected);
    if (!outcome) continue;
    const answer = answers.has(event.packet);
    const key = `${outcome.kind} ${outcome.text} ${answer}`;
    if (!found.has(key)) found.set(key, { ...outcome, packet: event.packet, ...(answer && { answer }) });
  }
  if (found.size === 0) return events.length > 0 ? [{ kind: 'nothing', text: '', packet: null }] : [];
  return [...found.values()];
}
