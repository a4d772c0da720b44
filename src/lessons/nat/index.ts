import type { Lesson } from '../lesson.ts';
import { lesson as dnatToLoopback } from './dnat-to-loopback.ts';
import { lesson as hairpin } from './hairpin.ts';
import { lesson as localSkipsPrerouting } from './local-skips-prerouting.ts';
import { lesson as masquerade } from './masquerade.ts';
import { lesson as natFirstPacket } from './nat-first-packet.ts';
import { lesson as portForwarding } from './port-forwarding.ts';
import { lesson as redirectToProxy } from './redirect-to-proxy.ts';
import { lesson as snatOrMasquerade } from './snat-or-masquerade.ts';

/** Every lesson of this folder, in the order in which they are taken. */
export const LESSONS: readonly Lesson[] = [
  masquerade,
  snatOrMasquerade,
  portForwarding,
  natFirstPacket,
  hairpin,
  localSkipsPrerouting,
  redirectToProxy,
  dnatToLoopback,
];
