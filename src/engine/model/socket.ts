/** A listening or bound local socket of the scenario. */
export interface HostSocket {
  readonly proto: 'tcp' | 'udp' | 'raw';
  readonly port: number;
  readonly address: number;
  readonly process: string;
  readonly uid: number;
  readonly gid: number;
  /** IP_TRANSPARENT. */
  readonly transparent?: boolean;
}
