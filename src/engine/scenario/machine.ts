import { countSetReferences } from '../extensions/set-users.ts';
import type { Host } from '../host/index.ts';
import { createHost } from '../host/index.ts';
import type { RestoreResult } from '../iptables/index.ts';
import { createRuleset, restoreRuleset } from '../iptables/index.ts';
import type { Result, Ruleset, TableName } from '../model/index.ts';
import { err, ok } from '../model/index.ts';
import { parseAddress, parseMac } from '../net/index.ts';
import { runIpset, Sets } from '../sets/index.ts';
import type { Scenario } from './document.ts';
import type { Problem } from './validate.ts';

/** Instant at which a scenario starts unless it says otherwise: a Monday. */
export const DEFAULT_START = '2026-01-05T12:00:00Z';
/** Opened in this order at boot; iptables-save prints them the other way round. */
const BOOT_TABLES: readonly TableName[] = ['filter', 'nat', 'mangle', 'raw'];

/** The simulated host as the shell and the timeline act on it. */
export interface Machine {
  readonly host: Host;
  /** Files that commands wrote by redirection. */
  readonly files: Map<string, string>;
  readonly hostname: string;
  readonly sets: Sets;
  /** Neighbour entries that `ip neigh` set: 'address device' to MAC. Every on-link address answers ARP without them. */
  readonly neighbours: Map<string, string>;
  /** Lines of `dmesg` before this index were cleared (`dmesg -C`). */
  clearedLog: number;
}

export interface BootedMachine {
  readonly machine: Machine;
  readonly restore: RestoreResult;
}

/** `iptables-restore -c` is meant when every chain line of the text carries counters (scenario.md). */
export function carriesCounters(text: string): boolean {
  const chains = text.match(/^:.*$/gm);
  return chains !== null && chains.every((line) => /\[\d+:\d+\]\s*$/.test(line));
}

/** Builds the machine of a scenario and loads its ruleset. Problems name what iproute2 would refuse, with its path and words. */
export function bootMachine(scenario: Scenario, events: boolean): Result<BootedMachine, readonly Problem[]> {
  const { host: document } = scenario;
  const host = createHost({
    interfaces: document.interfaces.map((each, index) => ({
      name: each.name,
      addresses: each.addresses ?? [],
      mac: parseMac(each.mac ?? defaultMac(index + 1)) ?? new Uint8Array(6),
      mtu: each.mtu ?? 1500,
    })),
    routes: document.routes ?? [],
    rules: document.rules ?? [],
    sysctl: document.sysctl ?? {},
    sockets: (document.sockets ?? []).map((socket) => ({
      proto: socket.proto,
      port: socket.port,
      address: parseAddress(socket.address ?? '0.0.0.0') ?? 0,
      process: socket.process ?? `${socket.proto}/${socket.port}`,
      uid: socket.uid ?? 0,
      gid: socket.gid ?? 0,
      transparent: socket.transparent ?? false,
    })),
    localStack: document.localStack ?? 'replies',
    conntrack: document.conntrack ?? 'on',
    hostname: document.hostname ?? 'fw',
    start: Date.parse(scenario.start ?? DEFAULT_START),
    seed: scenario.seed ?? 1,
    ruleset: createRuleset(BOOT_TABLES),
    recording: events,
  });
  if (!host.ok) return err(host.error.map(({ path, message }) => ({ path: `host.${path}`, message })));
  const sets = new Sets({
    now: () => host.value.now(),
    rulesUsing: (name) => countSetReferences(host.value.ruleset, name),
  });
  host.value.sets = sets;
  const machine: Machine = {
    host: host.value,
    files: new Map(),
    hostname: document.hostname ?? 'fw',
    sets,
    neighbours: new Map(),
    clearedLog: 0,
  };
  const loaded = runIpset(['restore'], sets, { stdin: scenario.ipsets ?? '' });
  if (loaded.exit !== 0) return err([{ path: 'ipsets', message: loaded.stderr.trim() }]);
  const text = scenario.ruleset ?? '';
  const restore = restoreRuleset(text, host.value.ruleset, {
    counters: carriesCounters(text),
    findSet: (name) => sets.lookup(name),
  });
  if (restore.exit === 0) installRuleset(machine, restore.ruleset, restore.committed);
  return ok({ machine, restore });
}

const defaultMac = (number: number): string => `02:00:00:00:${hex(number >> 8)}:${hex(number & 255)}`;
const hex = (value: number): string => value.toString(16).padStart(2, '0');

/** Puts a ruleset in force: tables that a command replaced get fresh private states of their rules, in the order of their commits. */
export function installRuleset(machine: Machine, ruleset: Ruleset, committed: readonly TableName[] = []): void {
  machine.host.replaceRuleset(ruleset, committed);
}
