import type { RulePlace, RunView } from '../../engine/index.ts';

export interface LogLine {
  /** 0-based. */
  readonly step: number;
  /** Index into the step's events. */
  readonly event: number;
  readonly level: number;
  readonly line: string;
  readonly isTrace: boolean;
  readonly place: RulePlace | null;
}

/** Names of syslog levels as `iptables -j LOG --log-level` takes them. */
export const LEVELS = ['emerg', 'alert', 'crit', 'error', 'warning', 'notice', 'info', 'debug'] as const;

/** The kernel log up to an event of a step, inclusive. `event` null: up to the end of the step. */
export function logAsOf(view: RunView, step: number, event: number | null): readonly LogLine[] {
  return view.steps.slice(0, step + 1).flatMap(({ events }, index) => {
    const last = index < step || event === null ? events.length : event + 1;
    return events.slice(0, last).flatMap((logged, at): readonly LogLine[] =>
      logged.kind === 'logged'
        ? [
            {
              step: index,
              event: at,
              level: logged.level,
              line: logged.line,
              isTrace: logged.trace,
              place: logged.place ?? null,
            },
          ]
        : [],
    );
  });
}
