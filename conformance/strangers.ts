/**
 * Numbers that Linux draws at random. A number counts as drawn when it shows up in what the host sent or logged
 * before anybody gave it that number: neither a packet up to then, nor the ruleset, a socket or a command.
 * Each gets a label by order of appearance, so that two runs that drew differently can be laid side by side.
 */

import { read16, read32, readDatagram, type Datagram } from './datagram.ts';
import type { KernelResult, LogLine, Scenario } from './document.ts';

/** How far a connection's sequence numbers may be from its initial one and still be recognised. */
const SEQUENCE_SPAN = 1 << 20;
const SYN_ACK = 0x12;
/** Ranges that a port is drawn from: the ends are no more given than what lies between. */
const DRAWN_FROM = /(?<=-j (?:SNAT|MASQUERADE) .*)\d+-\d+(?= |$)|(?<=:)\d+-\d+(?=.* --random)/gm;

export interface Strangers {
  /** IP ids drawn by the host. */
  readonly ids: readonly number[];
  /** Initial sequence numbers drawn by listening sockets. */
  readonly isns: readonly number[];
  /** Ports and ICMP ids drawn by NAT. */
  readonly ports: readonly number[];
}

export function findStrangers(scenario: Scenario, result: KernelResult): Strangers {
  const finder = new Finder(scenario);
  scenario.timeline.forEach((step, at) => {
    if ('packet' in step) finder.given(step.packet.hex);
    const { sent = [], log = [] } = result.steps?.[at] ?? {};
    for (const line of log) finder.seenInLog(line);
    for (const { hex } of sent) finder.seen(hex);
    finder.seenInEntries((result.steps?.[at]?.stdout ?? '').split('\n'));
  });
  finder.seenInEntries(result.conntrack ?? []);
  return finder;
}

class Finder implements Strangers {
  readonly ids: number[] = [];
  readonly isns: number[] = [];
  readonly ports: number[] = [];
  readonly #givenIds = new Set<number>([0]);
  readonly #givenPorts: Set<number>;
  readonly #givenSequences = new Set<number>();

  constructor(scenario: Scenario) {
    const commands = scenario.timeline.flatMap((step) => ('command' in step ? [step.command] : []));
    const texts = [scenario.ruleset, ...commands, ...(scenario.host.sockets ?? []).map((socket) => `${socket.port}`)];
    this.#givenPorts = new Set(texts.flatMap((text) => text.replace(DRAWN_FROM, '').match(/\d+/g) ?? []).map(Number));
  }

  given(hex: string): void {
    for (const datagram of withQuotes(hex)) {
      if (!this.ids.includes(datagram.id)) this.#givenIds.add(datagram.id);
      for (const port of portsOf(datagram)) if (!this.ports.includes(port)) this.#givenPorts.add(port);
      if (datagram.protocol === 6) this.#givenSequences.add(read32(datagram.body, 4));
    }
  }

  seen(hex: string): void {
    for (const datagram of withQuotes(hex)) {
      this.#id(datagram.id);
      for (const port of portsOf(datagram)) this.#port(port);
      const isSynAck = datagram.protocol === 6 && ((datagram.body[13] ?? 0) & SYN_ACK) === SYN_ACK;
      if (isSynAck) this.#isn(read32(datagram.body, 4));
    }
  }

  seenInLog({ line }: LogLine): void {
    const synAck = /PROTO=TCP .*SEQ=(\d+) .* ACK .*SYN /.exec(line);
    if (synAck) this.#isn(Number(synAck[1]));
    for (const [, id] of line.matchAll(/TTL=\d+ ID=(\d+)/g)) this.#id(Number(id));
    for (const [, port] of line.matchAll(/\b(?:SPT|DPT|TYPE=[08] CODE=\d+ ID)=(\d+)/g)) this.#port(Number(port));
  }

  /** Lines of conntrack -L; their own order hangs on numbers that may be drawn. */
  seenInEntries(lines: readonly string[]): void {
    const plain = (line: string): string => line.replace(/(sport|dport|id|\d+)=?\d*/g, '');
    const entries = lines.filter((line) => / src=.* dst=/.test(line)).sort((a, b) => (plain(a) < plain(b) ? -1 : 1));
    for (const line of entries)
      for (const [, port] of line.matchAll(/\b(?:sport|dport|id)=(\d+)/g)) this.#port(Number(port));
  }

  #id(id: number): void {
    if (!this.#givenIds.has(id) && !this.ids.includes(id)) this.ids.push(id);
  }

  #isn(sequence: number): void {
    if (!this.#givenSequences.has(sequence) && !this.isns.includes(sequence)) this.isns.push(sequence);
  }

  #port(port: number): void {
    if (!this.#givenPorts.has(port) && !this.ports.includes(port)) this.ports.push(port);
  }
}

/** The datagram, and the one that it quotes if it is an ICMP error. */
export function withQuotes(hex: string): readonly Datagram[] {
  const datagram = readDatagram(hex);
  if (datagram === undefined) return [];
  const quoted = isIcmpError(datagram) ? readDatagram(hex.slice((datagram.headerLength + 8) * 2)) : undefined;
  return quoted === undefined ? [datagram] : [datagram, quoted];
}

export function isIcmpError({ protocol, fragmentOffset, body }: Datagram): boolean {
  return protocol === 1 && fragmentOffset === 0 && [3, 4, 5, 11, 12].includes(body[0] ?? -1);
}

function portsOf({ protocol, fragmentOffset, body }: Datagram): readonly number[] {
  if (fragmentOffset > 0) return [];
  if ([6, 17, 132, 136].includes(protocol) && body.length >= 4) return [read16(body, 0), read16(body, 2)];
  if (protocol === 1 && [0, 8].includes(body[0] ?? -1) && body.length >= 6) return [read16(body, 4)];
  return [];
}

/** The label of a drawn port, with the class of ports that NAT keeps to; undefined for any other number. */
export function portLabel(strangers: Strangers, port: number): string | undefined {
  const at = strangers.ports.indexOf(port);
  return at < 0 ? undefined : `PORT${at}:${port < 512 ? '<512' : port < 1024 ? '<1024' : '≥1024'}`;
}

/** The label of a drawn ICMP id, which may be any number. */
export function idLabel(strangers: Strangers, id: number): string | undefined {
  const at = strangers.ports.indexOf(id);
  return at < 0 ? undefined : `PORT${at}`;
}

/** Which of the initial sequence numbers a number counts from: the nearest below it, or -1 if none is near. */
export function initialOf(isns: readonly number[], sequence: number): number {
  const distances = isns.map((isn) => (sequence - isn) >>> 0);
  const nearest = Math.min(...distances);
  return nearest < SEQUENCE_SPAN ? distances.indexOf(nearest) : -1;
}

/** The label of a sequence number relative to a drawn initial one; undefined for any other number. */
export function sequenceLabel(strangers: Strangers, sequence: number): string | undefined {
  const at = initialOf(strangers.isns, sequence);
  return at < 0 ? undefined : `ISN${at}+${(sequence - (strangers.isns[at] ?? 0)) >>> 0}`;
}
