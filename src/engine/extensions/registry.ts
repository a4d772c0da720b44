import type { MatchExtension, TargetExtension } from './extension.ts';
import { comment } from './matches/comment.ts';
import { conntrack } from './matches/conntrack.ts';
import { multiport } from './matches/multiport.ts';
import { state } from './matches/state.ts';
import { tcp } from './matches/tcp.ts';

/** Every match that is modelled. Adding one: write its file and name it here. */
export const MATCHES: readonly MatchExtension[] = [comment, conntrack, multiport, state, tcp];

/** Every target that is modelled, other than the verdicts ACCEPT, DROP, RETURN and QUEUE. */
export const TARGETS: readonly TargetExtension[] = [];

const matches = new Map(MATCHES.map((extension) => [extension.name, extension]));
const targets = new Map(TARGETS.map((extension) => [extension.name, extension]));

export const findMatch = (name: string): MatchExtension | undefined => matches.get(name);
export const findTarget = (name: string): TargetExtension | undefined => targets.get(name);
