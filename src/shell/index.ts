/** The console's shell over the engine. */
export { runShell } from './run.ts';
