import type { HostSocket, Ruleset } from '../model/index.ts';

/** What a host is made of. */
export interface HostOptions {
  readonly interfaces: readonly {
    readonly name: string;
    readonly addresses?: readonly string[];
    /** 6 bytes; 02:00:00:00:00:0n for the n-th if left out. */
    readonly mac?: Uint8Array;
    readonly mtu?: number;
  }[];
  /** What follows `ip route add`. */
  readonly routes?: readonly string[];
  /** What follows `ip rule add`. */
  readonly rules?: readonly string[];
  readonly sysctl?: Readonly<Record<string, number | string>>;
  readonly sockets?: readonly HostSocket[];
  readonly localStack?: 'replies' | 'silent';
  readonly conntrack?: 'on' | 'auto';
  readonly hostname?: string;
  /** First virtual instant, ms since the epoch; 2026-01-05T12:00:00Z if left out. */
  readonly start?: number;
  readonly seed?: number;
  /** Tables in force; `replaceRuleset` puts others in their place. */
  readonly ruleset?: Ruleset;
  /** False: no events are made. Log lines, sent datagrams and counters are there all the same. */
  readonly recording?: boolean;
}

export interface ReceiveMeta {
  readonly srcMac?: string;
  readonly dstMac?: string;
  readonly mark?: number;
}

export interface SendMeta {
  readonly mark?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly process?: string;
}

export interface SentDatagram {
  readonly dev: string;
  readonly bytes: Uint8Array;
}

export interface LogLine {
  readonly level: number;
  readonly line: string;
  /** Virtual instant in ms at which it was written. */
  readonly at?: number;
}

/** What of the options cannot be, at its path below the host: 'routes[2]', and the words of the tool that refuses it. */
export interface HostProblem {
  readonly path: string;
  readonly message: string;
}
