/** The engine's public names: what the shell, the command, the worker and share may use. */
export * from './model/index.ts';
export {
  formatAddress,
  formatMac,
  formatPrefix,
  fromHex,
  parseAddress,
  parseMac,
  parsePrefix,
  protocolName,
  protocolNumber,
  toHex,
} from './net/index.ts';
export {
  addressFlags,
  addressWords,
  broadcastMac,
  formatRoute,
  lifetimeWords,
  linkFlags,
  linkGroup,
  linkState,
  MAIN_TABLE,
  parseIpPrefix,
  routeProtocolName,
  scopeName,
  showAddresses,
  showLinks,
  tableName,
} from './routing/index.ts';
export type { Route } from './routing/index.ts';
export { runIpset } from './sets/index.ts';
export {
  createRuleset,
  formatRule,
  complaintsAbout,
  formatRuleset,
  isTableName,
  restoreRuleset,
  runIptables,
  translateCommand,
  translateRuleset,
} from './iptables/index.ts';
export type { CommandResult, RestoreOptions, RestoreResult } from './iptables/index.ts';
export { isKnownMatch, isKnownTarget, lacksModule } from './extensions/known.ts';
export { findMatch, findTarget } from './extensions/registry.ts';
export type { SetLookup } from './extensions/options.ts';
export type { Host } from './host/index.ts';
export * from './scenario/index.ts';
