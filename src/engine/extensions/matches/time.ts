import type { MatchResult, Result } from '../../model/index.ts';
import { MATCH, matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { nftSet } from '../nft-words.ts';
import { usage, type OptionSpec, type UsageError } from '../options.ts';
import { formatClock, formatDate, parseClock, parseDate } from '../time-text.ts';
import { help } from './time.help.ts';

/** struct xt_time_info. Dates are seconds since 1970, times of day seconds; bit n of the masks is day n (weekdays from 1, Monday). */
interface Time {
  readonly dateStart: number;
  readonly dateStop: number;
  readonly dayStart: number;
  readonly dayStop: number;
  readonly monthDays: number;
  readonly weekDays: number;
  readonly kernelZone: boolean;
  readonly contiguous: boolean;
}

const DATE_STOP = 0x7fffffff;
const DAY_STOP = 86399;
const ALL_MONTH_DAYS = 0xfffffffe;
const ALL_WEEK_DAYS = 0xfe;
const WEEK_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const DAY = 86400;

const endOfWord = (text: string): number => (text === '' ? 0 : Number(/^\s*[-+]?\d+$/.test(text) ? text : Number.NaN));

/** time_parse_monthdays: strtok skips empty words; strtoul takes what is not a number for 0 but minds the rest. */
function readMonthDays(text: string): Result<number, UsageError> {
  let mask = 0;
  for (const word of text.split(',').filter((part) => part !== '')) {
    const day = endOfWord(word);
    if (Number.isNaN(day) || day < 0 || day > 31) return usage(`${word} is not a valid day for --monthdays`);
    mask |= 1 << day;
  }
  return ok((mask & ALL_MONTH_DAYS) >>> 0);
}

const NO_SUNDAY = 'No, the week does NOT begin with Sunday.';

/** time_parse_weekdays: numbers 1–7, or names of which two letters suffice if capitalised as expected. */
function readWeekDays(text: string): Result<number, UsageError> {
  let mask = 0;
  for (const word of text.replace(/,$/, '').split(',')) {
    if (word === '' && text !== '') return usage(NO_SUNDAY);
    if (/^\s*\d+$/.test(word)) {
      if (Number(word) === 0) return usage(NO_SUNDAY);
      if (Number(word) <= 7) mask |= 1 << Number(word);
    } else if (word !== '') {
      const day = WEEK_DAYS.findIndex((name) => word.length >= 2 && word.startsWith(name.slice(0, 2)));
      if (day < 0) return usage(`${word} is not a valid day specifier`);
      mask |= 1 << (day + 1);
    }
  }
  return ok(mask & ALL_WEEK_DAYS);
}

const options: readonly OptionSpec[] = [
  { name: 'datestart', kind: 'custom', read: parseDate, placeholder: '2026-01-01' },
  { name: 'datestop', kind: 'custom', read: parseDate, placeholder: '2026-12-31T23:59:59' },
  { name: 'timestart', kind: 'custom', read: parseClock, placeholder: '08:00' },
  { name: 'timestop', kind: 'custom', read: parseClock, placeholder: '17:30' },
  { name: 'contiguous', kind: 'flag' },
  {
    name: 'weekdays',
    kind: 'custom',
    read: readWeekDays,
    invert: true,
    widget: 'flags',
    choices: WEEK_DAYS,
    placeholder: 'Mon,Tue',
  },
  { name: 'monthdays', kind: 'custom', read: readMonthDays, invert: true, placeholder: '1,15' },
  {
    name: 'localtz',
    kind: 'flag',
    excludes: ['utc'],
    verify: (_: true, { warn }) => {
      warn(
        'WARNING: --localtz is being replaced by --kerneltz, since "local" is ambiguous. Note the kernel timezone has caveats - see manpage for details.',
      );
      return null;
    },
  },
  { name: 'utc', kind: 'flag', excludes: ['localtz', 'kerneltz'] },
  { name: 'kerneltz', kind: 'flag', excludes: ['utc'] },
];

/** xt_time: time_mt. The kernel's time zone is UTC here, as on every machine that sets none. */
export const time = defineMatch<Time>({
  kind: 'match',
  name: 'time',
  size: 56,
  help,
  options,
  build: (given) => {
    const monthDays = given.value<number>('monthdays') ?? ALL_MONTH_DAYS;
    const weekDays = given.value<number>('weekdays') ?? ALL_WEEK_DAYS;
    const params: Time = {
      dateStart: given.value<number>('datestart') ?? 0,
      dateStop: given.value<number>('datestop') ?? DATE_STOP,
      dayStart: given.value<number>('timestart') ?? 0,
      dayStop: given.value<number>('timestop') ?? DAY_STOP,
      monthDays: given.inverted('monthdays') ? (monthDays ^ ALL_MONTH_DAYS) >>> 0 : monthDays,
      weekDays: given.inverted('weekdays') ? weekDays ^ ALL_WEEK_DAYS : weekDays,
      kernelZone: given.has('kerneltz') || given.has('localtz'),
      contiguous: given.has('contiguous'),
    };
    return params.contiguous && params.dayStart < params.dayStop
      ? usage('time: --contiguous only makes sense when stoptime is smaller than starttime')
      : ok(params);
  },
  save: (params) => [
    ...(isAllDay(params)
      ? []
      : [
          ...savedOption('timestart', formatClock(params.dayStart)),
          ...savedOption('timestop', formatClock(params.dayStop)),
        ]),
    ...(params.monthDays === ALL_MONTH_DAYS ? [] : savedOption('monthdays', daysOf(params.monthDays, 31).join(','))),
    ...(params.weekDays === ALL_WEEK_DAYS ? [] : savedOption('weekdays', weekDayNames(params.weekDays))),
    ...(params.dateStart === 0 ? [] : savedOption('datestart', formatDate(params.dateStart, 'T'))),
    ...(params.dateStop === 0 ? [] : savedOption('datestop', formatDate(params.dateStop, 'T'))),
    ...(params.kernelZone ? ['--kerneltz'] : []),
    ...(params.contiguous ? ['--contiguous'] : []),
  ],
  list: (params) =>
    [
      'TIME',
      ...(isAllDay(params) ? [] : [`from ${formatClock(params.dayStart)} to ${formatClock(params.dayStop)}`]),
      ...(params.weekDays === ALL_WEEK_DAYS ? [] : [`on ${weekDayNames(params.weekDays)}`]),
      ...(params.monthDays === ALL_MONTH_DAYS ? [] : [`on ${daysOf(params.monthDays, 31).map(ordinal).join(',')}`]),
      ...(params.dateStart === 0 ? [] : [`starting from ${formatDate(params.dateStart, ' ')}`]),
      ...(params.dateStop === DATE_STOP
        ? []
        : [params.dateStop === 0 ? 'until date' : `until date ${formatDate(params.dateStop, ' ')}`]),
      ...(params.kernelZone ? [] : ['UTC']),
      ...(params.contiguous ? ['contiguous'] : []),
    ].join(' '),
  translate: translateTime,
  brief: (params) =>
    [
      ...(isAllDay(params)
        ? []
        : [`${formatClock(params.dayStart).slice(0, 5)}–${formatClock(params.dayStop).slice(0, 5)}`]),
      ...(params.weekDays === ALL_WEEK_DAYS ? [] : [weekDayNames(params.weekDays)]),
      ...(params.monthDays === ALL_MONTH_DAYS ? [] : [`day ${daysOf(params.monthDays, 31).join(',')}`]),
    ].join(' '),
  match: (params, { host }) => matchTime(params, Math.floor(host.now() / 1000)),
});

const isAllDay = ({ dayStart, dayStop }: Time): boolean => dayStart === 0 && dayStop === DAY_STOP;
const daysOf = (mask: number, last: number): readonly number[] =>
  Array.from({ length: last }, (_, i) => i + 1).filter((day) => mask & (1 << day));
const weekDayNames = (mask: number): string =>
  daysOf(mask, 7)
    .map((day) => WEEK_DAYS[day - 1])
    .join(',');
/** iptables says 11st, 12nd, 13rd. */
const ordinal = (day: number): string =>
  `${day}${day % 10 === 1 ? 'st' : day % 10 === 2 ? 'nd' : day % 10 === 3 ? 'rd' : 'th'}`;

/** Seconds of UTC. With --contiguous, what is past midnight belongs to the day before. */
function matchTime(params: Time, now: number): MatchResult {
  const { dateStart, dateStop, dayStart, dayStop } = params;
  const has = (): string => formatDate(now, ' ');
  if (now < dateStart) return miss('--datestart', () => formatDate(dateStart, ' '), has);
  if (now > dateStop) return miss('--datestop', () => formatDate(dateStop, ' '), has);
  const second = now % DAY;
  let day = now;
  if (dayStart < dayStop) {
    if (second < dayStart || second > dayStop)
      return miss(
        second < dayStart ? '--timestart' : '--timestop',
        () => `${formatClock(dayStart)}–${formatClock(dayStop)}`,
        () => formatClock(second),
      );
  } else {
    if (second < dayStart && second > dayStop)
      return miss(
        '--timestart',
        () => `${formatClock(dayStart)}–${formatClock(dayStop)}`,
        () => formatClock(second),
      );
    if (params.contiguous && second <= dayStop) day -= DAY;
  }
  const date = new Date(day * 1000);
  const weekDay = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
  if (!(params.weekDays & (1 << weekDay)))
    return miss(
      '--weekdays',
      () => weekDayNames(params.weekDays),
      () => WEEK_DAYS[weekDay - 1] ?? '',
    );
  const monthDay = date.getUTCDate();
  return params.monthDays === ALL_MONTH_DAYS
    ? MATCH
    : matchIf(
        (params.monthDays & (1 << monthDay)) !== 0,
        false,
        '--monthdays',
        () => daysOf(params.monthDays, 31).join(','),
        monthDay,
      );
}

/** Sunday is day 0 to nft; days of the month have no word. Each part brings its own blank, as iptables has it. */
function translateTime({ dateStart, dateStop, dayStart, dayStop, monthDays, weekDays }: Time): string | null {
  if (monthDays !== ALL_MONTH_DAYS) return null;
  const days = daysOf(weekDays, 7).map((day) => String(day % 7));
  const parts = [
    dateStart === 0 && dateStop === DATE_STOP
      ? ''
      : `meta time "${formatDate(dateStart, ' ')}"-"${formatDate(dateStop, ' ')}"`,
    dayStart === 0 && dayStop === DAY_STOP ? '' : ` meta hour "${formatClock(dayStart)}"-"${formatClock(dayStop)}"`,
    weekDays === ALL_WEEK_DAYS ? '' : ` meta day${days.length === 0 ? '' : ` ${nftSet(days)}`}`,
  ];
  return parts.join('');
}
