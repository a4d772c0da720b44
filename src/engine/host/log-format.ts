/** The text of TRACE and LOG lines about a packet; LOG shares it, so it lives below both rooms. */
export * from '../net/packet-log.ts';
