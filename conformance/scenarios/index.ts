/** The scenario sources by subject: the name of a subject is the directory of its recordings. */

import type { Scenario } from '../document.ts';
import { reject, stack } from './answers.ts';
import { commands } from './commands.ts';
import { conntrackOthers, conntrackTcp, conntrackTcpStates } from './conntrack.ts';
import { groups } from './groups.ts';
import { log } from './log.ts';
import { matches } from './matches.ts';
import { nat } from './nat.ts';
import { routing } from './routing.ts';
import { targets } from './targets.ts';
import { walk } from './walk.ts';

export const SUBJECTS: Readonly<Record<string, readonly Scenario[]>> = {
  walk,
  routing,
  'conntrack-tcp-states': conntrackTcpStates,
  'conntrack-tcp': conntrackTcp,
  'conntrack-others': conntrackOthers,
  nat,
  reject,
  stack,
  log,
  matches,
  targets,
  commands,
  groups,
};
