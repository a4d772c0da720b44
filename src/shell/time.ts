export const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
export const two = (value: number): string => String(value).padStart(2, '0');

const clockOf = (date: Date): string =>
  [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
const dayOf = (date: Date): string =>
  `${MONTHS[date.getUTCMonth()] ?? ''} ${String(date.getUTCDate()).padStart(2, ' ')}`;

/** asctime(3) of a virtual instant in ms, UTC: 'Mon Jan  5 12:00:00 2026'. */
export function asctime(instant: number): string {
  const date = new Date(instant);
  return `${DAYS[date.getUTCDay()] ?? ''} ${dayOf(date)} ${clockOf(date)} ${date.getUTCFullYear()}`;
}

/** As syslog stamps a line: 'Jan  5 12:00:00'. */
export function syslogTime(instant: number): string {
  const date = new Date(instant);
  return `${dayOf(date)} ${clockOf(date)}`;
}

/** The virtual machine booted five minutes before its scenario starts: seconds since then as printk stamps them. */
export const printkTime = (sinceBoot: number): string => `[${(sinceBoot / 1000).toFixed(6).padStart(12, ' ')}]`;
