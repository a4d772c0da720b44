/** The engine's side of the comparison. */

import { read16, read32, readDatagram } from './datagram.ts';
import type { KernelResult, Scenario, Step } from './document.ts';
import type { Run } from './compare.ts';
import { bytesOf, hexOf, internetChecksum } from './packets.ts';
import { findStrangers, type Strangers } from './strangers.ts';

export type EngineRunner = (scenario: Scenario) => KernelResult;

/**
 * Runs the scenario on the engine. Packets that answer numbers which the kernel drew (a listener's sequence number,
 * a port of NAT) are changed to answer the engine's own: a second run, since the engine draws the same each time.
 */
export function runOnEngine(run: EngineRunner, recorded: Run): Run {
  const first = run(recorded.scenario);
  const theirs = findStrangers(recorded.scenario, recorded.result);
  if (theirs.isns.length === 0 && theirs.ports.length === 0) return { scenario: recorded.scenario, result: first };
  let scenario = recorded.scenario;
  let result = first;
  // Each answer may lead to a further drawn number.
  for (let round = 0; round <= theirs.isns.length + theirs.ports.length; round++) {
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
  const datagram = readDatagram(hex);
  if (datagram === undefined || datagram.fragmentOffset > 0) return hex;
  const { body, headerLength, protocol } = datagram;
  const patched = bytesOf(hex);
  const ports = protocol === 6 || protocol === 17 ? [0, 2] : protocol === 1 && (body[0] === 0 || body[0] === 8) ? [4] : [];
  for (const offset of ports) {
    const drawn = ours.ports[theirs.ports.indexOf(read16(body, offset))];
    if (drawn !== undefined) put(patched, headerLength + offset, 2, drawn);
  }
  if (protocol === 6) {
    const at = theirs.isns.findIndex((isn) => (read32(body, 8) - isn) >>> 0 < 1 << 20);
    const isn = ours.isns[at];
    if (isn !== undefined) put(patched, headerLength + 8, 4, (read32(body, 8) - (theirs.isns[at] ?? 0) + isn) >>> 0);
  }
  const checksum = { 1: 2, 6: 16, 17: 6 }[protocol as 1 | 6 | 17];
  if (checksum !== undefined) updateChecksum(bytesOf(hex), patched, headerLength, headerLength + checksum);
  return hexOf(patched);
}

function put(bytes: Uint8Array, at: number, length: number, value: number): void {
  for (let index = 0; index < length; index++) bytes[at + index] = (value >>> (8 * (length - 1 - index))) & 255;
}

/** Incremental update (RFC 1624), so that a wrong checksum stays wrong. */
function updateChecksum(before: Uint8Array, after: Uint8Array, from: number, at: number): void {
  const sum = (bytes: Uint8Array): number => ~internetChecksum(bytes.subarray(from)) & 0xffff;
  let checksum = (~read16(before, at) & 0xffff) + (~sum(before) & 0xffff) + sum(after);
  while (checksum > 0xffff) checksum = (checksum & 0xffff) + (checksum >>> 16);
  if (hexOf(before) !== hexOf(after)) put(after, at, 2, ~checksum & 0xffff);
}

/** The engine's public function, or undefined while there is none. */
export async function loadEngine(): Promise<EngineRunner | undefined> {
  const path = '../src/engine/index.ts';
  const engine = (await import(path).catch(() => ({}))) as { readonly runKernelFormat?: EngineRunner };
  return engine.runKernelFormat;
}
