/**
 * What is made equal before two results are compared, and why. Nothing else is touched.
 *
 * - IP ids of datagrams that the host made itself: drawn from a random per-destination counter (ip_select_ident).
 * - Initial sequence numbers of listening sockets, and what counts from them: secure_tcp_seq.
 * - Ports and ICMP ids that NAT chose on a clash or with --random: get_random_u16 in nf_nat_l4proto_unique_tuple.
 *   The class of ports it must stay in is kept.
 * - The host's clock in TCP timestamp options and in ICMP timestamp replies.
 * - A checksum over any of these: it must be right, its value is not compared.
 * - The remaining seconds of a conntrack entry, within 2 s: the kernel's clock runs while tools start (see compare).
 * - The order of conntrack -L: a hash with a random key.
 */

import { read16, read32, readDatagram, type Datagram } from './datagram.ts';
import type { KernelResult, LogLine, Scenario, SentDatagram, StepResult } from './document.ts';
import { addressBytes, internetChecksum } from './packets.ts';
import { findStrangers, isIcmpError, portLabel, sequenceLabel, type Strangers } from './strangers.ts';

const TIMESTAMP_REPLY = 14;

export function normalise(scenario: Scenario, result: KernelResult): KernelResult {
  const strangers = findStrangers(scenario, result);
  const { steps, conntrack, ...rest } = result;
  return {
    ...rest,
    ...(steps && { steps: steps.map((step) => normaliseStep(step, strangers)) }),
    ...(conntrack && { conntrack: conntrack.map((line) => normaliseEntry(line, strangers)) }),
  };
}

function normaliseStep(step: StepResult, strangers: Strangers): StepResult {
  return {
    ...step,
    ...(step.log && { log: step.log.map((line) => normaliseLog(line, strangers)) }),
    ...(step.sent && { sent: step.sent.map((datagram) => normaliseSent(datagram, strangers)) }),
    ...(step.stdout !== undefined && { stdout: normaliseEntry(step.stdout, strangers) }),
  };
}

function normaliseLog({ level, line }: LogLine, strangers: Strangers): LogLine {
  const masked = line
    .replace(/(TTL=\d+ ID=)(\d+)/g, (all, head: string, id: string) =>
      strangers.givenIds.has(Number(id)) ? all : `${head}drawn`,
    )
    .replace(/\b(SPT|DPT)=(\d+)/g, (all, key: string, port: string) => labelled(all, key, portLabel(strangers, Number(port))))
    .replace(/\b(TYPE=[08] CODE=\d+ ID)=(\d+)/g, (all, key: string, id: string) =>
      labelled(all, key, portLabel(strangers, Number(id))),
    )
    .replace(/\b(SEQ|ACK)=(\d+)/g, (all, key: string, number: string) =>
      labelled(all, key, sequenceLabel(strangers, Number(number))),
    );
  return { level, line: masked.includes('=ISN') ? masked.replace(/(OPT \([0-9A-F]*?080A)[0-9A-F]{8}/, '$1clock') : masked };
}

function labelled(all: string, key: string, label: string | undefined): string {
  return label === undefined ? all : `${key}=${label}`;
}

function normaliseEntry(line: string, strangers: Strangers): string {
  return line.replace(/\b(sport|dport|id)=(\d+)/g, (all, key: string, port: string) =>
    labelled(all, key, portLabel(strangers, Number(port))),
  );
}

function normaliseSent(sent: SentDatagram, strangers: Strangers): SentDatagram {
  const datagram = readDatagram(sent.hex);
  if (datagram === undefined) return sent;
  const mask = new Mask(sent.hex);
  maskHeader(mask, datagram, 0, strangers);
  if (isIcmpError(datagram)) {
    const at = datagram.headerLength + 8;
    const quoted = readDatagram(sent.hex.slice(at * 2));
    if (quoted) maskHeader(mask, quoted, at, strangers);
  }
  return { dev: sent.dev, hex: mask.text() + (mask.touched ? ` ${checksumVerdict(datagram)}` : '') };
}

/** Blanks what was drawn in the datagram that begins at byte `at`, and the checksums that cover it. */
function maskHeader(mask: Mask, datagram: Datagram, at: number, strangers: Strangers): void {
  const { headerLength, body, protocol } = datagram;
  const inner = at + headerLength;
  const checksumAt: Readonly<Record<number, number>> = { 1: inner + 2, 6: inner + 16, 17: inner + 6 };
  let masked = false;
  const blank = (from: number, length: number, label: string): void => {
    masked = true;
    mask.blank(from, length, label);
  };
  if (!strangers.givenIds.has(datagram.id)) {
    mask.blank(at + 4, 2, 'id');
    mask.blank(at + 10, 2, '');
  }
  if (datagram.fragmentOffset > 0) return;
  const ports = protocol === 6 || protocol === 17 ? [0, 2] : protocol === 1 && [0, 8].includes(body[0] ?? -1) ? [4] : [];
  for (const offset of ports) {
    const label = portLabel(strangers, read16(body, offset));
    if (label !== undefined) blank(inner + offset, 2, label);
  }
  if (protocol === 6) {
    for (const offset of [4, 8]) {
      const label = sequenceLabel(strangers, read32(body, offset));
      if (label !== undefined) blank(inner + offset, 4, label);
    }
    const clock = masked ? timestampOffset(body) : undefined;
    if (clock !== undefined) mask.blank(inner + clock, 4, 'clock');
  }
  if (protocol === 1 && body[0] === TIMESTAMP_REPLY) blank(inner + 8, 12, 'clock');
  const checksum = checksumAt[protocol];
  if (masked && checksum !== undefined) mask.blank(checksum, 2, '');
  // A quote that was masked lies under the checksum of the message that carries it.
  if (at > 0 && mask.touched) mask.blank(at - 6, 2, '');
}

/** Where the sender's clock stands in a TCP header, or undefined. */
function timestampOffset(body: Uint8Array): number | undefined {
  const end = Math.min(((body[12] ?? 0) >> 4) * 4, body.length);
  for (let at = 20; at < end; ) {
    const kind = body[at];
    if (kind === 8) return at + 2;
    if (kind === 0) return undefined;
    at += kind === 1 ? 1 : Math.max(body[at + 1] ?? 2, 2);
  }
  return undefined;
}

/** Whether the checksums that were blanked are right. */
function checksumVerdict(datagram: Datagram): string {
  const { bytes, headerLength, body, protocol, fragmentOffset, moreFragments } = datagram;
  const verdicts = [internetChecksum(bytes.subarray(0, headerLength)) === 0 ? 'header ok' : 'header bad'];
  if (fragmentOffset === 0 && !moreFragments && [1, 6, 17].includes(protocol)) {
    const pseudo = [...addressBytes(datagram.src), ...addressBytes(datagram.dst), 0, protocol, body.length >> 8, body.length & 255];
    const covered = protocol === 1 ? body : Uint8Array.from([...pseudo, ...body]);
    const unused = protocol === 17 && read16(body, 6) === 0;
    verdicts.push(unused || internetChecksum(covered) === 0 ? 'body ok' : 'body bad');
  }
  return `(${verdicts.join(", ")})`;
}

class Mask {
  readonly #bytes: string[];
  touched = false;

  constructor(hex: string) {
    this.#bytes = hex.match(/../g) ?? [];
  }

  blank(from: number, length: number, label: string): void {
    if (from + length > this.#bytes.length) return;
    this.touched = true;
    this.#bytes.fill('', from, from + length);
    this.#bytes[from] = `[${label}]`;
  }

  text(): string {
    return this.#bytes.join('');
  }
}
