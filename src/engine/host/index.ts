/**
 * The machine: the pipeline of hook registrations as data, the walk of a packet through it, routing, the stack behind it, time and
 * chance. `createHost` makes one; `receive`, `send` and `wait` are what can happen to it; `takeEvents` tells what did.
 */
import { Host } from './host.ts';
import type { HostOptions } from './options.ts';

export const createHost = (options: HostOptions): Host => new Host(options);
export type { Host };
export type { Explanation } from './kernel.ts';
export type { HostOptions, LogLine, ReceiveMeta, SendMeta, SentDatagram } from './options.ts';
export { ALL_STATIONS } from './pipeline.ts';
export { fieldChanges } from './changes.ts';
