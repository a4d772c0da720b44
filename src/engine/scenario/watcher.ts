import type { Ruleset, WalkEvent } from '../model/index.ts';
import { rulesetView } from './ruleset-view.ts';
import type { Machine } from './machine.ts';
import type { StepSnapshot } from './record.ts';
import { readStates, rememberingUses, type RememberingUse } from './rule-states.ts';
import { setViews } from './set-views.ts';
import type { CounterView, RulesetView, RuleStateView, SetView } from './views.ts';

/** Notes, after every step of a watched run, what the page shows beside the events: tables, counters, ruleset versions. */
export class Watcher {
  readonly rulesets: RulesetView[];
  readonly #machine: Machine;
  #seen: Ruleset;
  #remembering: readonly RememberingUse[];
  #states: readonly RuleStateView[];
  /** Memories before the first step. */
  readonly states: readonly RuleStateView[];
  #sets: readonly SetView[];
  /** ipsets before the first step. */
  readonly sets: readonly SetView[];

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#seen = machine.host.ruleset;
    this.rulesets = [rulesetView(this.#seen)];
    this.#remembering = rememberingUses(this.#seen);
    this.states = this.#states = readStates(this.#remembering, machine.host.services, []);
    this.sets = this.#sets = setViews(machine.sets, []);
  }

  snapshot(events: readonly WalkEvent[]): StepSnapshot {
    const { host } = this.#machine;
    const rulesetBefore = this.rulesets.length - 1;
    if (host.ruleset !== this.#seen) {
      this.#seen = host.ruleset;
      this.rulesets.push(rulesetView(this.#seen));
      this.#remembering = rememberingUses(this.#seen);
    }
    this.#states = readStates(this.#remembering, host.services, this.#states);
    this.#sets = setViews(this.#machine.sets, this.#sets);
    return {
      conntrack: host.conntrackViews(),
      counters: countersTouched(events, host.ruleset),
      states: this.#states,
      sets: this.#sets,
      rulesetBefore,
      rulesetAfter: this.rulesets.length - 1,
    };
  }
}

/** Counters that the events moved, at their value now. Places that a later command removed are gone. */
function countersTouched(events: readonly WalkEvent[], ruleset: Ruleset): readonly CounterView[] {
  const counters = new Map<string, CounterView>();
  for (const event of events) {
    if (event.kind !== 'matched' && event.kind !== 'policy') continue;
    const { table, chain } = event;
    const rule = event.kind === 'matched' ? event.rule : 0;
    const found = ruleset.get(table)?.chains.get(chain);
    const counted = rule === 0 ? found : found?.entries[rule - 1];
    if (!counted) continue;
    counters.set(`${table} ${chain} ${rule}`, {
      table,
      chain,
      rule,
      packets: String(counted.packets),
      bytes: String(counted.bytes),
    });
  }
  return [...counters.values()];
}
