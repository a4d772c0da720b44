import { err, ok, type Result } from '../model/index.ts';
import { fromHex } from '../net/index.ts';
import type { Scenario } from './document.ts';
import { bootMachine } from './machine.ts';
import { buildPacket } from './packet.ts';
import { problemText } from './validate.ts';

export interface BenchResult {
  readonly seconds: number;
  /** Rules in force. */
  readonly rules: number;
}

interface Injection {
  readonly device: string | null;
  readonly bytes: Uint8Array;
}

function injections(scenario: Scenario): readonly Injection[] {
  return scenario.timeline.flatMap((step) => {
    if (!('packet' in step)) return [];
    const bytes = step.packet.hex === undefined ? buildPacket(step.packet) : fromHex(step.packet.hex);
    return bytes ? [{ device: step.packet.in ?? null, bytes }] : [];
  });
}

/** Sends the timeline's packets over and over, `packets` in all, without events. `elapsed` reads a stopwatch in seconds. */
export function benchScenario(scenario: Scenario, packets: number, elapsed: () => number): Result<BenchResult, string> {
  const booted = bootMachine(scenario, false);
  if (!booted.ok) return err(booted.error.map(problemText).join('\n'));
  const { machine, restore } = booted.value;
  if (restore.exit !== 0) return err(restore.stderr.trimEnd());
  const list = injections(scenario);
  if (list.length === 0) return err('the timeline has no packet');
  const started = elapsed();
  for (let sent = 0; sent < packets; sent += 1) {
    const { device, bytes } = list[sent % list.length] as Injection;
    if (device === null) machine.host.send(bytes, {});
    else machine.host.receive(device, bytes, {});
    machine.host.takeSent();
    machine.host.log.length = 0;
  }
  const rules = [...machine.host.ruleset.values()]
    .flatMap((table) => [...table.chains.values()])
    .reduce((sum, chain) => sum + chain.entries.length, 0);
  return ok({ seconds: elapsed() - started, rules });
}
