/** The engine's public names: what the shell, the command, the worker and share may use. */
export * from './model/index.ts';
