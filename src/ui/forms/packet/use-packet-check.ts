import type { Scenario, Step } from '../../../engine/index.ts';
import { useApp, useEngine } from '../../../store/index.ts';
import { useAnswer, useSettled } from '../../common/use-answer.ts';
import { fromHex } from '../../packet/datagram.ts';
import { fieldsOfForm, stepOfForm, type PacketForm } from './packet-form.ts';

const SETTLE = 150;
const NO_ERRORS: ReadonlyMap<string, string> = new Map();

export interface PacketCheck {
  /** By field of the document; '' is the packet as a whole. */
  readonly errors: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array | null;
  /** The errors belong to what is typed now, not to an older state. */
  readonly isSettled: boolean;
}

/** What the validator says of the form, and the bytes it makes. `at` is the step's index in the timeline. */
export function usePacketCheck(form: PacketForm, at: number): PacketCheck {
  const engine = useEngine();
  const scenario = useApp((state) => state.scenario);
  const settled = useSettled(form, SETTLE);
  const answer = useAnswer(async () => {
    const validated = await engine.validate(withStep(scenario, at, stepOfForm(settled, {})));
    const problems = 'problems' in validated ? validated.problems : [];
    const errors = new Map(problems.flatMap(({ path, message }) => fieldOfPath(path, at, message)));
    if (errors.size > 0 || settled.origin.kind === 'reply') return { form: settled, errors, bytes: null };
    if (settled.mode === 'hex') return { form: settled, errors, bytes: fromHex(settled.hex) };
    const built = await engine.packetBytes(fieldsOfForm(settled));
    if ('bytes' in built) return { form: settled, errors, bytes: built.bytes };
    return { form: settled, errors: new Map([[built.field, built.message]]), bytes: null };
  }, settled);
  const failure = answer.failure === null ? NO_ERRORS : new Map([['', answer.failure]]);
  return {
    errors: answer.value?.errors ?? failure,
    bytes: answer.value?.bytes ?? null,
    isSettled: answer.value?.form === form,
  };
}

function withStep(scenario: Scenario, at: number, step: Step): Scenario {
  return { ...scenario, timeline: [...scenario.timeline.slice(0, at), step] };
}

/** 'timeline[3].packet.dport' → 'dport'; problems of other steps are not this form's. */
function fieldOfPath(path: string, at: number, message: string): readonly (readonly [string, string])[] {
  const found = /^timeline\[(\d+)\](?:\.(?:packet|reply)(?:\.(\w+))?)?/.exec(path);
  return found !== null && Number(found[1]) === at ? [[found[2] ?? '', message]] : [];
}
