import { read32 } from '../../net/index.ts';
import type { Result } from '../../model/index.ts';
import { matchIf, ok } from '../../model/index.ts';
import { defineMatch, type KernelRefusal } from '../extension.ts';
import { hex } from '../format.ts';
import { leadingUnsigned } from '../numbers.ts';
import { usage, type Range, type UsageError } from '../options.ts';
import { help } from './u32.help.ts';

type Operator = '&' | '<<' | '>>' | '@';

/** One test of struct xt_u32: the word at `start`, worked on by `steps`, must lie in one of `ranges`. */
interface Test {
  readonly start: number;
  readonly steps: readonly { readonly operator: Operator; readonly operand: number }[];
  readonly ranges: readonly Range[];
}

interface U32 {
  readonly tests: readonly Test[];
  readonly inverted: boolean;
}

const MAX = 10;
const skipBlanks = (text: string, at: number): number => {
  let next = at;
  while (/\s/.test(text[next] ?? '')) next += 1;
  return next;
};
const fail = (message: string): { readonly ok: false; readonly error: UsageError } => usage(`u32: ${message}`);

/** u32_parse, one test at a time; positions in messages count characters from 0. */
function readTests(text: string): Result<readonly Test[], UsageError> {
  const tests: Test[] = [];
  for (let at = 0; ;) {
    const location = readLocation(text, at);
    if (!location.ok) return location;
    const ranges = readRanges(text, location.value.at);
    if (!ranges.ok) return ranges;
    ({ at } = ranges.value);
    if (tests.length === MAX) return fail(`at char ${at}: too many "&&"s`);
    tests.push({ start: location.value.start, steps: location.value.steps, ranges: ranges.value.ranges });
    if (at >= text.length) return ok(tests);
    if (text[at + 1] !== '&') return fail(`at char ${at + 1}: a second '&' was expected`);
    at += 2;
  }
}

function readNumber(text: string, from: number): Result<{ readonly value: number; readonly at: number }, UsageError> {
  const found = leadingUnsigned(text.slice(from));
  if (found === null || found.value > 0xffffffffn) return fail(`at char ${from}: not a number or out of range`);
  return ok({ value: Number(found.value), at: text.length - found.rest.length });
}

type Location = Pick<Test, 'start' | 'steps'> & { readonly at: number };

/** 'offset [operator operand]… =' */
function readLocation(text: string, from: number): Result<Location, UsageError> {
  const steps: { operator: Operator; operand: number }[] = [];
  let start: number | null = null;
  for (let at = skipBlanks(text, from); at < text.length; at = skipBlanks(text, at)) {
    if (text[at] === '=')
      return start === null ? fail(`at char ${at}: location spec missing`) : ok({ start, steps, at: at + 1 });
    const operator = start === null ? null : readOperator(text, at);
    if (operator !== null && !operator.ok) return operator;
    const number = readNumber(text, skipBlanks(text, at + (operator?.value.length ?? 0)));
    if (!number.ok) return number;
    ({ at } = number.value);
    if (steps.length === MAX - 1) return fail(`at char ${at}: too many operators`);
    if (operator === null) start = number.value.value;
    else steps.push({ operator: operator.value, operand: number.value.value });
  }
  return fail('abrupt end of input after location specifier');
}

function readOperator(text: string, at: number): Result<Operator, UsageError> {
  const sign = text[at];
  if (sign === '&' || sign === '@') return ok(sign);
  if (sign !== '<' && sign !== '>') return fail(`at char ${at}: operator expected`);
  return text[at + 1] === sign
    ? ok(`${sign}${sign}` as '<<' | '>>')
    : fail(`at char ${at + 1}: a second '${sign}' was expected`);
}

/** 'min[:max][,…]' up to '&&' or the end; `at` is where it stopped. */
function readRanges(
  text: string,
  from: number,
): Result<{ readonly ranges: readonly Range[]; readonly at: number }, UsageError> {
  const ranges: Range[] = [];
  let at = skipBlanks(text, from);
  while (at < text.length && text[at] !== '&') {
    if (ranges.length > 0 && text[at] !== ',') return fail(`at char ${at}: expected "," or "&&"`);
    const min = readNumber(text, ranges.length === 0 ? at : skipBlanks(text, at + 1));
    if (!min.ok) return min;
    at = skipBlanks(text, min.value.at);
    const max = text[at] === ':' ? readNumber(text, skipBlanks(text, at + 1)) : min;
    if (!max.ok) return max;
    at = skipBlanks(text, max.value.at);
    if (ranges.length === MAX) return fail(`at char ${at}: too many ","s`);
    ranges.push({ min: min.value.value, max: max.value.value });
  }
  if (ranges.length > 0) return ok({ ranges, at });
  return at < text.length ? fail(`at char ${at + 1}: value spec missing`) : fail('test ended with no value specified');
}

const formatTest = ({ start, steps, ranges }: Test): string =>
  `${hex(start)}${steps.map(({ operator, operand }) => operator + hex(operand)).join('')}=` +
  ranges.map(({ min, max }) => (min === max ? hex(min) : `${hex(min)}:${hex(max)}`)).join(',');
const formatTests = (tests: readonly Test[]): string => tests.map(formatTest).join('&&');

/** u32_mt_checkentry: a shift moves by less than a word. */
const checkShifts = ({ tests }: U32): KernelRefusal | null =>
  tests.some(({ steps }) =>
    steps.some(({ operator, operand }) => (operator === '<<' || operator === '>>') && operand > 31),
  )
    ? { errno: 'EINVAL' }
    : null;

/** xt_u32: u32_mt. */
export const u32 = defineMatch<U32>({
  kind: 'match',
  name: 'u32',
  size: 2016,
  help,
  options: [{ name: 'u32', kind: 'custom', mandatory: true, invert: true, read: readTests, placeholder: '6&0xFF=1' }],
  build: (given) => ok({ tests: given.value<readonly Test[]>('u32') ?? [], inverted: given.inverted('u32') }),
  check: checkShifts,
  save: ({ tests, inverted }) => [...(inverted ? ['!'] : []), '--u32', `"${formatTests(tests)}"`],
  list: ({ tests, inverted }) => `u32 ${inverted ? '! ' : ''}"${formatTests(tests)}"`,
  brief: ({ tests, inverted }) => `${inverted ? '!' : ''}${formatTests(tests)}`,
  match: ({ tests, inverted }, { packet: { bytes } }) => {
    const failed = tests.find((test) => !holds(test, bytes));
    return matchIf(
      failed === undefined,
      inverted,
      '--u32',
      () => `${inverted ? '! ' : ''}${formatTests(failed === undefined ? tests : [failed])}`,
      () => wordText(failed ?? tests[0], bytes),
    );
  },
});

/** The word that a test looks at; null where it would read past the end. */
function wordOf({ start, steps }: Test, bytes: Uint8Array): number | null {
  let base = 0;
  if (bytes.length < 4 || start > bytes.length - 4) return null;
  let value = read32(bytes, start);
  for (const { operator, operand } of steps) {
    switch (operator) {
      case '&':
        value = (value & operand) >>> 0;
        break;
      case '<<':
        value = (value << operand) >>> 0;
        break;
      case '>>':
        value >>>= operand;
        break;
      case '@':
        base += value;
        if (base + operand + 4 > bytes.length) return null;
        value = read32(bytes, base + operand);
        break;
    }
  }
  return value;
}

function holds(test: Test, bytes: Uint8Array): boolean {
  const value = wordOf(test, bytes);
  return value !== null && test.ranges.some(({ min, max }) => value >= min && value <= max);
}

function wordText(test: Test | undefined, bytes: Uint8Array): string {
  const value = test === undefined ? null : wordOf(test, bytes);
  return value === null ? 'past the end' : hex(value);
}
