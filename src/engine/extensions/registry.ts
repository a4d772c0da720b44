import type { MatchExtension, TargetExtension } from './extension.ts';
import { comment } from './matches/comment.ts';
import { conntrack } from './matches/conntrack.ts';
import { limit } from './matches/limit.ts';
import { mark } from './matches/mark.ts';
import { multiport } from './matches/multiport.ts';
import { state } from './matches/state.ts';
import { tcp } from './matches/tcp.ts';
import { dnat } from './targets/dnat.ts';
import { log } from './targets/log.ts';
import { markTarget } from './targets/mark.ts';
import { masquerade } from './targets/masquerade.ts';
import { redirect } from './targets/redirect.ts';
import { reject } from './targets/reject.ts';
import { snat } from './targets/snat.ts';

/** Every match that is modelled. Adding one: write its file and name it here. */
export const MATCHES: readonly MatchExtension[] = [comment, conntrack, limit, mark, multiport, state, tcp];

/** Every target that is modelled, other than the verdicts ACCEPT, DROP, RETURN and QUEUE. */
export const TARGETS: readonly TargetExtension[] = [dnat, log, markTarget, masquerade, redirect, reject, snat];

const matches = new Map(MATCHES.map((extension) => [extension.name, extension]));
const targets = new Map(TARGETS.map((extension) => [extension.name, extension]));

export const findMatch = (name: string): MatchExtension | undefined => matches.get(name);
export const findTarget = (name: string): TargetExtension | undefined => targets.get(name);
