import type { PacketFields, PacketLine, Scenario, Step } from '../../../engine/index.ts';
import { useApp, useEngine, type Engine } from '../../../store/index.ts';
import { useAnswer, useSettled } from '../../common/use-answer.ts';
import { fromHex, toHex } from '../../packet/datagram.ts';
import { formOfBytes } from './field-lines.ts';
import { fieldsOfForm, stepOfForm, type PacketForm } from './packet-form.ts';

const SETTLE = 150;
const NO_ERRORS: ReadonlyMap<string, string> = new Map();
const NO_LINES: readonly PacketLine[] = [];

/** What was typed into the fields, before someone wrote over the bytes that it made. */
export interface Typed {
  readonly form: PacketForm;
  readonly fields: PacketFields;
}

interface Answered {
  readonly form: PacketForm;
  readonly errors: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array | null;
  readonly lines: readonly PacketLine[];
  readonly fields: PacketFields | null;
  /** Bytes only: the form whose fields make them, or come nearest. */
  readonly read: { readonly form: PacketForm; readonly isExact: boolean } | null;
}

export interface PacketCheck extends Omit<Answered, 'form'> {
  /** By field of the document; '' is the packet as a whole. */
  readonly errors: ReadonlyMap<string, string>;
  /** All of it belongs to what is typed now, not to an older state. */
  readonly isSettled: boolean;
}

/** What the validator says of the form, the bytes it makes, and those read back. `at` is the step's index in the timeline. */
export function usePacketCheck(form: PacketForm, at: number, typed: Typed | null): PacketCheck {
  const engine = useEngine();
  const scenario = useApp((state) => state.scenario);
  const settled = useSettled(form, SETTLE);
  const answer = useAnswer(() => answered(engine, scenario, settled, at, typed), settled);
  const failure = answer.failure === null ? NO_ERRORS : new Map([['', answer.failure]]);
  return {
    errors: answer.value?.errors ?? failure,
    bytes: answer.value?.bytes ?? null,
    lines: answer.value?.lines ?? NO_LINES,
    fields: answer.value?.fields ?? null,
    read: answer.value?.read ?? null,
    isSettled: answer.value?.form === form,
  };
}

async function answered(
  engine: Engine,
  scenario: Scenario,
  form: PacketForm,
  at: number,
  typed: Typed | null,
): Promise<Answered> {
  const nothing = { form, bytes: null, lines: NO_LINES, fields: null, read: null };
  const validated = await engine.validate(withStep(scenario, at, stepOfForm(form, {})));
  const problems = 'problems' in validated ? validated.problems : [];
  const errors = new Map(problems.flatMap(({ path, message }) => fieldOfPath(path, at, message)));
  if (errors.size > 0 || form.origin.kind === 'reply') return { ...nothing, errors };
  const made = form.mode === 'hex' ? { bytes: fromHex(form.hex) } : await engine.packetBytes(fieldsOfForm(form));
  if (!('bytes' in made)) return { ...nothing, errors: new Map([[made.field, made.message]]) };
  const { bytes } = made;
  if (bytes === null) return { ...nothing, errors };
  const { fields, lines } = await engine.packetFields(bytes);
  const read =
    form.mode === 'hex'
      ? await readBack(engine, bytes, formOfBytes(typed?.form ?? form, typed?.fields ?? null, fields))
      : null;
  return { form, errors, bytes, lines, fields, read };
}

/** Do the fields make just these bytes, or do the bytes say more than fields can? */
async function readBack(engine: Engine, bytes: Uint8Array, form: PacketForm): Promise<NonNullable<Answered['read']>> {
  const built = await engine.packetBytes(fieldsOfForm(form));
  return { form, isExact: 'bytes' in built && toHex(built.bytes) === toHex(bytes) };
}

function withStep(scenario: Scenario, at: number, step: Step): Scenario {
  return { ...scenario, timeline: [...scenario.timeline.slice(0, at), step] };
}

/** 'timeline[3].packet.dport' → 'dport'; problems of other steps are not this form's. */
function fieldOfPath(path: string, at: number, message: string): readonly (readonly [string, string])[] {
  const found = /^timeline\[(\d+)\](?:\.(?:packet|reply)(?:\.(\w+))?)?/.exec(path);
  return found !== null && Number(found[1]) === at ? [[found[2] ?? '', message]] : [];
}
