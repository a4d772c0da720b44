/** Scenario ⇄ link. The fragment never reaches a server. */
export { decodeFragment, encodeFragment, linkReach, MAX_FRAGMENT } from './codec.ts';
export type { LinkProblem, SharedDocument, SharedKind, SharedPlayhead } from './codec.ts';
