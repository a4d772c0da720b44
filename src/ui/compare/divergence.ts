import type { OutcomeView, RulesetView, RunView, StepView, TableName, WalkEvent } from '../../engine/index.ts';

/** How one step of the timeline goes in two versions. */
export interface StepComparison {
  /** `path`: it ends alike, but not by the same rules. */
  readonly kind: 'same' | 'path' | 'outcome';
  /** Where the walks part: index of the event in each, null where that walk is over. Null where they do not. */
  readonly parts: { readonly before: number | null; readonly after: number | null } | null;
}

/** Step by step; a run that refused its ruleset has no steps to compare. */
export function compareRuns(before: RunView, after: RunView): readonly StepComparison[] {
  return after.steps.map((step, index) => {
    const other = before.steps[index];
    if (other === undefined) return { kind: 'outcome', parts: null };
    return compareSteps(sideOf(before, other), sideOf(after, step));
  });
}

interface Side {
  readonly step: StepView;
  readonly ruleset: RulesetView | undefined;
}

const sideOf = (view: RunView, step: StepView): Side => ({ step, ruleset: view.rulesets[step.rulesetBefore] });

function compareSteps(before: Side, after: Side): StepComparison {
  const shared = new Set(tablesOf(before.ruleset).filter((table) => tablesOf(after.ruleset).includes(table)));
  const left = meaningsOf(before, shared);
  const right = meaningsOf(after, shared);
  const length = Math.max(left.length, right.length);
  let parts: StepComparison['parts'] = null;
  for (let at = 0; at < length && parts === null; at += 1)
    if (left[at]?.meaning !== right[at]?.meaning)
      parts = { before: left[at]?.event ?? null, after: right[at]?.event ?? null };
  if (!endsAlike(before.step.outcome, after.step.outcome)) return { kind: 'outcome', parts };
  return parts === null ? { kind: 'same', parts } : { kind: 'path', parts };
}

const tablesOf = (ruleset: RulesetView | undefined): readonly TableName[] =>
  ruleset?.tables.map(({ name }) => name) ?? [];

/** Rule numbers move with every edit: an end is the same if it is at the same chain. */
const endOf = ({ kind, text }: OutcomeView): string => `${kind} ${text.replace(/ \d+$/, '')}`;

const endsAlike = (before: readonly OutcomeView[], after: readonly OutcomeView[]): boolean =>
  before.length === after.length &&
  before.every((outcome, index) => {
    const other = after[index];
    return other !== undefined && endOf(outcome) === endOf(other);
  });

interface Meaning {
  readonly event: number;
  readonly meaning: string;
}

function meaningsOf({ step, ruleset }: Side, shared: ReadonlySet<TableName>): readonly Meaning[] {
  return step.events.flatMap((one, event): readonly Meaning[] => {
    const meaning = meaningOf(one, ruleset, shared);
    return meaning === null ? [] : [{ event, meaning }];
  });
}

/** What an event means whatever its rule's number; null for what says nothing by itself. */
function meaningOf(event: WalkEvent, ruleset: RulesetView | undefined, shared: ReadonlySet<TableName>): string | null {
  switch (event.kind) {
    case 'matched':
      return words('rule', event.table, event.chain, ruleText(ruleset, event));
    case 'policy':
      // That a table is there at all and lets everything pass is no difference.
      return event.policy === 'DROP' || shared.has(event.table)
        ? words('policy', event.table, event.chain, event.policy)
        : null;
    case 'verdict':
      return event.final ? words('verdict', event.table, event.chain, event.verdict) : null;
    case 'received':
      return words('received', event.device);
    case 'originated':
      return words('originated', event.by);
    case 'hook':
      return words('hook', event.hook);
    case 'rewritten':
      return words('rewritten', ...event.changes.flatMap(({ field, after }) => [field, after]));
    case 'marked':
      return words('marked', event.field, event.after);
    case 'conntrack':
      return words('conntrack', event.action, event.state);
    case 'nat':
      return words('nat', event.manip, event.action);
    case 'routed':
      return words('routed', event.outcome, event.device);
    case 'logged':
      return event.trace ? null : words('logged', event.line);
    case 'sent':
      return words('sent', event.device);
    case 'delivered':
      return words('delivered', event.to);
    case 'dropped':
      return words('dropped', event.reason);
    case 'unknown':
      return words('unknown', event.what);
    default:
      return null;
  }
}

const words = (...parts: readonly string[]): string => parts.join('\u0000');

function ruleText(
  ruleset: RulesetView | undefined,
  { table, chain, rule }: { readonly table: TableName; readonly chain: string; readonly rule: number },
): string {
  const found = ruleset?.tables.find(({ name }) => name === table)?.chains.find(({ name }) => name === chain);
  return found?.rules[rule - 1]?.text ?? String(rule);
}
