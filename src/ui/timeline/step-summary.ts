import type { Step, StepView } from '../../engine/index.ts';
import { flowOfFields, flowText, kindOf, protocolName, readDatagram, type Datagram } from '../packet/datagram.ts';

/** What a card says of a step: the kind decides the words, the rest is as Linux writes it. */
export type StepSummary =
  | { readonly kind: 'packet'; readonly what: string; readonly from: string | null; readonly flow: string }
  | { readonly kind: 'reply'; readonly what: string; readonly to: number; readonly flow: string | null }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'command'; readonly line: string };

/** From the bytes that ran where there are some, else from the fields of the document. */
export function summarise(step: Step, view: StepView | null): StepSummary {
  if ('wait' in step) return { kind: 'wait', seconds: step.wait };
  if ('command' in step) return { kind: 'command', line: step.command };
  const datagram = firstDatagram(view);
  if ('reply' in step) {
    const what = datagram === null ? (step.reply.flags ?? '') : wordsFor(datagram);
    return { kind: 'reply', what: step.reply.flags ?? what, to: step.reply.to, flow: datagram && flowText(datagram) };
  }
  const { packet } = step;
  const from = packet.from === 'local' ? null : (packet.in ?? null);
  if (datagram !== null) return { kind: 'packet', what: wordsFor(datagram), from, flow: flowText(datagram) };
  const proto = String(packet.proto ?? (packet.hex === undefined ? 'tcp' : '')).toUpperCase();
  const kind = packet.flags ?? packet.icmpType ?? '';
  return {
    kind: 'packet',
    what: `${proto} ${kind}`.trim(),
    from,
    flow: packet.hex === undefined ? flowOfFields(packet) : '',
  };
}

/** The datagram that the step began with. */
export function firstDatagram(view: StepView | null): Datagram | null {
  const first = view?.events[0];
  return first?.kind === 'received' || first?.kind === 'originated' ? readDatagram(first.bytes) : null;
}

const wordsFor = (datagram: Datagram): string => `${protocolName(datagram.protocol)} ${kindOf(datagram)}`.trim();

/** Has the step put something on the wire that a far end could answer? */
export const canBeAnswered = (view: StepView | null): boolean =>
  view?.events.some((event) => event.kind === 'sent') ?? false;
