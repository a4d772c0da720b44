import type { Step, StepView } from '../../../engine/index.ts';
import { removeStep } from '../steps.ts';
import { portScan, spoofed, synFlood } from './attacks.ts';
import { handshake, http, ssh } from './connections.ts';
import { dns, ping } from './datagrams.ts';
import { ftpActive, ftpPassive } from './ftp.ts';
import { icmpError } from './icmp-errors.ts';
import { fragments, traceroute } from './paths.ts';
import type { Preset, PresetScript, ScriptedStep } from './preset.ts';

export type { Preset, ScriptedStep };

/** Conversations that can be added at once, in the order of the menu. */
export const PRESETS = {
  ping,
  handshake,
  http,
  dns,
  ftpActive,
  ftpPassive,
  traceroute,
  fragments,
  ssh,
  portScan,
  synFlood,
  spoofed,
  icmpError,
} as const satisfies Readonly<Record<string, Preset>>;
export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** Runs the steps so far behind the timeline there is, and gives what became of them; empty where nothing can run. */
type Ask = (steps: readonly Step[]) => Promise<readonly StepView[]>;

/**
 * The steps of a preset on this host, with their notes. A reply to what never went out is left out: on a host that drops the first
 * packet there is nothing to answer.
 */
export async function assemble(
  script: PresetScript,
  words: (step: ScriptedStep) => string,
  ask: Ask,
): Promise<readonly Step[]> {
  let made: readonly Step[] = [];
  let views: readonly StepView[] = [];
  for (let next = script.next([]); next.done !== true;) {
    const before = made.length;
    made = [...made, ...next.value.map((scripted) => ({ ...scripted.step, note: words(scripted) }))];
    if (next.value.length > 0) views = await ask(made);
    next = script.next(views.slice(before));
  }
  return withoutUnanswerable(made, views);
}

function withoutUnanswerable(steps: readonly Step[], views: readonly StepView[]): readonly Step[] {
  let kept = steps;
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const step = steps[index];
    const isIdle = step !== undefined && 'reply' in step && views[index]?.problem !== undefined;
    if (isIdle && index < kept.length) kept = removeStep(kept, index);
  }
  return kept;
}
