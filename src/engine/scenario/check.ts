import { createRuleset, restoreRuleset } from '../iptables/index.ts';
import type { Diagnostic } from '../model/result.ts';
import { carriesCounters } from './machine.ts';

/** iptables-restore --test on a text, with a diagnostic for every line that is wrong. */
export function checkRuleset(text: string): { readonly exit: number; readonly stderr: string; readonly diagnostics: readonly Diagnostic[] } {
  const { exit, stderr, diagnostics } = restoreRuleset(text, createRuleset(['filter', 'nat', 'mangle', 'raw']), {
    counters: carriesCounters(text),
    diagnose: true,
  });
  return { exit, stderr, diagnostics };
}
