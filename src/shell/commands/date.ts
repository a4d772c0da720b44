import { failure, success } from '../command.ts';
import type { Command } from '../command.ts';
import { DAYS, MONTHS, two } from '../time.ts';

/** Conversions of strftime, of a virtual instant in UTC. */
const FIELDS: Readonly<Record<string, (date: Date) => string>> = {
  Y: (date) => String(date.getUTCFullYear()),
  m: (date) => two(date.getUTCMonth() + 1),
  d: (date) => two(date.getUTCDate()),
  e: (date) => String(date.getUTCDate()).padStart(2, ' '),
  H: (date) => two(date.getUTCHours()),
  M: (date) => two(date.getUTCMinutes()),
  S: (date) => two(date.getUTCSeconds()),
  a: (date) => DAYS[date.getUTCDay()] ?? '',
  b: (date) => MONTHS[date.getUTCMonth()] ?? '',
  F: (date) => date.toISOString().slice(0, 10),
  T: (date) => date.toISOString().slice(11, 19),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  u: (date) => String(date.getUTCDay() || 7),
  w: (date) => String(date.getUTCDay()),
  N: (date) => `${String(date.getUTCMilliseconds()).padStart(3, '0')}000000`,
  Z: () => 'UTC',
  '%': () => '%',
};

const format = (date: Date, pattern: string): string =>
  pattern.replaceAll(/%(.)/g, (found, field: string) => FIELDS[field]?.(date) ?? found);

/** The virtual clock, always UTC. */
export const date: Command = {
  name: 'date',
  summary: 'print the virtual time (+FORMAT)',
  run(args, { machine }) {
    const now = new Date(machine.host.now());
    const pattern = args.find((arg) => arg !== '-u' && arg !== '--utc');
    if (pattern === undefined) return success(`${format(now, '%a %b %e %H:%M:%S %Z %Y')}\n`);
    return pattern.startsWith('+')
      ? success(`${format(now, pattern.slice(1))}\n`)
      : failure(`date: invalid date ‘${pattern}’\n`);
  },
};
