/** The scenario sources by subject: the name of a subject is the directory of its recordings. */

import type { Scenario } from '../document.ts';
import { conntrackOthers, conntrackTcp, conntrackTcpStates } from './conntrack.ts';
import { routing } from './routing.ts';
import { walk } from './walk.ts';

export const SUBJECTS: Readonly<Record<string, readonly Scenario[]>> = {
  walk,
  routing,
  'conntrack-tcp-states': conntrackTcpStates,
  'conntrack-tcp': conntrackTcp,
  'conntrack-others': conntrackOthers,
};
