/** The console's shell over the engine. */
export type { Command, Output } from './command.ts';
export { COMMANDS } from './registry.ts';
export { runShell } from './run.ts';
