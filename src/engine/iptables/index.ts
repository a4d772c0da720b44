/**
 * The language of iptables 1.8.9 (legacy): commands, iptables-restore and iptables-save over rulesets, with the tool's own words
 * and exit codes. Rulesets are values: a command gives a new one and shares with the old what it did not touch.
 */
export { analyseRuleset, type Finding } from './analysis.ts';
export { areEqualRules } from './equality.ts';
export { complaintsAbout, formatRule, formatRuleset, saveHead, saveMatch, saveTarget } from './printer.ts';
export { restoreRuleset, type RestoreOptions, type RestoreResult } from './restore.ts';
export { runIptables, type CommandResult } from './run.ts';
export { translateCommand, translateRuleset } from './translate.ts';
export { createRuleset, isTableName } from './tables.ts';
export type { ParsedCommand } from './command.ts';
export { parseCommand } from './command-parser.ts';
export { splitLine } from './lexer.ts';
export { describeFailure } from './messages.ts';
