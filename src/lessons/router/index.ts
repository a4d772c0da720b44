import type { Lesson } from '../lesson.ts';
import { lesson as connmark } from './connmark.ts';
import { lesson as ipForward } from './ip-forward.ts';
import { lesson as markAndPolicyRouting } from './mark-and-policy-routing.ts';
import { lesson as mtuAndIcmp } from './mtu-and-icmp.ts';
import { lesson as rpFilter } from './rp-filter.ts';
import { lesson as ttlAndTraceroute } from './ttl-and-traceroute.ts';

/** Every lesson of this folder, in the order in which they are taken. */
export const LESSONS: readonly Lesson[] = [
  ipForward,
  markAndPolicyRouting,
  connmark,
  rpFilter,
  ttlAndTraceroute,
  mtuAndIcmp,
];
