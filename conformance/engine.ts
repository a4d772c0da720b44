/** The engine's side of the comparison. */

import { kernelFormat, problemText, runScenario } from '../src/engine/index.ts';
import { runShell } from '../src/shell/index.ts';
import { read16, read32, readDatagram } from './datagram.ts';
import type { KernelResult, Scenario, Step } from './document.ts';
import type { Run } from './compare.ts';
import { bytesOf, hexOf, internetChecksum } from './packets.ts';
import { findStrangers, initialOf, isIcmpError, type Strangers } from './strangers.ts';

/** Each round settles the numbers that the packets of the round before led to. */
const MAX_ROUNDS = 6;

export type EngineRunner = (scenario: Scenario) => KernelResult;

/**
 * Runs the scenario on the engine. Packets that answer numbers which the kernel drew (a listener's sequence number,
 * a port of NAT) are changed to answer the engine's own: a second run, since the engine draws the same each time.
 */
export function runOnEngine(run: EngineRunner, recorded: Run): Run {
  const first = run(recorded.scenario);
  const theirs = findStrangers(recorded.scenario, recorded.result);
  if (theirs.isns.length + theirs.ports.length + theirs.ids.length === 0)
    return { scenario: recorded.scenario, result: first };
  let scenario = recorded.scenario;
  let result = first;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const ours = findStrangers(scenario, result);
    const translated = translate(recorded.scenario, theirs, ours);
    if (JSON.stringify(translated) === JSON.stringify(scenario)) break;
    scenario = translated;
    result = run(scenario);
  }
  return { scenario, result };
}

function translate(scenario: Scenario, theirs: Strangers, ours: Strangers): Scenario {
  const timeline = scenario.timeline.map((step): Step => {
    if (!('packet' in step)) return step;
    return { ...step, packet: { ...step.packet, hex: translateHex(step.packet.hex, theirs, ours) } };
  });
  return { ...scenario, timeline };
}

function translateHex(hex: string, theirs: Strangers, ours: Strangers): string {
  const bytes = bytesOf(hex);
  translateDatagram(bytes, 0, theirs, ours);
  return hexOf(bytes);
}

/** Changes the datagram that begins at byte `start`, and the one that it quotes. */
function translateDatagram(bytes: Uint8Array, start: number, theirs: Strangers, ours: Strangers): void {
  const datagram = readDatagram(hexOf(bytes.subarray(start)));
  if (datagram === undefined) return;
  const before = Uint8Array.from(bytes);
  const { body, headerLength, protocol } = datagram;
  const at = start + headerLength;
  const id = ours.ids[theirs.ids.indexOf(datagram.id)];
  // The id of the injected datagram itself is nobody's answer to anything.
  if (start > 0 && id !== undefined) put(bytes, start + 4, 2, id);
  updateChecksum(before, bytes, start, at, start + 10);
  if (datagram.fragmentOffset > 0) return;
  const ports =
    protocol === 6 || protocol === 17 ? [0, 2] : protocol === 1 && (body[0] === 0 || body[0] === 8) ? [4] : [];
  for (const offset of ports) {
    const drawn = ours.ports[theirs.ports.indexOf(read16(body, offset))];
    if (drawn !== undefined) put(bytes, at + offset, 2, drawn);
  }
  for (const offset of protocol === 6 ? [4, 8] : []) {
    const which = initialOf(theirs.isns, read32(body, offset));
    const isn = ours.isns[which];
    if (isn !== undefined) put(bytes, at + offset, 4, (read32(body, offset) - (theirs.isns[which] ?? 0) + isn) >>> 0);
  }
  if (isIcmpError(datagram)) translateDatagram(bytes, at + 8, theirs, ours);
  const checksum = { 1: 2, 6: 16, 17: 6 }[protocol as 1 | 6 | 17];
  if (checksum !== undefined) updateChecksum(before, bytes, at, bytes.length, at + checksum);
}

function put(bytes: Uint8Array, at: number, length: number, value: number): void {
  for (let index = 0; index < length; index++) bytes[at + index] = (value >>> (8 * (length - 1 - index))) & 255;
}

/** Incremental update (RFC 1624) over the bytes from `from` to `to`, so that a wrong checksum stays wrong. */
function updateChecksum(before: Uint8Array, after: Uint8Array, from: number, to: number, at: number): void {
  const [old, now] = [before.subarray(from, to), after.subarray(from, to)];
  if (at + 2 > after.length || hexOf(old) === hexOf(now)) return;
  let checksum = (~read16(before, at) & 0xffff) + internetChecksum(old) + (~internetChecksum(now) & 0xffff);
  while (checksum > 0xffff) checksum = (checksum & 0xffff) + (checksum >>> 16);
  put(after, at, 2, ~checksum & 0xffff);
}

/** The engine as the recordings and the generator ask it. */
export const engine: EngineRunner = (scenario) => {
  const record = runScenario(scenario, { shell: runShell, events: false });
  if (!record.ok) throw new Error(record.error.map(problemText).join('\n'));
  return kernelFormat(record.value);
};
