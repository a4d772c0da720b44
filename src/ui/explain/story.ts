import type { Hook, OutcomeView, RulePlace, StepView, WalkEvent } from '../../engine/index.ts';

/** Why an outcome came to be: the events that decided it, then the packet's whole walk, hook by hook. */
export interface Story {
  /** Indexes into the step's events, the shortest answer first. */
  readonly deciders: readonly number[];
  readonly chapters: readonly Chapter[];
}

export interface Chapter {
  /** Null before the first hook and after routing left one. */
  readonly hook: Hook | null;
  readonly events: readonly number[];
}

/** Null where the outcome is nobody's doing: an empty walk. */
export function storyOf(step: StepView, outcome: OutcomeView): Story | null {
  const packet = outcome.packet ?? step.events[0]?.packet;
  if (packet === undefined) return null;
  const deciders = decidersOf(step.events, packet, outcome);
  return deciders.length === 0 ? null : { deciders, chapters: chaptersOf(step.events, packet) };
}

type Test = (event: WalkEvent) => boolean;

function lastBefore(events: readonly WalkEvent[], end: number, test: Test): number | null {
  for (let index = Math.min(end, events.length - 1); index >= 0; index -= 1) {
    const event = events[index];
    if (event !== undefined && test(event)) return index;
  }
  return null;
}

function decidersOf(events: readonly WalkEvent[], packet: number, outcome: OutcomeView): readonly number[] {
  const of =
    (test: Test): Test =>
    (event) =>
      event.packet === packet && test(event);
  const end = endOf(events, of, outcome);
  if (end === null) return [];
  const origin =
    outcome.answer === true
      ? lastBefore(
          events,
          end,
          of(({ kind }) => kind === 'originated'),
        )
      : null;
  const rest = [...sealedBy(events, end, of, outcome.kind), end];
  const found = [...(origin === null ? [] : [origin]), ...rest];
  // Where a rule decided, its own event says more than the end it led to.
  return outcome.kind === 'dropped' || outcome.kind === 'rejected'
    ? found.slice(0, Math.max(1, found.length - 1))
    : found;
}

/** The event that the badge stands for. */
function endOf(events: readonly WalkEvent[], of: (test: Test) => Test, { kind, text }: OutcomeView): number | null {
  const last = events.length - 1;
  switch (kind) {
    case 'sent':
      return lastBefore(
        events,
        last,
        of((one) => one.kind === 'sent' && `→ ${one.device}` === text),
      );
    case 'delivered':
      return lastBefore(
        events,
        last,
        of((one) => one.kind === 'delivered'),
      );
    case 'dropped':
    case 'rejected':
      return lastBefore(
        events,
        last,
        of((one) => one.kind === 'dropped'),
      );
    case 'logged':
      return lastBefore(
        events,
        last,
        of((one) => one.kind === 'logged' && !one.trace),
      );
    case 'nat':
      return lastBefore(
        events,
        last,
        of((one) => one.kind === 'nat' && one.action === 'bound' && (one.manip === 'source') === (text === 'SNAT')),
      );
    case 'unknown':
      return lastBefore(
        events,
        last,
        of((one) => one.kind === 'unknown'),
      );
    case 'nothing':
      return lastBefore(
        events,
        last,
        of(() => true),
      );
  }
}

/** What sealed the packet's fate before its end: a rule, a policy, the routing decision. */
function sealedBy(
  events: readonly WalkEvent[],
  end: number,
  of: (test: Test) => Test,
  kind: OutcomeView['kind'],
): readonly number[] {
  const known = (...found: readonly (number | null)[]) => found.filter((index) => index !== null);
  switch (kind) {
    case 'sent':
    case 'delivered':
      return known(
        lastBefore(
          events,
          end,
          of((one) => decides(one) && one.table === 'filter'),
        ),
        lastBefore(
          events,
          end,
          of((one) => one.kind === 'routed'),
        ),
      );
    case 'dropped':
    case 'rejected': {
      const drop = events[end];
      const place = drop?.kind === 'dropped' ? drop.place : undefined;
      if (place === undefined) return [];
      return known(
        lastBefore(
          events,
          end,
          of((one) => decides(one) && one.table === place.table && isAt(one, place)),
        ),
      );
    }
    case 'nat':
      return known(
        lastBefore(
          events,
          end,
          of((one) => one.kind === 'matched' && one.table === 'nat'),
        ),
      );
    case 'logged':
    case 'unknown':
    case 'nothing':
      return [];
  }
}

type Deciding = Extract<WalkEvent, { readonly kind: 'verdict' | 'policy' }>;

const decides = (event: WalkEvent): event is Deciding =>
  event.kind === 'policy' || (event.kind === 'verdict' && event.final);

const isAt = (event: Deciding, place: { readonly chain: string; readonly rule?: number }): boolean =>
  event.chain === place.chain && (event.kind === 'policy' ? place.rule === undefined : event.rule === place.rule);

/** What a story leaves out: that a hook or a table begins is said by what happens there. */
const SILENT: ReadonlySet<WalkEvent['kind']> = new Set(['hook', 'table', 'jumped', 'returned']);

function chaptersOf(events: readonly WalkEvent[], packet: number): readonly Chapter[] {
  const chapters: { hook: Hook | null; events: number[] }[] = [];
  let hook: Hook | null = null;
  const add = (index: number) => {
    const last = chapters.at(-1);
    if (last?.hook === hook) last.events.push(index);
    else chapters.push({ hook, events: [index] });
  };
  for (const [index, event] of events.entries()) {
    if (event.packet !== packet) continue;
    if (event.kind === 'hook') hook = event.hook;
    if (event.kind === 'routed' || event.kind === 'sent' || event.kind === 'delivered') hook = null;
    if (SILENT.has(event.kind) || isIdlePolicy(events, index)) continue;
    if (event.kind === 'matched' && isVerdictOf(events[index + 1], event)) continue;
    if (saysAgain(event)) continue;
    add(index);
  }
  return chapters;
}

/** The policy ACCEPT of a chain in which nothing was asked. */
function isIdlePolicy(events: readonly WalkEvent[], index: number): boolean {
  const event = events[index];
  return event?.kind === 'policy' && event.policy === 'ACCEPT' && events[index - 1]?.kind === 'table';
}

/** A target that lets the packet go on was told when it matched; a drop, when its rule or policy decided. */
const saysAgain = (event: WalkEvent): boolean =>
  (event.kind === 'verdict' && !event.final) ||
  (event.kind === 'dropped' && (event.reason === 'rule' || event.reason === 'policy'));

const isVerdictOf = (next: WalkEvent | undefined, matched: RulePlace & { readonly packet: number }): boolean =>
  next?.kind === 'verdict' &&
  next.packet === matched.packet &&
  next.rule === matched.rule &&
  next.chain === matched.chain;

/** The rule that an event is about, if it is about one. */
export function placeOf(event: WalkEvent): RulePlace | null {
  switch (event.kind) {
    case 'matched':
    case 'verdict':
    case 'jumped':
      return event;
    case 'logged':
    case 'rewritten':
    case 'marked':
    case 'nat':
    case 'unknown':
      return event.place ?? null;
    case 'dropped':
      return event.place !== undefined && 'rule' in event.place ? event.place : null;
    case 'skipped':
      return event.by ?? null;
    default:
      return null;
  }
}
