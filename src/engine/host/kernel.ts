import type {
  Conntrack,
  DropReason,
  Hook,
  HostSocket,
  Nat,
  OriginateOptions,
  Packet,
  PacketSets,
  PacketSocket,
  RulePlace,
  TargetServices,
  Tuple,
  WalkEvent,
} from '../model/index.ts';
import type { Routing } from '../routing/index.ts';
import type { Clock } from './clock.ts';
import type { Peers } from './peers.ts';
import type { SharedStates } from './shared-states.ts';
import type { Skb } from './skb.ts';
import type { Sysctls } from './sysctl.ts';

/** Devices that a hook is entered with; '' is none. */
export interface HookDevices {
  readonly inDevice: string;
  readonly outDevice: string;
}

/** `stop`: the packet went no further (dropped, stolen, queued, or its walk cannot go on truthfully); the event says which. */
export type Fate = 'accept' | 'stop';

/** What the parts of the machine share. Each part is made with it and calls the others through it. */
export interface Kernel {
  readonly clock: Clock;
  readonly sysctls: Sysctls;
  readonly routing: Routing;
  readonly peers: Peers;
  readonly conntrack: Conntrack;
  readonly nat: Nat;
  readonly services: TargetServices;
  readonly sharedStates: SharedStates;
  /** The ipsets that rules ask; null where the machine has none. */
  readonly sets: PacketSets | null;
  readonly sockets: readonly HostSocket[];
  readonly answers: boolean;
  /** A process has opened the raw socket (IPPROTO_RAW) that local packets are sent through. */
  hasRawSender: boolean;
  /** Somebody reads the events. */
  recording: boolean;
  /** The rule whose target runs, for what it logs. */
  place: RulePlace | null;
  /** The misses of these rules of this packet's walk are kept with reasons, however long the stretch. */
  explain: Explanation | null;
  random(): number;
  emit(event: WalkEvent): void;
  drop(skb: Skb, reason: DropReason, text: string, hook?: Hook | null): void;
  newSkb(bytes: Uint8Array, causedBy: number | null): Skb;
  printk(level: number, line: string, packet: Packet, trace: boolean): void;
  /** Text of a packet at a hook as TRACE prints it. */
  describe(packet: Packet, devices: HookDevices): string;
  /** Registered functions of a hook in order (nf_hook_slow). */
  runHook(hook: Hook, skb: Skb, devices: HookDevices): Fate;
  /** Softirqs are off while `run` runs: what loopback takes in waits until the outermost is done (local_bh_disable). */
  withoutSoftirqs<T>(run: () => T): T;
  /** loopback_xmit: the packet comes back in when softirqs run. */
  loopBack(skb: Skb, device: string): void;
  /** Hands a datagram to a device's wire. */
  transmit(skb: Skb, device: string, bytes: Uint8Array): void;
  receiveIp(skb: Skb, device: string): void;
  /** ip_local_out: OUTPUT, then out. The packet has its route. */
  localOut(skb: Skb): void;
  /** Sends a packet of the host's own making; routes it first. False where there is no route. */
  originate(bytes: Uint8Array, cause: Packet, options: Origin): boolean;
  sendIcmpError(cause: Packet, type: number, code: number, info: number): void;
  /** Puts fragments together for one user of the reassembly; null while pieces are missing. */
  gatherFragments(skb: Skb, user: string, device: string, hook: Hook | null): Skb | null;
  deliver(skb: Skb): void;
  /** A listener's connection, complete or not, to which segments with this tuple belong. */
  isConnected(tuple: Tuple): boolean;
}

export interface Explanation {
  readonly packet: number;
  readonly table: string;
  readonly chain: string;
  /** Rule numbers, both inclusive. */
  readonly from: number;
  readonly to: number;
}

export interface Origin extends Omit<OriginateOptions, 'socket' | 'by'> {
  readonly by: OriginateOptions['by'] | 'fragment-timeout';
  readonly socket?: PacketSocket | 'kernel' | null;
  readonly process?: string;
}

/** What an event says of the rule whose target is at work. */
export const placed = (place: RulePlace | null): { readonly place?: RulePlace } => (place === null ? {} : { place });
