/** The part of the scenario document and of `--format kernel` that the oracle speaks. Packets are bytes here. */

export interface Interface {
  readonly name: string;
  readonly addresses?: readonly string[];
  readonly mac?: string;
  readonly mtu?: number;
}

export interface Socket {
  /** For `raw` the port is the protocol number. */
  readonly proto: 'tcp' | 'udp' | 'raw';
  readonly port: number;
  readonly address?: string;
  readonly process?: string;
  readonly uid?: number;
}

export interface Host {
  readonly interfaces: readonly Interface[];
  readonly routes?: readonly string[];
  readonly rules?: readonly string[];
  readonly sysctl?: Readonly<Record<string, number | string>>;
  readonly sockets?: readonly Socket[];
  readonly localStack?: 'replies' | 'silent';
  readonly conntrack?: 'on' | 'auto';
}

/** A datagram that arrives on an interface (`in`) or that a local process sends through a raw socket (`from`). */
export interface Packet {
  readonly in?: string;
  readonly from?: 'local';
  readonly hex: string;
  readonly srcMac?: string;
  readonly dstMac?: string;
  readonly mark?: number;
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * The far end answers a datagram that step `to` (from 1) put on the wire. Turned into a packet while the kernel
 * runs, so that a recording holds bytes only.
 */
export interface Reply {
  readonly to: number;
  /** Which of the datagrams that the step sent, from 0. */
  readonly index?: number;
  readonly flags?: string;
  readonly seq?: number;
  readonly ack?: number;
  readonly window?: number;
  readonly payload?: string;
  /** Ports other than those turned round. */
  readonly sport?: number;
  readonly dport?: number;
  /** TCP options as hex. */
  readonly tcpOptions?: string;
  /** A wrong checksum of TCP or UDP. */
  readonly badChecksum?: boolean;
  /** An ICMP error quoting the datagram, instead of an answer to it. */
  readonly error?: {
    readonly type: number;
    readonly code: number;
    readonly from?: string;
    readonly rest?: number;
    /** Bytes quoted; 548 when left out. */ readonly quoted?: number;
  };
}

export type Step = (
  | { readonly packet: Packet }
  | { readonly reply: Reply }
  | { readonly wait: number }
  | { readonly command: string }
) & { readonly note?: string };

export interface Scenario {
  readonly chainwalk: 1;
  readonly title?: string;
  readonly host: Host;
  readonly ruleset: string;
  readonly ipsets?: string;
  /** For what the engine draws at random; the kernel draws as it likes. */
  readonly seed?: number;
  readonly timeline: readonly Step[];
}

export interface LogLine {
  readonly level: number;
  readonly line: string;
}

export interface SentDatagram {
  readonly dev: string;
  readonly hex: string;
}

/** A packet's step has `log` and `sent`, a command's the rest, a wait's nothing. */
export interface StepResult {
  readonly log?: readonly LogLine[];
  readonly sent?: readonly SentDatagram[];
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

export interface KernelResult {
  readonly restore: { readonly exit: number; readonly stderr: string };
  readonly steps?: readonly StepResult[];
  readonly save?: string;
  readonly conntrack?: readonly string[];
}

/** A scenario whose replies have become packets, with what the kernel made of it. */
export interface Recording {
  readonly scenario: Scenario;
  readonly kernel: KernelResult;
}
