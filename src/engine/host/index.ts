/**
 * The machine: the pipeline of hook registrations as data, the walk of a packet through it, routing, the stack behind it, time and
 * chance. `createHost` makes one; `receive`, `send` and `wait` are what can happen to it; `takeEvents` tells what did.
 */
export { createHost } from './create.ts';
export type { Host } from './host.ts';
export type { Explanation } from './kernel.ts';
export type { HostOptions } from './options.ts';
