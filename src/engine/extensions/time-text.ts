/** Dates and times of day as libxt_time reads and prints them, in UTC. */
import { ok, type Result } from '../model/index.ts';
import { usage, type OptionContext, type UsageError } from './options.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** 'YYYY-MM-DDThh:mm:ss' of seconds since 1970. */
export function formatDate(seconds: number, separator: 'T' | ' '): string {
  const date = new Date(seconds * 1000);
  return (
    `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}${separator}` +
    `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  );
}

/** 'hh:mm:ss' of seconds since midnight. */
export const formatClock = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/** YYYY[-MM[-DD[Thh[:mm[:ss]]]]]; an empty part counts as 0, and days or months that there are not run into the next or the last. */
export function parseDate(text: string, { warn }: Pick<OptionContext, 'warn'>): Result<number, UsageError> {
  const found = /^(\d+)(?:-(\d*)(?:-(\d*)(?:T(\d*)(?::(\d*)(?::(\d*))?)?)?)?)?$/.exec(text);
  const bad = usage(`Invalid date "${text}" specified. Should be YYYY[-MM[-DD[Thh[:mm[:ss]]]]]`);
  if (found === null) return bad;
  const part = (index: number, fallback: number): number =>
    found[index] === undefined ? fallback : Number(found[index]);
  const [year, month, day, hour, minute, second] = [
    part(1, 1970),
    part(2, 1),
    part(3, 1),
    part(4, 0),
    part(5, 0),
    part(6, 0),
  ];
  if (year < 1970 || year > 2038 || month > 12 || day > 31 || hour > 23 || minute > 59 || second > 59) return bad;
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  if (seconds >= 0) return ok(seconds);
  warn('mktime: No such file or directory');
  return usage('mktime returned an error', 1);
}

/** hh:mm[:ss]; an empty part counts as 0. The message names the text from the part that is wrong on. */
export function parseClock(text: string): Result<number, UsageError> {
  const limits = [23, 59, 59];
  const [hours = '', minutes, ...seconds] = text.split(':');
  const parts = [
    hours,
    ...(minutes === undefined ? [] : [minutes]),
    ...(seconds.length === 0 ? [] : [seconds.join(':')]),
  ];
  const wrong = parts.findIndex((part, index) => !/^\s*\d*$/.test(part) || Number(part) > (limits[index] ?? 0));
  if (wrong >= 0 || minutes === undefined)
    return usage(
      `invalid time "${parts.slice(Math.max(0, wrong)).join(':')}" specified, should be hh:mm[:ss] format and within the boundaries`,
    );
  const [hour = 0, minute = 0, second = 0] = parts.map(Number);
  return ok(hour * 3600 + minute * 60 + second);
}
