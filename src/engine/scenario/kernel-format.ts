import { formatRuleset } from '../iptables/index.ts';
import { toHex } from '../net/index.ts';
import type { CommandOutput, LogLine, RunRecord, StepRecord } from './record.ts';

/** What a Linux box would show of a scenario, as text in the tools' own formats (contract: command.md). */
export interface KernelResult {
  readonly restore: { readonly exit: number; readonly stderr: string };
  readonly steps?: readonly KernelStep[];
  /** iptables-save -c without its # lines. */
  readonly save?: string;
  /** conntrack -L, sorted. */
  readonly conntrack?: readonly string[];
}

export type KernelStep =
  | Record<string, never>
  | { readonly log: readonly LogLine[]; readonly sent: readonly { readonly dev: string; readonly hex: string }[] }
  | CommandOutput;

function stepOf(step: StepRecord, kind: 'packet' | 'wait' | 'command'): KernelStep {
  if (step.command) return step.command;
  // What happens meanwhile (an error after a timeout, a SYN/ACK again) is no step's answer.
  if (kind === 'wait') return {};
  const sent = step.sent.map(({ dev, bytes }) => ({ dev, hex: toHex(bytes) }));
  if (kind !== 'packet' && step.log.length === 0 && sent.length === 0) return {};
  return { log: step.log.map(({ level, line }) => ({ level, line })), sent };
}

export function kernelFormat(record: RunRecord): KernelResult {
  const { exit, stderr } = record.restore;
  if (exit !== 0) return { restore: { exit, stderr } };
  const { host } = record.machine;
  return {
    restore: { exit, stderr },
    steps: record.steps.map((step, index) => {
      const document = record.scenario.timeline[index];
      const kind = document && 'wait' in document ? 'wait' : document && 'command' in document ? 'command' : 'packet';
      return stepOf(step, kind);
    }),
    save: formatRuleset(host.ruleset, { counters: true }),
    conntrack: host.conntrackLines(),
  };
}
