import type { Explanation } from '../host/index.ts';
import { err, ok, type Result } from '../model/index.ts';
import { fromHex } from '../net/index.ts';
import type { PacketDocument, PacketFields, PacketMeta, ReplyDocument, Scenario, Step } from './document.ts';
import { checkExpectations } from './expectations.ts';
import { bootMachine } from './machine.ts';
import type { Machine } from './machine.ts';
import { buildPacket } from './packet.ts';
import type { CommandOutput, RunRecord, SentDatagram, StepRecord } from './record.ts';
import { replyFields } from './reply.ts';
import type { Problem } from './validate.ts';
import { Watcher } from './watcher.ts';

export interface RunOptions {
  /** Runs a `command` step: the shell sits above the engine, so it is handed in. */
  readonly shell: (line: string, machine: Machine) => CommandOutput;
  /** Keep events, snapshots and ruleset views: what the page and the expectations need. */
  readonly events: boolean;
  /** Stop after this step (0-based), exclusive: for a console that acts in the middle. */
  readonly until?: number;
  /** Keep reasons for these rules however long the stretch they stand in. */
  readonly explain?: Explanation;
}

const META_KEYS = ['srcMac', 'dstMac', 'mark', 'uid', 'gid'] as const;

function metaOf(fields: PacketMeta): PacketMeta {
  return Object.fromEntries(META_KEYS.filter((key) => fields[key] !== undefined).map((key) => [key, fields[key]]));
}

/** Deterministic stand-in for the id counter of a far sender: no two steps share one. */
const freshId = (index: number): number => (0x1000 + index * 7) & 0xffff;

class Runner {
  readonly #scenario: Scenario;
  readonly #options: RunOptions;
  readonly #machine: Machine;
  readonly #watcher: Watcher | null;
  readonly #steps: StepRecord[] = [];

  constructor(scenario: Scenario, machine: Machine, options: RunOptions) {
    this.#scenario = scenario;
    this.#options = options;
    this.#machine = machine;
    this.#watcher = options.events ? new Watcher(machine) : null;
  }

  run(): { readonly steps: readonly StepRecord[]; readonly watcher: Watcher | null } {
    const steps = this.#scenario.timeline.slice(0, this.#options.until);
    for (const [index, step] of steps.entries()) this.#steps.push(this.#runStep(step, index));
    return { steps: this.#steps, watcher: this.#watcher };
  }

  #runStep(step: Step, index: number): StepRecord {
    const { host } = this.#machine;
    const begins = host.now();
    const logFrom = host.log.length;
    const acted = step.disabled ? {} : this.#act(step, index);
    const events = host.takeEvents();
    const log = host.log.slice(logFrom);
    const snapshot = this.#watcher?.snapshot(events);
    return {
      begins,
      ends: host.now(),
      events,
      log,
      sent: host.takeSent(),
      ...acted,
      ...(snapshot && { snapshot }),
      expectations:
        step.expect && !step.disabled ? checkExpectations(step.expect, { events, log, command: acted.command }) : [],
    };
  }

  #act(step: Step, index: number): { readonly command?: CommandOutput; readonly problem?: string } {
    if ('packet' in step) return this.#inject(step.packet, index);
    if ('reply' in step) return this.#reply(step.reply, index);
    if ('wait' in step) {
      this.#machine.host.wait(step.wait);
      return {};
    }
    return { command: this.#options.shell(step.command, this.#machine) };
  }

  #inject(packet: PacketDocument, index: number): { readonly problem?: string } {
    const { host } = this.#machine;
    const bytes = packet.hex === undefined ? this.#build(packet, index) : fromHex(packet.hex);
    if (!bytes) return { problem: 'the packet has no bytes' };
    if (packet.in === undefined) host.send(bytes, metaOf(packet));
    else host.receive(packet.in, bytes, metaOf(packet));
    return {};
  }

  #build(fields: PacketFields, index: number): Uint8Array {
    return buildPacket(fields, { id: freshId(index), mss: 1460 });
  }

  #reply(reply: ReplyDocument, index: number): { readonly problem?: string } {
    const answered = this.#datagramOf(reply.to);
    if (!answered) return { problem: `step ${reply.to} put nothing on the wire` };
    const { to: _to, ...given } = reply;
    const bytes = this.#build(replyFields(answered.bytes, given), index);
    this.#machine.host.receive(answered.dev, bytes, metaOf(given));
    return {};
  }

  /** What step `number` (1-based) put on the wire: its own packet if that left, else the host's first answer. */
  #datagramOf(number: number): SentDatagram | undefined {
    return this.#steps[number - 1]?.sent[0];
  }
}

/** Walks a whole scenario. It is refused, with paths, where the host cannot be built; a ruleset that does not load runs nothing. */
export function runScenario(scenario: Scenario, options: RunOptions): Result<RunRecord, readonly Problem[]> {
  const booted = bootMachine(scenario, options.events);
  if (!booted.ok) return err(booted.error);
  const { machine, restore } = booted.value;
  machine.host.explain = options.explain ?? null;
  const start = machine.host.now();
  const loaded = restore.exit === 0;
  const { steps, watcher } = loaded ? new Runner(scenario, machine, options).run() : { steps: [], watcher: null };
  return ok({
    scenario,
    restore: { exit: restore.exit, stderr: restore.stderr, diagnostics: restore.diagnostics },
    machine,
    rulesets: watcher?.rulesets ?? [],
    states: watcher?.states ?? [],
    sets: watcher?.sets ?? [],
    start,
    steps,
  });
}
