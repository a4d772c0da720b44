import { ipDestination, ipSource, read16 } from '../net/index.ts';
import type { Hook, Ruleset, Station, StationName, StationVerdict, TableName } from '../model/index.ts';
import { TABLES } from '../model/index.ts';
import type { CompiledTable } from './compile.ts';
import { compileTable } from './compile.ts';
import type { Fate, HookDevices, Kernel } from './kernel.ts';
import { needsOf } from './needs.ts';
import type { Registration } from './pipeline.ts';
import { buildPipeline } from './pipeline.ts';
import { rerouteOutput } from './route-packet.ts';
import type { Skb } from './skb.ts';
import { Traversal } from './traverse.ts';

const NO_DEVICES: HookDevices = { inDevice: '', outDevice: '' };

/** The hooks: which stations are registered, and what each does to a packet. */
export class Netfilter {
  private readonly kernel: Kernel;
  private readonly conntrackMode: 'on' | 'auto';
  private readonly compiled = new Map<TableName, CompiledTable>();
  private tables: Ruleset;
  private pipeline: ReadonlyMap<Hook, readonly Registration[]> = new Map();
  private tracking = false;
  /** A rule uses connlabels. */
  labelling = false;
  private defragging = false;
  private devices = NO_DEVICES;

  constructor(kernel: Kernel, ruleset: Ruleset, conntrackMode: 'on' | 'auto') {
    this.kernel = kernel;
    this.conntrackMode = conntrackMode;
    this.tables = ruleset;
    for (const name of ruleset.keys()) this.compile(name);
    this.rebuild();
  }

  ruleset(): Ruleset {
    return this.tables;
  }

  /** Devices of the hook that is being run. */
  currentDevices(): HookDevices {
    return this.devices;
  }

  /** Puts other tables in force: one that is another object than before gets private states made anew, as a commit does. What rules of several tables share is as the first one committed wants it. */
  replaceRuleset(ruleset: Ruleset, committed: readonly TableName[]): void {
    const before = this.tables;
    this.tables = ruleset;
    for (const name of new Set([...committed, ...TABLES]))
      if (before.get(name) !== ruleset.get(name)) this.compile(name);
    this.rebuild();
  }

  /** A table was changed in place: puts it in force as it stands now. */
  tableChanged(name: TableName): void {
    this.compile(name);
    this.rebuild();
  }

  private compile(name: TableName): void {
    const table = this.tables.get(name);
    const { services, sharedStates } = this.kernel;
    const compiled = sharedStates.replaceUser(name, () => (table === undefined ? null : compileTable(table, services)));
    if (compiled === null) this.compiled.delete(name);
    else this.compiled.set(name, compiled);
  }

  private rebuild(): void {
    const needs = needsOf(this.tables);
    if (needs.has('acct')) this.kernel.sysctls.set('net.netfilter.nf_conntrack_acct', '1');
    this.tracking = this.conntrackMode === 'on' || needs.has('conntrack');
    this.defragging = this.tracking || needs.has('defrag');
    this.labelling = needs.has('labels');
    this.pipeline = buildPipeline(
      (name) => this.isInForce(name),
      (station) => this.runOf(station),
    );
  }

  private isInForce(name: StationName): boolean {
    if (name === 'defrag') return this.defragging;
    if (name === 'conntrack' || name === 'helper' || name === 'confirm') return this.tracking;
    return this.compiled.has(name);
  }

  /** Registrations in force, by hook and priority. */
  stations(): readonly Station[] {
    return [...this.pipeline.values()].flat().map(({ hook, priority, name }) => ({ hook, priority, name }));
  }

  isTracking(): boolean {
    return this.tracking;
  }

  private runOf({ name, hook }: Station): Registration['run'] {
    switch (name) {
      case 'defrag':
        return (skb, devices) => this.defragment(skb, hook, devices);
      case 'conntrack':
        return (skb) => this.obey(skb, hook, this.kernel.conntrack.track(skb, hook));
      case 'helper':
        return (skb) => this.obey(skb, hook, this.kernel.conntrack.help(skb, hook));
      case 'confirm':
        return (skb) => this.obey(skb, hook, this.kernel.conntrack.confirm(skb, hook));
      case 'nat':
        return (skb, devices) => this.translate(skb, hook, devices);
      case 'mangle':
        return hook === 'OUTPUT'
          ? (skb, devices) => this.mangleOutput(skb, devices)
          : (skb, devices) => this.traverse('mangle', skb, hook, devices);
      default:
        return (skb, devices) => this.traverse(name, skb, hook, devices);
    }
  }

  private obey(skb: Skb, hook: Hook, verdict: StationVerdict): Fate {
    if (verdict.kind === 'accept') return 'accept';
    if (verdict.reason !== undefined) this.kernel.drop(skb, verdict.reason, verdict.text ?? '', hook);
    return 'stop';
  }

  private traverse(table: TableName, skb: Skb, hook: Hook, devices: HookDevices): Fate {
    const compiled = this.compiled.get(table);
    const base = compiled?.hooks.get(hook);
    if (compiled === undefined || base === undefined) return 'accept';
    return this.kernel.withoutSoftirqs(() =>
      new Traversal(this.kernel, table, compiled, base, { skb, hook, devices }).run(),
    );
  }

  /** ipv4_conntrack_defrag. With NAT built in, what has an entry is put together all the same when it loops back in pieces. */
  private defragment(skb: Skb, hook: Hook, devices: HookDevices): Fate {
    if (skb.conntrack === 'untracked' || (read16(skb.bytes, 6) & 0x3fff) === 0) return 'accept';
    const whole = this.kernel.gatherFragments(skb, `conntrack-${hook}`, devices.inDevice, hook);
    if (whole !== null) whole.ignoreDf = true;
    return whole === null ? 'stop' : 'accept';
  }

  /** ipt_mangle_out: routes anew if what routing looks at changed. */
  private mangleOutput(skb: Skb, devices: HookDevices): Fate {
    const before = {
      source: ipSource(skb.bytes),
      destination: ipDestination(skb.bytes),
      tos: skb.bytes[1],
      mark: skb.mark,
    };
    if (this.traverse('mangle', skb, 'OUTPUT', devices) === 'stop') return 'stop';
    const changed =
      ipSource(skb.bytes) !== before.source ||
      ipDestination(skb.bytes) !== before.destination ||
      skb.mark !== before.mark ||
      skb.bytes[1] !== before.tos;
    return changed ? this.reroute(skb) : 'accept';
  }

  private reroute(skb: Skb): Fate {
    if (rerouteOutput(this.kernel, skb)) return 'accept';
    this.kernel.drop(skb, 'no-route', 'no route after the packet was changed', 'OUTPUT');
    return 'stop';
  }

  /** The nat hooks with what they do to the route (nf_nat_ipv4_pre_routing, nf_nat_ipv4_local_fn). */
  private translate(skb: Skb, hook: Hook, devices: HookDevices): Fate {
    const destination = ipDestination(skb.bytes);
    if (!this.tracking) return 'accept';
    const verdict = this.kernel.nat.run(skb, hook, skb.destination?.device ?? '', () => ({
      kind: this.traverse('nat', skb, hook, devices) === 'accept' ? 'accept' : 'drop',
    }));
    if (this.obey(skb, hook, verdict) === 'stop') return 'stop';
    if (hook === 'PREROUTING' && ipDestination(skb.bytes) !== destination) skb.destination = null;
    return hook === 'OUTPUT' && isRedirected(skb) ? this.reroute(skb) : 'accept';
  }

  runHook(hook: Hook, skb: Skb, devices: HookDevices): Fate {
    if (this.kernel.recording) this.kernel.emit({ packet: skb.id, kind: 'hook', hook, ...devices });
    const outer = this.devices;
    const registrations = this.pipeline.get(hook) ?? [];
    let fate: Fate = 'accept';
    for (const registration of registrations) {
      this.devices = devices;
      fate = registration.run(skb, devices);
      if (fate === 'stop') break;
    }
    this.devices = outer;
    return fate;
  }
}

/** Its entry has another destination than it was sent to (the condition of nf_nat_ipv4_local_fn). */
function isRedirected({ conntrack }: Skb): boolean {
  if (conntrack === null || conntrack === 'untracked') return false;
  const { entry, direction } = conntrack;
  const [tuple, inverse] = direction === 'original' ? [entry.original, entry.reply] : [entry.reply, entry.original];
  return tuple.destination !== inverse.source;
}
