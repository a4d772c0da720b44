const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A leap year, for logs that do not say which: 29 February must exist. */
const SOME_YEAR = 2024;

/**
 * Milliseconds that a prefix of dmesg, journalctl or syslog tells, from an origin of its own kind; null if it tells none. A
 * syslog line that also carries the kernel's own clock goes by that: it is finer.
 */
export function logTime(prefix: string): number | null {
  const kernel = /\[\s*(\d+)\.(\d+)(?:\s+<\s*[\d.]+>)?\]/.exec(prefix);
  if (kernel !== null) return fromParts(kernel[1], kernel[2]);
  const iso = /(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:?\d\d)?/.exec(prefix);
  if (iso !== null) return Date.parse(`${iso[1]}T${iso[2]}${zone(iso[4])}`) + fraction(iso[3]);
  const unix = /^(\d{9,})\.(\d+)\s/.exec(prefix);
  if (unix !== null) return fromParts(unix[1], unix[2]);
  const syslog = /([A-Z][a-z]{2})\s+(\d{1,2})\s+(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:\s+(\d{4}))?/.exec(prefix);
  if (syslog === null) return null;
  const [, month = '', day, hours, minutes, seconds, part, year] = syslog;
  const date = Date.UTC(
    Number(year ?? SOME_YEAR),
    MONTHS.indexOf(month),
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
  );
  return MONTHS.includes(month) ? date + fraction(part) : null;
}

const zone = (text: string | undefined): string =>
  text === undefined || text === 'Z' ? 'Z' : text.includes(':') ? text : `${text.slice(0, 3)}:${text.slice(3)}`;

const fraction = (digits: string | undefined): number => (digits === undefined ? 0 : Number(`0.${digits}`) * 1000);

const fromParts = (whole: string | undefined, digits: string | undefined): number =>
  Number(whole ?? 0) * 1000 + fraction(digits);
