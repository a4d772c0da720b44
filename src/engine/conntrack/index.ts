/**
 * Connection tracking (nf_conntrack): entries and their two tuples, one tracker per transport protocol, expectations and helpers.
 * What other rooms may ask of it stands in the model (Conntrack); NAT is lent to it, never imported.
 */
export { createConntrack } from './conntrack.ts';
