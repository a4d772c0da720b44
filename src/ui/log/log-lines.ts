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

/** What LOG's --log-prefix put before a line, '' where it did not; TRACE has its own words there. */
export function prefixOf({ line, isTrace }: LogLine): string {
  if (isTrace) return '';
  const at = line.search(/IN=\S* OUT=/);
  return at < 0 ? '' : line.slice(0, at).trim();
}

export interface LogFilter {
  readonly kind: 'all' | 'log' | 'trace';
  /** The least severe that is shown. */
  readonly level: number;
  /** '' is any. */
  readonly prefix: string;
  /** Words that must all stand in the line, in either case. */
  readonly text: string;
}

export function filterLines(lines: readonly LogLine[], { kind, level, prefix, text }: LogFilter): readonly LogLine[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    if (line.level > level || (kind !== 'all' && (kind === 'trace') !== line.isTrace)) return false;
    if (prefix !== '' && prefixOf(line) !== prefix) return false;
    const low = line.line.toLowerCase();
    return words.every((word) => low.includes(word));
  });
}

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
