import type { HostSocket } from '../model/host.ts';
import type { Ruleset } from '../model/ruleset.ts';

/** What a host is made of. Texts of interfaces and addresses must be right; the scenario's validator sees to that. */
export interface HostOptions {
  readonly interfaces: readonly {
    readonly name: string;
    readonly addresses?: readonly string[];
    readonly mac?: string;
    readonly mtu?: number;
  }[];
  readonly sockets?: readonly HostSocket[];
  readonly localStack?: 'replies' | 'silent';
  readonly conntrack?: 'on' | 'auto';
  readonly hostname?: string;
  /** First virtual instant, ms since the epoch; 2026-01-05T12:00:00Z if left out. */
  readonly start?: number;
  readonly seed?: number;
  /** Tables in force. The host keeps this very map: change it and say so with `tableChanged`. */
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
}
