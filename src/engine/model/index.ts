/** The engine's vocabulary: plain types shared by every room, no behaviour. */
export * from './conntrack.ts';
export * from './evaluation.ts';
export * from './event.ts';
export * from './hook.ts';
export * from './host.ts';
export * from './packet.ts';
export * from './result.ts';
export * from './rooms.ts';
export * from './ruleset.ts';
export * from './sets.ts';
export * from './socket.ts';
