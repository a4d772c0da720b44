import type { Lesson } from '../lesson.ts';
import { lesson as antiSpoofing } from './anti-spoofing.ts';
import { lesson as dockerBypassesInput } from './docker-bypasses-input.ts';
import { lesson as dockerForwardDrop } from './docker-forward-drop.ts';
import { lesson as flood } from './flood.ts';
import { lesson as kubeProxy } from './kube-proxy.ts';
import { lesson as lockout } from './lockout.ts';
import { lesson as portKnocking } from './port-knocking.ts';
import { lesson as staleUdp } from './stale-udp.ts';
import { lesson as stringAndItsLimits } from './string-and-its-limits.ts';
import { lesson as timeWindows } from './time-windows.ts';
import { lesson as twoRulesets } from './two-rulesets.ts';

/** Every lesson of this folder, in the order in which they are taken. */
export const LESSONS: readonly Lesson[] = [
  lockout,
  dockerBypassesInput,
  dockerForwardDrop,
  kubeProxy,
  flood,
  stringAndItsLimits,
  timeWindows,
  portKnocking,
  antiSpoofing,
  staleUdp,
  twoRulesets,
];
