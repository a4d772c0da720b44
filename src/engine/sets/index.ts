/**
 * ipset: every set type of ipset 7.17 for IPv4, the command with its words and exit codes, and what rules ask of sets (`Sets` is the
 * engine's `PacketSets`). Time comes from the environment, in ms. Where the kernel leaves it to chance (order of a hash, initval,
 * which element forceadd throws out) the choice is fixed and told beside the code.
 */
export { runIpset } from './ipset.ts';
export { memberLine } from './print.ts';
export { Sets } from './sets.ts';
