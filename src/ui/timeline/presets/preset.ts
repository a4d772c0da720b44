import type { CustomTypeOptions } from 'i18next';
import type { PacketDocument, Scenario, SocketDocument, Step, StepView } from '../../../engine/index.ts';
import type { HostPlan } from './host-plan.ts';

/** A datagram that a step put on the wire, for an ICMP error to quote. */
export interface WireDatagram {
  readonly device: string;
  readonly source: string;
  readonly destination: string;
  readonly hex: string;
}

export interface PresetContext {
  readonly plan: HostPlan;
  readonly host: Scenario['host'];
  /** The newest datagram on the wire, if any. */
  readonly wire: WireDatagram | null;
  /** The first of the source ports that no earlier step uses. */
  readonly freePort: number;
}

type Messages = CustomTypeOptions['resources']['presets'];

/** What a step of a preset is about; the words stand in the messages. */
export type PresetNote = keyof Messages['notes'];

export interface ScriptedStep {
  readonly step: Step;
  readonly note: PresetNote;
  readonly values?: NoteValues;
}

/** What the notes have blanks for. */
export const NO_VALUES = {
  attempt: '',
  device: '',
  error: '',
  from: '',
  number: '',
  port: '',
  router: '',
  seconds: '',
  to: '',
  ttl: '',
} as const;
export type NoteValues = Partial<Readonly<Record<keyof typeof NO_VALUES, string | number>>>;

/**
 * A preset as it is written while the host answers: it gives some steps, is told what became of them, and goes on from there. `reply.to`
 * counts from 1 at the preset's first step. Where the host cannot be run, it is told of nothing.
 */
export type PresetScript<Result = void> = Generator<readonly ScriptedStep[], Result, readonly StepView[]>;

export type PresetChoice = { readonly name: ChoiceName } & (
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly initial: number }
  | { readonly kind: 'select'; readonly options: readonly ChoiceOption[]; readonly initial: ChoiceOption }
  | { readonly kind: 'ports'; readonly initial: string }
);
export type ChoiceName = keyof Messages['choices'];
export type ChoiceOption = keyof Messages['options'];
export type Chosen = Readonly<Record<string, string>>;

export interface Preset {
  readonly choices: (context: PresetContext) => readonly PresetChoice[];
  readonly script: (context: PresetContext, chosen: Chosen) => PresetScript;
  /** Sockets that the host needs for it, so that somebody is there to talk. */
  readonly sockets?: (context: PresetContext, chosen: Chosen) => readonly SocketDocument[];
}

export const initialChoices = (choices: readonly PresetChoice[]): Chosen =>
  Object.fromEntries(choices.map(({ name, initial }) => [name, String(initial)]));

/** Between its limits even where something else was typed. */
export function countOf(chosen: Chosen, name: ChoiceName, most: number): number {
  const count = Number.parseInt(chosen[name] ?? '', 10);
  return Number.isNaN(count) ? 1 : Math.max(1, Math.min(most, count));
}

export type Direction = 'out' | 'in';

/** From a machine behind the host to the Internet, or from the Internet to the host. */
export const endsOf = (plan: HostPlan, direction: Direction): PacketDocument =>
  direction === 'out' ? outgoing(plan) : incoming(plan);

/** From a machine behind the host, or from the host itself where nothing is behind it. */
export const outgoing = (plan: HostPlan): PacketDocument =>
  plan.inside === null
    ? { from: 'local', src: plan.outside.address, dst: plan.server }
    : { in: plan.inside.device, src: plan.inside.client, dst: plan.server };

export const incoming = (plan: HostPlan): PacketDocument => ({
  in: plan.outside.device,
  src: plan.stranger,
  dst: plan.outside.address,
});

export const directionChoice = (initial: Direction): PresetChoice => ({
  name: 'direction',
  kind: 'select',
  options: ['out', 'in'],
  initial,
});

export const directionOf = (chosen: Chosen): Direction => (chosen['direction'] === 'in' ? 'in' : 'out');

/** The bytes that the step's own packet, or what the host said in answer to it, had on the wire. */
export function wireBytes(view: StepView | undefined): Uint8Array | null {
  const sent = view?.events.find((event) => event.kind === 'sent');
  return sent?.bytes ?? null;
}

/** Did the packet that the step began with leave the host? True where nobody knows. */
export function wentThrough(view: StepView | undefined): boolean {
  const own = view?.events[0]?.packet;
  return view === undefined || view.events.some((event) => event.kind === 'sent' && event.packet === own);
}
