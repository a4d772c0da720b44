import type { ConntrackAction, ConntrackView, RulePlace, RunView, StepView, WalkEvent } from '../../engine/index.ts';

/** An entry as it stands at the playhead. */
export interface ConntrackRow {
  readonly entry: ConntrackView;
  /** The packet in motion belongs to it. */
  readonly isLit: boolean;
  /** What the current event did to it, if anything. */
  readonly change: ConntrackAction | 'nat' | null;
  /** The entry before the current event, where the event changed it. */
  readonly before: ConntrackView | null;
  /** It went while this step ran. */
  readonly isGone: boolean;
}

/** Where an entry came from, over the whole run. */
export interface ConntrackHistory {
  /** Index of the step whose packet made it; null when it was there from the start. */
  readonly createdBy: number | null;
  /** Steps whose packets touched it, in order. */
  readonly steps: readonly number[];
  readonly sourceNatBy: RulePlace | null;
  readonly destinationNatBy: RulePlace | null;
  /** What happened to it, packet by packet. */
  readonly moments: readonly ConntrackMoment[];
}

/** What one packet, or time, or a command did to an entry in a step. */
export interface ConntrackMoment {
  /** 0-based, and index of the first such event in it. */
  readonly step: number;
  readonly event: number;
  /** 0: not a packet's doing. */
  readonly packet: number;
  readonly actions: readonly (ConntrackAction | 'nat')[];
  /** Protocol state afterwards. */
  readonly state: string;
  /** Why it changed or went, in the tracker's words. */
  readonly reasons: readonly string[];
}

/**
 * The table as it was at an event: what the step before left, changed by the events up to `event` (inclusive).
 * `event` null is a step in which nothing walked: the table after it.
 */
export function conntrackAsOf(view: RunView, step: number, event: number | null): readonly ConntrackRow[] {
  const current = view.steps[step];
  if (current === undefined) return [];
  if (event === null) return current.conntrack.map((entry) => plainRow(entry));
  return walkTo(view.steps[step - 1]?.conntrack ?? [], current.events, event);
}

function walkTo(start: readonly ConntrackView[], events: readonly WalkEvent[], last: number): readonly ConntrackRow[] {
  const table = new Map(start.map((entry) => [entry.id, plainRow(entry)]));
  const lit = new Map<number, number>();
  events.slice(0, last + 1).forEach((event, index) => {
    const touched = entryOf(event);
    if (touched === null) return;
    const isNow = index === last;
    const action = event.kind === 'conntrack' ? event.action : 'nat';
    lit.set(event.packet, touched.id);
    table.set(touched.id, {
      entry: touched,
      isLit: false,
      change: isNow ? action : null,
      before: isNow ? (table.get(touched.id)?.entry ?? null) : null,
      isGone: action === 'destroyed',
    });
  });
  const packet = events[last]?.packet;
  const litEntry = packet === undefined ? undefined : lit.get(packet);
  return [...table.values()]
    .filter((row) => !row.isGone || row.change === 'destroyed')
    .map((row) => (row.entry.id === litEntry ? { ...row, isLit: true } : row));
}

const entryOf = (event: WalkEvent): ConntrackView | null =>
  event.kind === 'conntrack' || event.kind === 'nat' ? event.entry : null;

const plainRow = (entry: ConntrackView): ConntrackRow => ({
  entry,
  isLit: false,
  change: null,
  before: null,
  isGone: false,
});

const histories = new WeakMap<readonly StepView[], ReadonlyMap<number, ConntrackHistory>>();

/** By entry id. Computed once per run. */
export function conntrackHistories(view: RunView): ReadonlyMap<number, ConntrackHistory> {
  const known = histories.get(view.steps);
  if (known !== undefined) return known;
  const found = new Map<number, ConntrackHistory>();
  view.steps.forEach((step, index) => {
    let natRule: RulePlace | null = null;
    for (const [at, event] of step.events.entries()) {
      if (event.kind === 'table' && event.table === 'nat') natRule = null;
      if (event.kind === 'matched' && event.table === 'nat') natRule = event;
      const entry = entryOf(event);
      if (entry === null) continue;
      const history = addToHistory(found.get(entry.id), event, index, natRule);
      found.set(entry.id, { ...history, moments: withMoment(history.moments, event, { step: index, event: at }) });
    }
  });
  histories.set(view.steps, found);
  return found;
}

/** `natRule` is the rule of nat that matched last: what bound the entry, where the event itself does not say. */
function addToHistory(
  before: ConntrackHistory | undefined,
  event: WalkEvent,
  step: number,
  natRule: RulePlace | null,
): ConntrackHistory {
  const history = before ?? { createdBy: null, steps: [], sourceNatBy: null, destinationNatBy: null, moments: [] };
  const place = event.kind === 'nat' && event.action === 'bound' ? (event.place ?? natRule) : null;
  const manip = event.kind === 'nat' ? event.manip : null;
  return {
    ...history,
    createdBy: event.kind === 'conntrack' && event.action === 'created' ? step : history.createdBy,
    steps: history.steps.at(-1) === step ? history.steps : [...history.steps, step],
    sourceNatBy: manip === 'source' && place !== null ? place : history.sourceNatBy,
    destinationNatBy: manip === 'destination' && place !== null ? place : history.destinationNatBy,
  };
}

/** Adds an event to the moment of its packet, or begins a new one. */
function withMoment(
  moments: readonly ConntrackMoment[],
  event: WalkEvent,
  place: Pick<ConntrackMoment, 'step' | 'event'>,
): readonly ConntrackMoment[] {
  const action = event.kind === 'conntrack' ? event.action : 'nat';
  const reason = event.kind === 'conntrack' ? event.reason : undefined;
  const last = moments.at(-1);
  const isSame = last?.step === place.step && last.packet === event.packet;
  const before = isSame ? last : { ...place, packet: event.packet, actions: [], state: '', reasons: [] };
  // A null binding changes nothing that people look for.
  const isNews = !(event.kind === 'nat' && event.action !== 'bound') && !before.actions.includes(action);
  const moment: ConntrackMoment = {
    ...before,
    actions: isNews ? [...before.actions, action] : before.actions,
    state: entryOf(event)?.state ?? before.state,
    reasons: reason === undefined ? before.reasons : [...before.reasons, reason],
  };
  return [...(isSame ? moments.slice(0, -1) : moments), moment];
}
