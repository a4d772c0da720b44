import type { Direction, HelperCommand } from '../../model/index.ts';

/** Address and port that a command announces. `from` and `length`: the stretch of the line that holds them. */
export interface Announcement {
  readonly form: Exclude<HelperCommand['form'], 'dcc' | 'untranslated' | null>;
  /** Null where the form has none (229). */
  readonly address: number | null;
  readonly port: number;
  readonly from: number;
  readonly length: number;
}

/** `partial`: it begins like a command but is not one (yet); such a packet must not pass unread. */
export type FtpReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'partial'; readonly pattern: string }
  | { readonly kind: 'announcement'; readonly announcement: Announcement };

interface Numbers {
  readonly address: number | null;
  readonly port: number;
  /** Characters skipped before the numbers, and their length. */
  readonly skipped: number;
  readonly length: number;
}

interface Pattern {
  readonly text: string;
  readonly form: Announcement['form'];
  /** Numbers begin behind the first of these; null: right behind the pattern. */
  readonly behind: string | null;
  read(rest: string): Numbers | null;
}

const PATTERNS: { readonly [D in Direction]: readonly Pattern[] } = {
  original: [
    { text: 'PORT', form: 'port', behind: ' ', read: (rest) => readHostPort(rest, '\r') },
    { text: 'EPRT', form: 'eprt', behind: ' ', read: readExtendedPort },
  ],
  reply: [
    { text: '227 ', form: 'pasv', behind: null, read: readPassive },
    { text: '229 ', form: 'epsv', behind: '(', read: readExtendedPassive },
  ],
};

/** Reads a line of the control connection (nf_conntrack_ftp's find_pattern). */
export function readFtpLine(line: string, direction: Direction): FtpReading {
  for (const pattern of PATTERNS[direction]) {
    const reading = readPattern(line, pattern);
    if (reading.kind !== 'none') return reading;
  }
  return { kind: 'none' };
}

function readPattern(line: string, { text, form, behind, read }: Pattern): FtpReading {
  const partial: FtpReading = { kind: 'partial', pattern: text };
  const start = line.slice(0, text.length).toUpperCase();
  if (line.length <= text.length) return text.startsWith(start) ? partial : { kind: 'none' };
  if (start !== text) return { kind: 'none' };
  const mark = behind === null ? text.length - 1 : line.indexOf(behind, text.length);
  // The mark as the very last character leaves nothing to read.
  if (mark < 0) return partial;
  const numbers = read(line.slice(mark + 1));
  if (numbers === null) return partial;
  const { address, port, skipped, length } = numbers;
  return { kind: 'announcement', announcement: { form, address, port, from: mark + 1 + skipped, length } };
}

/** Numbers parted by `separator` up to `end`, or up to any other character if that is null (try_number). */
function readNumbers(
  text: string,
  many: number,
  separator: string,
  end: string | null,
): { readonly values: readonly number[]; readonly length: number } | null {
  const values = [0];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const last = values.length - 1;
    if (character >= '0' && character <= '9') values[last] = ((values[last] ?? 0) * 10 + Number(character)) >>> 0;
    else if (character === separator) {
      if (values.length === many) return null;
      values.push(0);
    } else return values.length === many && (end === null || character === end) ? { values, length: at } : null;
  }
  return null;
}

const toAddress = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): number =>
  ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;

/** RFC 959: h1,h2,h3,h4,p1,p2. */
function readHostPort(rest: string, end: string | null): Numbers | null {
  const numbers = readNumbers(rest, 6, ',', end);
  if (numbers === null) return null;
  const [high = 0, low = 0] = numbers.values.slice(4);
  return { address: toAddress(numbers.values), port: ((high << 8) | low) & 0xffff, skipped: 0, length: numbers.length };
}

/** RFC 1123 section 4.1.2.6: the numbers begin with the first digit; parentheses are not certain. */
function readPassive(rest: string): Numbers | null {
  const skipped = rest.search(/\d/);
  const numbers = skipped < 0 ? null : readHostPort(rest.slice(skipped), null);
  return numbers && { ...numbers, skipped };
}

const isDelimiter = (character: string): boolean => /^[!-/:-~]$/.test(character);

/** Digits from `start` to the delimiter (get_port): the port, and the length up to and with the delimiter. */
function readPort(
  text: string,
  start: number,
  delimiter: string,
): { readonly port: number; readonly length: number } | null {
  let port = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === delimiter) return port === 0 ? null : { port, length: at + 1 };
    if (character < '0' || character > '9') return null;
    port = (port * 10 + Number(character)) & 0xffff;
  }
  return null;
}

/** RFC 2428: |1|132.235.1.2|6275|. */
function readExtendedPort(rest: string): Numbers | null {
  const delimiter = rest.charAt(0);
  if (rest.length <= 3 || !isDelimiter(delimiter) || rest.charAt(1) !== '1' || rest.charAt(2) !== delimiter)
    return null;
  const address = readNumbers(rest.slice(3), 4, '.', delimiter);
  const port = address && readPort(rest, 3 + address.length + 1, delimiter);
  return port && { address: toAddress(address?.values ?? []), port: port.port, skipped: 0, length: port.length };
}

/** RFC 2428: |||6446|. */
function readExtendedPassive(rest: string): Numbers | null {
  const delimiter = rest.charAt(0);
  if (rest.length <= 3 || !isDelimiter(delimiter) || rest.charAt(1) !== delimiter || rest.charAt(2) !== delimiter)
    return null;
  const port = readPort(rest, 3, delimiter);
  return port && { address: null, port: port.port, skipped: 0, length: port.length };
}
