import type { PacketDocument } from '../../engine/index.ts';

/** `in`, sender, receiver: what every received packet needs. */
export type Way = readonly [device: string, src: string, dst: string];

type More = Omit<PacketDocument, 'in' | 'src' | 'dst' | 'proto' | 'sport' | 'dport'>;

const by = ([device, src, dst]: Way): Pick<PacketDocument, 'in' | 'src' | 'dst'> => ({ in: device, src, dst });

/** A TCP segment that arrives: a SYN unless `more` has other flags. */
export const tcp = (way: Way, sport: number, dport: number, more: More = {}): PacketDocument => ({
  ...by(way),
  proto: 'tcp',
  sport,
  dport,
  flags: 'SYN',
  ...more,
});

export const udp = (way: Way, sport: number, dport: number, more: More = {}): PacketDocument => ({
  ...by(way),
  proto: 'udp',
  sport,
  dport,
  ...more,
});

export const icmp = (way: Way, icmpType: string, more: More = {}): PacketDocument => ({
  ...by(way),
  proto: 'icmp',
  icmpType,
  ...more,
});
