/** The engine's public names: what the shell, the command, the worker and share may use. */
export * from './model/index.ts';
export { formatAddress, fromHex, parseAddress, parsePrefix, protocolName, protocolNumber, toHex } from './net/index.ts';
export { runIpset } from './sets/index.ts';
export { formatRule, formatRuleset, restoreRuleset, runIptables } from './iptables/index.ts';
export type { CommandResult, RestoreOptions, RestoreResult } from './iptables/index.ts';
export type { Host } from './host/index.ts';
export * from './scenario/index.ts';
