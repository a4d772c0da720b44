import type { PacketDocument, Step, StepView } from '../../../engine/index.ts';
import { readDatagram } from '../../packet/datagram.ts';
import { wentThrough, type PresetNote, type PresetScript, type ScriptedStep } from './preset.ts';

/** One segment of a conversation. */
export interface Line {
  readonly from: 'client' | 'server';
  readonly flags: string;
  readonly payload?: string;
  readonly note: PresetNote;
  readonly values?: ScriptedStep['values'];
}

export interface Dial extends PacketDocument {
  readonly sport: number;
  readonly dport: number;
}

/** What the document gives a SYN whose sequence number is left to it. */
const CLIENT_ISN = 1000;
const SILENT_ISN = 5000;
const SYN_FLAG = 2;

/**
 * A connection under way. `forwarded`: both ends are far from the host, and each answers what the other put on the wire. `served`: a
 * process of the host is the server; its segments after the handshake are given with their numbers. `stopped`: nobody answered.
 */
export interface Call {
  readonly kind: 'forwarded' | 'served' | 'stopped';
  /** Number within the preset that the next step has, from 1. */
  next: number;
  lastOfClient: number;
  lastOfServer: number;
  clientNext: number;
  serverNext: number;
  /** The served end's own view of the connection. */
  readonly local: PacketDocument;
}

const SYN_AGAIN_AFTER = [1, 2];

/** The first SYN as step `number`, behind the steps of `lead`, and again where no answer can come. The handshake's other segments are `spoken` as all else. */
export function* dial(
  to: Dial,
  number: number,
  note: PresetNote = 'syn',
  lead: readonly ScriptedStep[] = [],
): PresetScript<Call> {
  const syn: Step = { packet: { ...to, proto: 'tcp', flags: 'SYN' } };
  const views = yield [...lead, { step: syn, note, values: { port: to.dport } }];
  const view = views.at(-1);
  const call = callOf(view, number);
  if (call.kind !== 'stopped' || isRefused(view)) return call;
  yield SYN_AGAIN_AFTER.flatMap((seconds): readonly ScriptedStep[] => [
    { step: { wait: seconds }, note: 'noAnswer', values: { seconds } },
    { step: syn, note: 'synAgain' },
  ]);
  return { ...call, next: number + 1 + 2 * SYN_AGAIN_AFTER.length };
}

function callOf(view: StepView | undefined, number: number): Call {
  const start = {
    next: number + 1,
    lastOfClient: number,
    lastOfServer: number,
    clientNext: CLIENT_ISN + 1,
    serverNext: SILENT_ISN,
    local: {},
  };
  if (wentThrough(view)) return { ...start, kind: 'forwarded' };
  const delivered = view?.events.findLast((event) => event.kind === 'delivered');
  const answer = view?.events.find((event) => event.kind === 'sent');
  if (delivered === undefined) return { ...start, kind: 'stopped' };
  const own = view?.events.find((event) => event.kind === 'received' || event.kind === 'originated');
  const made = view?.events.find((event) => event.kind === 'originated' && event.packet === answer?.packet);
  const bytes = made?.kind === 'originated' ? made.bytes : null;
  const datagram = bytes === null ? own && readDatagram(own.bytes) : readDatagram(bytes);
  if (!datagram || (bytes !== null && !isHandshake(bytes))) return { ...start, kind: 'stopped' };
  const isAnswer = bytes !== null;
  const [source, destination, sport, dport] = isAnswer
    ? [datagram.source, datagram.destination, datagram.sourcePort, datagram.destinationPort]
    : [datagram.destination, datagram.source, datagram.destinationPort, datagram.sourcePort];
  const ports = { ...(sport !== null && { sport }), ...(dport !== null && { dport }) };
  return {
    ...start,
    kind: 'served',
    lastOfServer: isAnswer ? number : 0,
    serverNext: isAnswer ? (sequenceOf(bytes) + 1) >>> 0 : SILENT_ISN,
    local: { from: 'local', src: source, dst: destination, ...ports },
  };
}

const sequenceOf = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(((bytes[0] ?? 0) & 15) * 4 + 4);

const flagsAt = (bytes: Uint8Array): number => bytes[((bytes[0] ?? 0) & 15) * 4 + 13] ?? 0;
const isHandshake = (bytes: Uint8Array): boolean => bytes[9] === 6 && (flagsAt(bytes) & SYN_FLAG) !== 0;

/** Somebody said no: an RST or an ICMP error came back, so the client does not try again. */
const isRefused = (view: StepView | undefined): boolean => view?.events.some((event) => event.kind === 'sent') ?? false;

/** The steps in which these segments are sent; what the host's own stack says by itself is left to it. */
export function spoken(call: Call, lines: readonly Line[]): readonly ScriptedStep[] {
  if (call.kind === 'stopped') return [];
  return lines.flatMap((line) => {
    const isByStack = line.flags === 'SYN,ACK' && call.kind === 'served' && call.lastOfServer > 0;
    return isByStack ? [] : [said(call, line)];
  });
}

function said(call: Call, { from, flags, payload, note, values }: Line): ScriptedStep {
  const content = { flags, ...(payload !== undefined && { payload }) };
  const number = call.next;
  const length = (payload ?? '').length + (/SYN|FIN/.test(flags) ? 1 : 0);
  const isServed = call.kind === 'served' && from === 'server';
  const to = from === 'client' ? call.lastOfServer : call.lastOfClient;
  const step: Step = isServed
    ? { packet: { ...call.local, proto: 'tcp', ...content, seq: call.serverNext, ack: call.clientNext } }
    : { reply: { to, ...content } };
  if (from === 'client') {
    call.lastOfClient = number;
    call.clientNext += length;
  } else {
    call.lastOfServer = number;
    call.serverNext = (call.serverNext + length) >>> 0;
  }
  call.next += 1;
  return { step, note, ...(values && { values }) };
}

export const SHAKE: readonly Line[] = [
  { from: 'server', flags: 'SYN,ACK', note: 'synAck' },
  { from: 'client', flags: 'ACK', note: 'established' },
];

/** The client closes, the server too. */
export const CLOSE: readonly Line[] = [
  { from: 'client', flags: 'FIN,ACK', note: 'finClient' },
  { from: 'server', flags: 'FIN,ACK', note: 'finServer' },
  { from: 'client', flags: 'ACK', note: 'lastAck' },
];
