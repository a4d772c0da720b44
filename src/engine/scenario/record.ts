import type { ConntrackView, Diagnostic, WalkEvent } from '../model/index.ts';
import type { Scenario } from './document.ts';
import type { Machine } from './machine.ts';
import type { CounterView, ExpectationView, RulesetView, RuleStateView, SetView } from './views.ts';

/** What a command of the timeline answered. */
export interface CommandOutput {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A datagram that left the host by a device. */
export interface SentDatagram {
  readonly dev: string;
  readonly bytes: Uint8Array;
}

export interface LogLine {
  readonly level: number;
  readonly line: string;
}

/** State after a step, kept only when a run is watched. */
export interface StepSnapshot {
  readonly conntrack: readonly ConntrackView[];
  readonly counters: readonly CounterView[];
  readonly states: readonly RuleStateView[];
  readonly sets: readonly SetView[];
  readonly rulesetBefore: number;
  readonly rulesetAfter: number;
}

export interface StepRecord {
  /** Virtual instants in ms. */
  readonly begins: number;
  readonly ends: number;
  readonly events: readonly WalkEvent[];
  readonly log: readonly LogLine[];
  readonly sent: readonly SentDatagram[];
  readonly command?: CommandOutput;
  readonly problem?: string;
  readonly snapshot?: StepSnapshot;
  readonly expectations: readonly ExpectationView[];
}

/** A scenario that was run: what every output format and the page's view are made from. */
export interface RunRecord {
  readonly scenario: Scenario;
  readonly restore: { readonly exit: number; readonly stderr: string; readonly diagnostics: readonly Diagnostic[] };
  readonly machine: Machine;
  readonly rulesets: readonly RulesetView[];
  readonly states: readonly RuleStateView[];
  readonly sets: readonly SetView[];
  readonly start: number;
  readonly steps: readonly StepRecord[];
}
