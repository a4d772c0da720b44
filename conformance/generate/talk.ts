/** Who talks to whom: where the first packet comes in (or that the host sends it), and its addresses and ports. */
export interface Talk {
  readonly from: 'eth0' | 'eth1' | 'eth2' | 'local';
  readonly src: string;
  readonly dst: string;
  readonly sport: number;
  readonly dport: number;
}
