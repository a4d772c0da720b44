import type { Lesson } from '../lesson.ts';
import { lesson as dropRejectClosed } from './drop-reject-closed.ts';
import { lesson as firstPacket } from './first-packet.ts';
import { lesson as logAndLimit } from './log-and-limit.ts';
import { lesson as policyAndChains } from './policy-and-chains.ts';
import { lesson as readingTheListing } from './reading-the-listing.ts';
import { lesson as ruleOrder } from './rule-order.ts';
import { lesson as tablesInAHook } from './tables-in-a-hook.ts';

/** Every lesson of this folder, in the order in which they are taken. */
export const LESSONS: readonly Lesson[] = [
  firstPacket,
  tablesInAHook,
  ruleOrder,
  policyAndChains,
  dropRejectClosed,
  logAndLimit,
  readingTheListing,
];
