/**
 * Bytes ⇄ headers. Addresses are host-order uint32. Views read any field of a header at an offset and never throw: what lies beyond
 * the end reads as 0. Setters keep checksums as right or wrong as they were; `rewriteSource`/`rewriteDestination` see to the transport's.
 */
export * from './address.ts';
export * from './bytes.ts';
export * from './checksum.ts';
export * from './fragment.ts';
export * from './icmp.ts';
export * from './ipv4.ts';
export * from './jhash.ts';
export * from './packet-log.ts';
export * from './protocol.ts';
export * from './sctp.ts';
export * from './tcp.ts';
export * from './transport.ts';
export * from './udp.ts';
