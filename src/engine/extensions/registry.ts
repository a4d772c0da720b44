import type { MatchExtension, TargetExtension } from './extension.ts';
import { comment } from './matches/comment.ts';
import { conntrack } from './matches/conntrack.ts';
import { multiport } from './matches/multiport.ts';
import { state } from './matches/state.ts';
import { tcp } from './matches/tcp.ts';
import { dnat } from './targets/dnat.ts';
import { log } from './targets/log.ts';
import { masquerade } from './targets/masquerade.ts';
import { redirect } from './targets/redirect.ts';
import { snat } from './targets/snat.ts';

/** Every match that is modelled. Adding one: write its file and name it here. */
export const MATCHES: readonly MatchExtension[] = [comment, conntrack, multiport, state, tcp];

/** Every target that is modelled, other than the verdicts ACCEPT, DROP, RETURN and QUEUE. */
export const TARGETS: readonly TargetExtension[] = [dnat, log, masquerade, redirect, snat];

const matches = new Map(MATCHES.map((extension) => [extension.name, extension]));
const targets = new Map(TARGETS.map((extension) => [extension.name, extension]));

export const findMatch = (name: string): MatchExtension | undefined => matches.get(name);
export const findTarget = (name: string): TargetExtension | undefined => targets.get(name);
