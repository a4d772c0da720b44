import {
  fillIpChecksum,
  formatPacketLog,
  ipDontFragment,
  ipDestination,
  ipHeaderLength,
  ipSource,
  parseMac,
  read16,
  setIpTtl,
  TRACE_LOG_OPTIONS,
  write16,
  write32,
} from '../net/index.ts';
import { createConntrack } from '../conntrack/index.ts';
import { createNat } from '../nat/index.ts';
import type {
  Conntrack,
  ConntrackView,
  DropReason,
  Environment,
  Hook,
  HostSocket,
  Interface,
  LinkType,
  Nat,
  Packet,
  PacketSets,
  PacketSocket,
  RulePlace,
  Ruleset,
  Station,
  TableName,
  TargetServices,
  Tuple,
  WalkEvent,
} from '../model/index.ts';
import { Routing } from '../routing/index.ts';
import { Clock, PACKET_MS } from './clock.ts';
import { IcmpSender } from './icmp-send.ts';
import { LOOPBACK_HEADER, receiveIp } from './ip-input.ts';
import { localOut } from './ip-output.ts';
import { placed, type Explanation, type Fate, type HookDevices, type Kernel, type Origin } from './kernel.ts';
import { LocalStack } from './local-stack.ts';
import { Netfilter } from './netfilter.ts';
import type { HostOptions, LogLine, SendMeta, ReceiveMeta, SentDatagram } from './options.ts';
import { Peers } from './peers.ts';
import { createRandom } from './random.ts';
import { Reassembly } from './reassembly.ts';
import { hopLimit, rerouteOutput, routeOutput } from './route-packet.ts';
import { createServices } from './services.ts';
import { SharedStates } from './shared-states.ts';
import { Skb } from './skb.ts';
import { Sysctls } from './sysctl.ts';

const OWNERLESS: PacketSocket = { uid: 0, gid: 0, file: false };
const BROADCAST_MAC = 0xff;

/** The machine: devices, routes, hooks and the stack behind them. Everything that happens in a step is in its events. */
export class Host implements Kernel {
  readonly clock: Clock;
  readonly sysctls: Sysctls;
  readonly routing: Routing;
  readonly peers: Peers;
  readonly sockets: readonly HostSocket[];
  readonly answers: boolean;
  readonly hostname: string;
  /** The kernel log since boot. */
  readonly log: LogLine[] = [];
  readonly services: TargetServices;
  readonly sharedStates = new SharedStates();
  readonly conntrack: Conntrack;
  readonly nat: Nat;
  readonly random: () => number;
  recording: boolean;
  /** Lent by whoever keeps them: the machine of a scenario. */
  sets: PacketSets | null = null;
  hasRawSender = false;
  place: RulePlace | null = null;
  explain: Explanation | null = null;

  private readonly netfilter: Netfilter;
  private readonly icmp: IcmpSender;
  private readonly stack: LocalStack;
  private readonly reassembly: Reassembly;
  private readonly ids = new Map<number, number>();
  private events: WalkEvent[] = [];
  private sent: SentDatagram[] = [];
  private packets = 0;
  private softirqDepth = 0;
  private backlog: { readonly skb: Skb; readonly device: string }[] = [];

  constructor(options: HostOptions) {
    this.clock = new Clock(options.start ?? Date.UTC(2026, 0, 5, 12));
    this.random = createRandom(options.seed ?? 1);
    this.hostname = options.hostname ?? 'fw';
    this.sysctls = new Sysctls(
      () => ['lo', ...options.interfaces.map((each) => each.name)],
      new Map([['net.netfilter.nf_conntrack_count', () => `${this.conntrack.entries().length}`]]),
    );
    this.routing = new Routing({
      devices: options.interfaces.map(deviceOf),
      conf: (device, key) => this.sysctls.conf(device, key),
      now: () => this.clock.now(),
      onAddressGone: (device, address) => this.forgetMasqueraded(device, address),
    });
    this.peers = new Peers(this.clock);
    this.sockets = options.sockets ?? [];
    this.answers = (options.localStack ?? 'replies') === 'replies';
    this.recording = options.recording ?? true;
    const environment = this.environment();
    this.conntrack = createConntrack(environment);
    this.nat = createNat(environment, this.conntrack);
    this.services = createServices(this);
    this.icmp = new IcmpSender(this, (destination) => this.nextId(destination));
    this.stack = new LocalStack(this, this.icmp);
    this.reassembly = new Reassembly(this);
    this.netfilter = new Netfilter(this, options.ruleset ?? new Map(), options.conntrack ?? 'on');
  }

  private environment(): Environment {
    const isSilent = (): boolean => !this.recording;
    const isLabelling = (): boolean => this.netfilter.labelling;
    return {
      now: () => this.clock.now(),
      random: () => this.random(),
      sysctl: (key) => this.sysctls.number(key),
      emit: (event) => this.emit(this.withPlace(event)),
      get silent() {
        return isSilent();
      },
      get labelling() {
        return isLabelling();
      },
      printk: (level, line) => this.writeLine(level, line, 0, false),
      describe: (packet, devices) =>
        this.describe(packet, devices === 'none' ? { inDevice: '', outDevice: '' } : this.netfilter.currentDevices()),
    };
  }

  /* What the outside may do. */

  /** A frame arrives: its datagram, and how it was addressed. Takes 10 ms. */
  receive(device: string, bytes: Uint8Array, meta: ReceiveMeta = {}): void {
    const own = this.routing.device(device);
    if (own === null || !own.up) return;
    const skb = this.newSkb(bytes.slice(), null);
    const destination = meta.dstMac === undefined ? null : parseMac(meta.dstMac);
    const source = meta.srcMac === undefined ? null : parseMac(meta.srcMac);
    skb.linkHeader = frameHeader(destination ?? own.mac, source ?? peerMac(own));
    skb.linkType = destination === null ? 'host' : linkTypeOf(destination, own.mac);
    skb.inDevice = device;
    skb.mark = meta.mark ?? 0;
    if (this.recording) this.emit({ packet: skb.id, kind: 'received', device, bytes: bytes.slice() });
    this.withoutSoftirqs(() => this.receiveIp(skb, device));
    this.pass(PACKET_MS);
  }

  /** A local process sends a datagram through a raw socket with IP_HDRINCL (raw_send_hdrinc). Takes 10 ms. */
  send(bytes: Uint8Array, meta: SendMeta = {}): void {
    this.hasRawSender = true;
    const skb = this.newSkb(bytes.slice(), null);
    skb.mark = meta.mark ?? 0;
    skb.socket = {
      uid: meta.uid ?? 0,
      gid: meta.gid ?? 0,
      file: true,
      ...(meta.process === undefined ? {} : { process: meta.process }),
    };
    if (this.recording) {
      const process = meta.process === undefined ? {} : { process: meta.process };
      this.emit({
        packet: skb.id,
        kind: 'originated',
        by: 'process',
        causedBy: null,
        bytes: bytes.slice(),
        ...process,
      });
    }
    this.sendRaw(skb);
    this.pass(PACKET_MS);
  }

  private sendRaw(skb: Skb): void {
    const { bytes } = skb;
    if (bytes.length < 20 || ipHeaderLength(bytes) < 20 || ipHeaderLength(bytes) > bytes.length)
      return this.drop(skb, 'header-error', 'EINVAL: shorter than its header');
    const routed = routeOutput(this, skb, { source: 0, anySource: false, phase: 'output', protocol: 255, tos: 0 });
    if (routed === null) return this.drop(skb, 'no-route', 'ENETUNREACH: no route to the destination');
    skb.destination = routed.destination;
    if (bytes.length > (this.routing.device(routed.destination.device)?.mtu ?? 0))
      return this.drop(skb, 'fragmentation-needed', 'EMSGSIZE: larger than the MTU');
    this.completeHeader(skb, routed.source);
    localOut(this, skb);
  }

  /** What the kernel fills in of a header that a process made. */
  private completeHeader({ bytes }: Skb, source: number): void {
    if (ipSource(bytes) === 0) write32(bytes, 12, source);
    write16(bytes, 2, bytes.length);
    if (read16(bytes, 4) === 0 && !ipDontFragment(bytes)) write16(bytes, 4, this.nextId(ipDestination(bytes)));
    fillIpChecksum(bytes);
  }

  /** Seconds pass. */
  wait(seconds: number): void {
    this.pass(seconds * 1000);
  }

  private pass(ms: number): void {
    this.withoutSoftirqs(() => this.clock.advance(ms));
    this.conntrack.collect();
  }

  /** Events since the last call. */
  takeEvents(): WalkEvent[] {
    const { events } = this;
    this.events = [];
    return events;
  }

  /** Datagrams that left by a device since the last call. */
  takeSent(): SentDatagram[] {
    const { sent } = this;
    this.sent = [];
    return sent;
  }

  /** Virtual instant in ms since the epoch. */
  now(): number {
    return this.clock.now();
  }

  get ruleset(): Ruleset {
    return this.netfilter.ruleset();
  }

  /** Puts other tables in force: one that is another object than before gets private states made anew, as a commit does. `committed` says in which order. */
  replaceRuleset(ruleset: Ruleset, committed: readonly TableName[] = []): void {
    this.netfilter.replaceRuleset(ruleset, committed);
  }

  /** A table was changed in place: puts it in force as it stands now. */
  tableChanged(name: TableName): void {
    this.netfilter.tableChanged(name);
  }

  /** Registrations in force, by hook and priority. */
  stations(): readonly Station[] {
    return this.netfilter.stations();
  }

  isTracking(): boolean {
    return this.netfilter.isTracking();
  }

  /** Entries as they stand, in order of creation. */
  conntrackViews(): readonly ConntrackView[] {
    return this.conntrack.entries().map((entry) => this.conntrack.view(entry));
  }

  /** Lines of `conntrack -L`, sorted. */
  conntrackLines(): readonly string[] {
    return this.conntrack.lines();
  }

  /** MASQUERADE's notifiers: connections behind an address that went, or a device that went down, are forgotten. */
  private forgetMasqueraded(device: string, address: number | null): void {
    for (const entry of this.conntrack.entries()) {
      if (entry.masqueradeDevice !== device || (address !== null && entry.reply.destination !== address)) continue;
      this.conntrack.delete(
        entry,
        `masqueraded behind ${device}, which ${address === null ? 'went down' : 'lost its address'}`,
      );
    }
  }

  /* What the parts of the machine ask of each other (Kernel). */

  runHook(hook: Hook, skb: Skb, devices: HookDevices): Fate {
    return this.netfilter.runHook(hook, skb, devices);
  }

  withoutSoftirqs<T>(run: () => T): T {
    this.softirqDepth += 1;
    const result = run();
    this.softirqDepth -= 1;
    if (this.softirqDepth === 0 && this.backlog.length > 0) this.runSoftirqs();
    return result;
  }

  private runSoftirqs(): void {
    this.softirqDepth += 1;
    for (let next = this.backlog.shift(); next !== undefined; next = this.backlog.shift())
      this.receiveIp(next.skb, next.device);
    this.softirqDepth -= 1;
  }

  loopBack(skb: Skb, device: string): void {
    if (this.recording) this.emit({ packet: skb.id, kind: 'looped', device });
    skb.socket = null;
    skb.inDevice = device;
    skb.linkHeader = device === 'lo' ? LOOPBACK_HEADER : null;
    skb.fragMaxSize = 0;
    this.backlog.push({ skb, device });
    if (this.softirqDepth === 0) this.runSoftirqs();
  }

  transmit(skb: Skb, device: string, bytes: Uint8Array): void {
    const copy = bytes.slice();
    this.sent.push({ dev: device, bytes: copy });
    if (this.recording) this.emit({ packet: skb.id, kind: 'sent', device, bytes: copy });
  }

  receiveIp(skb: Skb, device: string): void {
    receiveIp(this, skb, device);
  }

  localOut(skb: Skb): void {
    localOut(this, skb);
  }

  deliver(skb: Skb): void {
    this.stack.deliver(skb);
  }

  isConnected(tuple: Tuple): boolean {
    return this.stack.isConnected(tuple);
  }

  gatherFragments(skb: Skb, user: string, device: string, hook: Hook | null): Skb | null {
    return this.reassembly.gather(skb, user, device, hook);
  }

  sendIcmpError(cause: Packet, type: number, code: number, info: number): void {
    if (cause instanceof Skb) this.icmp.sendError(cause, type, code, info);
  }

  originate(bytes: Uint8Array, cause: Packet, options: Origin): boolean {
    const skb = this.newSkb(bytes.slice(), cause.id);
    skb.mark = options.mark ?? (this.sysctls.number('net.ipv4.fwmark_reflect') === 0 ? 0 : cause.mark);
    skb.socket = options.socket === 'kernel' ? OWNERLESS : (options.socket ?? null);
    skb.checksumVerified = options.by !== 'tee';
    skb.checksumPartial = options.by === 'reject';
    if (options.untracked === true) skb.conntrack = 'untracked';
    if (options.traced === true) skb.traced = true;
    if (this.recording)
      this.emit({
        packet: skb.id,
        kind: 'originated',
        by: options.by,
        causedBy: cause.id,
        bytes: bytes.slice(),
        ...placed(this.place),
      });
    if (!this.routeOrigin(skb, options)) {
      this.drop(skb, 'no-route', 'no route for it');
      return false;
    }
    // nf_dup_ipv4_route sets skb->dev, which POSTROUTING takes for the way in.
    if (options.by === 'tee') skb.inDevice = skb.destination?.device ?? '';
    // nf_send_reset asks the route of the packet that it rejects, before it looks for the way back.
    if (options.by === 'reject' && cause instanceof Skb && cause.destination !== null) {
      setIpTtl(skb.bytes, hopLimit(this, cause.destination));
    }
    if (options.attachConntrack) this.conntrack.attach(skb, cause);
    const by = this.place;
    this.place = null;
    localOut(this, skb);
    this.place = by;
    return true;
  }

  private routeOrigin(skb: Skb, { nextHop, device }: Origin): boolean {
    if (nextHop === undefined) return rerouteOutput(this, skb, 'output');
    const routed = routeOutput(this, skb, {
      source: 0,
      anySource: true,
      phase: 'output',
      nextHop,
      ...(device === undefined ? {} : { device }),
    });
    if (routed === null) return false;
    skb.destination = routed.destination;
    return true;
  }

  newSkb(bytes: Uint8Array, causedBy: number | null): Skb {
    this.packets += 1;
    return new Skb(this.packets, bytes, causedBy);
  }

  /** ip_select_ident: a counter for each correspondent, from a random start. */
  private nextId(destination: number): number {
    const id = ((this.ids.get(destination) ?? this.random()) + 1) & 0xffff;
    this.ids.set(destination, id);
    return id;
  }

  emit(event: WalkEvent): void {
    if (this.recording) this.events.push(event);
  }

  /** A binding is the doing of the rule whose target runs; a null binding is nobody's. */
  private withPlace(event: WalkEvent): WalkEvent {
    return event.kind === 'nat' && event.action !== 'null-bound' && this.place !== null
      ? { ...event, place: this.place }
      : event;
  }

  drop(skb: Skb, reason: DropReason, text: string, hook: Hook | null = null): void {
    if (this.recording) this.events.push({ packet: skb.id, kind: 'dropped', reason, text, hook });
  }

  printk(level: number, line: string, packet: Packet, trace: boolean): void {
    this.writeLine(level, line, packet.id, trace);
  }

  private writeLine(level: number, line: string, packet: number, trace: boolean): void {
    this.log.push({ level, line, at: this.now() });
    if (this.recording) this.emit({ packet, kind: 'logged', level, line, trace, ...placed(this.place) });
  }

  describe(packet: Packet, devices: HookDevices): string {
    return formatPacketLog(packet, { ...devices, loopback: devices.inDevice === 'lo' }, TRACE_LOG_OPTIONS);
  }

  interface(name: string): Interface | null {
    return this.routing.device(name);
  }
}

function deviceOf(
  each: HostOptions['interfaces'][number],
  index: number,
): { readonly name: string; readonly mac: Uint8Array; readonly mtu: number; readonly addresses: readonly string[] } {
  const mac = each.mac ?? Uint8Array.of(2, 0, 0, 0, (index + 1) >>> 8, index + 1);
  return { name: each.name, mac, mtu: each.mtu ?? 1500, addresses: [] };
}

/** The peers' address on the n-th interface: 02:00:00:00:01:0n. Index 1 is lo. */
const peerMac = (device: Interface): Uint8Array =>
  device.loopback ? new Uint8Array(6) : Uint8Array.of(2, 0, 0, 0, 1, device.index - 1);

/** Ethernet header of an IPv4 frame. */
function frameHeader(destination: Uint8Array, source: Uint8Array): Uint8Array {
  const header = new Uint8Array(14);
  header.set(destination);
  header.set(source, 6);
  header[12] = 8;
  return header;
}

/** eth_type_trans. */
function linkTypeOf(destination: Uint8Array, own: Uint8Array): LinkType {
  if (destination.every((byte) => byte === BROADCAST_MAC)) return 'broadcast';
  if (((destination[0] ?? 0) & 1) !== 0) return 'multicast';
  return destination.every((byte, index) => byte === own[index]) ? 'host' : 'otherhost';
}
