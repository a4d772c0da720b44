/**
 * Network address translation (nf_nat): who visits the nat table and when, the choice of address and port, and the rewriting of
 * packets and of the datagrams that ICMP errors quote. Connections are conntrack's; it is known here by the model's interface only.
 */
export { createNat } from './nat.ts';
