import type { HostDocument } from '../../engine/index.ts';
import type { Capture, CapturedFrame } from './capture.ts';
import { flowOf, type Flow } from './flow.ts';

/** Where a captured packet enters the simulated host: by an interface, from one of its processes, or nowhere. */
export type Entrance =
  | { readonly kind: 'device'; readonly device: string }
  | { readonly kind: 'local' }
  | { readonly kind: 'none' };

/** What the choice was made from. */
export type EntranceReason =
  | 'interface-name'
  | 'destination-mac'
  | 'subnet'
  | 'default-route'
  | 'first-interface'
  | 'own-address'
  | 'own-answer'
  | 'forwarded-copy';

/** Packets of a capture that enter at the same place for the same reason: one row of the form. */
export interface EntranceGroup {
  readonly key: string;
  /** Name of the capture's interface, '' where it has none. */
  readonly captured: string;
  readonly reason: EntranceReason;
  readonly entrance: Entrance;
  /** Indices into `capture.frames`. */
  readonly frames: readonly number[];
  /** The first of them. */
  readonly example: Flow;
}

interface Network {
  readonly device: string;
  readonly address: number;
  readonly mask: number;
}

const addressNumber = (text: string): number =>
  text.split('.').reduce((value, part) => ((value << 8) | Number(part)) >>> 0, 0);

const maskOf = (length: number): number => (length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0);

function networksOf({ interfaces }: HostDocument): readonly Network[] {
  return interfaces.flatMap(({ name, addresses = [] }) =>
    addresses.map((text) => {
      const [address = '', length = '32'] = text.split('/');
      return { device: name, address: addressNumber(address), mask: maskOf(Number(length)) };
    }),
  );
}

/** MAC of the n-th interface as the format defaults it (scenario.md). */
const macOf = (host: HostDocument, index: number): string =>
  (host.interfaces[index]?.mac ?? `02:00:00:00:00:${(index + 1).toString(16).padStart(2, '0')}`).toLowerCase();

/** Chooses for every frame where it enters the host, and says why, so that people can choose otherwise. */
export function entrancesOf(capture: Capture, host: HostDocument): readonly EntranceGroup[] {
  const chooser = new Chooser(capture, host);
  const groups = new Map<string, EntranceGroup & { readonly frames: number[] }>();
  capture.frames.forEach((frame, index) => {
    const flow = flowOf(frame.datagram);
    const { entrance, reason } = chooser.choose(frame, flow);
    const captured = capture.interfaces[frame.interface]?.name ?? '';
    const key = [frame.interface, reason, entrance.kind === 'device' ? entrance.device : entrance.kind].join('/');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { key, captured, reason, entrance, frames: [index], example: flow });
    else group.frames.push(index);
  });
  return [...groups.values()];
}

interface Choice {
  readonly entrance: Entrance;
  readonly reason: EntranceReason;
}

const device = (name: string, reason: EntranceReason): Choice => ({
  entrance: { kind: 'device', device: name },
  reason,
});

const TCP = 6;
/** A router is quicker than this, ms. */
const COPY_TIME = 1000;

class Chooser {
  readonly #capture: Capture;
  readonly #host: HostDocument;
  readonly #networks: readonly Network[];
  readonly #macs: ReadonlyMap<string, string>;
  readonly #own: ReadonlySet<number>;
  readonly #defaultDevice: string | undefined;
  /** Flows that reached the host from outside: what goes back is its answer. */
  readonly #heard = new Set<string>();
  /** What of a datagram survives its way through a router → when it was last seen, with which TTL. */
  readonly #seen = new Map<string, { readonly ttl: number; readonly time: number }>();

  constructor(capture: Capture, host: HostDocument) {
    this.#capture = capture;
    this.#host = host;
    this.#networks = networksOf(host);
    this.#macs = new Map(host.interfaces.map(({ name }, index) => [macOf(host, index), name]));
    this.#own = new Set(this.#networks.map(({ address }) => address));
    this.#defaultDevice = host.routes
      ?.map((route) => /^(?:default|0\.0\.0\.0\/0)\b.*\bdev\s+(\S+)/.exec(route)?.[1])
      .find((name) => name !== undefined);
  }

  choose(frame: CapturedFrame, flow: Flow): Choice {
    if (this.#isCopy(frame)) return { entrance: { kind: 'none' }, reason: 'forwarded-copy' };
    const source = addressNumber(flow.source);
    const leaves = frame.direction === 'out' || this.#macs.has(frame.sourceMac ?? '');
    if (leaves || this.#own.has(source)) return this.#leaving(flow, this.#own.has(source));
    this.#heard.add(flowKey(flow));
    return this.#entering(frame, source);
  }

  /** NAT changes addresses and ports, forwarding takes one from the TTL; the rest of a datagram leaves as it came. */
  #isCopy({ datagram, time }: CapturedFrame): boolean {
    const transport = ((datagram[0] ?? 0) & 15) * 4;
    const tcp = datagram[9] === TCP;
    const kept = datagram.subarray(transport + (tcp ? 4 : 8), transport + (tcp ? 12 : 24));
    const key = String.fromCharCode(datagram[9] ?? 0, ...datagram.subarray(2, 8), ...kept);
    const ttl = datagram[8] ?? 0;
    const before = this.#seen.get(key);
    this.#seen.set(key, { ttl, time });
    return before !== undefined && before.ttl === ttl + 1 && time - before.time < COPY_TIME;
  }

  /** Who answers already as the scenario says ("localStack": "replies") must not be played a second time. */
  #leaving(flow: Flow, isOwn: boolean): Choice {
    if (!isOwn) return { entrance: { kind: 'none' }, reason: 'forwarded-copy' };
    if (!this.#heard.has(flowKey(inverted(flow)))) return { entrance: { kind: 'local' }, reason: 'own-address' };
    const isSilent = this.#host.localStack === 'silent';
    return { entrance: { kind: isSilent ? 'local' : 'none' }, reason: 'own-answer' };
  }

  #entering(frame: CapturedFrame, source: number): Choice {
    const name = this.#capture.interfaces[frame.interface]?.name ?? '';
    if (this.#host.interfaces.some((one) => one.name === name)) return device(name, 'interface-name');
    const byMac = this.#macs.get(frame.destinationMac ?? '');
    if (byMac !== undefined) return device(byMac, 'destination-mac');
    const onLink = this.#networks.find(({ address, mask }) => mask !== 0 && (address & mask) === (source & mask));
    if (onLink !== undefined) return device(onLink.device, 'subnet');
    if (this.#defaultDevice !== undefined) return device(this.#defaultDevice, 'default-route');
    const [first] = this.#host.interfaces;
    return first === undefined
      ? { entrance: { kind: 'none' }, reason: 'first-interface' }
      : device(first.name, 'first-interface');
  }
}

const inverted = (flow: Flow): Flow => ({
  ...flow,
  source: flow.destination,
  destination: flow.source,
  sourcePort: flow.destinationPort,
  destinationPort: flow.sourcePort,
});

const flowKey = ({ source, destination, protocol, sourcePort, destinationPort }: Flow): string =>
  [protocol, source, sourcePort, destination, destinationPort].join(' ');
