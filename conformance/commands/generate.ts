/** Sequences of command lines: what somebody types on one host, right and wrong. */

import { random } from '../generate/random.ts';
import type { Random } from '../generate/random.ts';
import { iptablesLines, restoreLines, translateLines } from './iptables-lines.ts';
import { conntrackLines, ipLines, ipsetLines, shellLines, sysctlLines } from './tool-lines.ts';

/** By tool: how many of 20 sequences are its, and what makes one. */
const MAKERS: Readonly<Record<string, { readonly weight: number; readonly make: (r: Random) => string[] }>> = {
  iptables: { weight: 8, make: iptablesLines },
  restore: { weight: 3, make: restoreLines },
  translate: { weight: 1, make: translateLines },
  ipset: { weight: 2, make: ipsetLines },
  ip: { weight: 2, make: ipLines },
  conntrack: { weight: 1, make: conntrackLines },
  sysctl: { weight: 1, make: sysctlLines },
  shell: { weight: 2, make: shellLines },
};

export const TOOLS: readonly string[] = Object.keys(MAKERS);

export function generateSequence(
  seed: number,
  tools: readonly string[],
): { readonly tool: string; readonly lines: readonly string[] } {
  const r = random(seed);
  const tool = r.pick(tools.flatMap((name) => Array.from({ length: MAKERS[name]?.weight ?? 0 }, () => name)));
  return { tool, lines: MAKERS[tool]?.make(r) ?? [] };
}
