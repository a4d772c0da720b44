/**
 * The language of iptables 1.8.9 (legacy): commands, iptables-restore and iptables-save over rulesets, with the tool's own words
 * and exit codes. Rulesets are values: a command gives a new one and shares with the old what it did not touch.
 */
export { analyseRuleset, type Finding } from './analysis.ts';
export { countReferences } from './references.ts';
export { areEqualRules } from './equality.ts';
export { checkTable, type TableRefusal } from './legality.ts';
export { formatRule, formatRuleset, formatTable, saveHead, saveMatch, saveTarget, type SaveStyle } from './printer.ts';
export { isUnconditional } from './head.ts';
export { restoreRuleset, type RestoreOptions, type RestoreResult } from './restore.ts';
export { runIptables, type CommandResult, type RunOptions } from './run.ts';
export { translateCommand, translateRuleset, type Translation } from './translate.ts';
export { createRuleset, createTable, isTableName, isUserChain, withTable } from './tables.ts';
export type { ParsedCommand } from './command.ts';
export { parseCommand } from './command-parser.ts';
export { splitLine } from './lexer.ts';
export { describeFailure } from './messages.ts';
