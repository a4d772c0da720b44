/** One reader and one form widget for each kind of option: libxtables' xtoptions.c with its messages. */
import { err, ok, type Result } from '../model/index.ts';
import { maskLength, parseLibcAddress, prefixMask, resolveHost } from './address.ts';
import { leadingUnsigned, parseUnsigned, parseUnsigned64 } from './numbers.ts';
import {
  usage,
  type Masked,
  type OptionContext,
  type OptionKind,
  type OptionSpec,
  type OptionValues,
  type UsageError,
  type Widget,
} from './options.ts';
import { parseProtocol } from './protocols.ts';
import { findServicePort } from './services.ts';

/** Reads the argument of an option. Errors are libxtables' own. */
type Reader<T> = (argument: string, context: OptionContext, spec: OptionSpec) => Result<T, UsageError>;

const about = (context: OptionContext, text: string): { readonly ok: false; readonly error: UsageError } =>
  usage(`${context.extension}: ${text}\n`);

const outOfRange = (context: OptionContext, min: number | bigint, max: number | bigint): ReturnType<typeof about> =>
  about(context, `bad value for option "--${context.option}", or out of range (${min}-${max}).`);

const integer =
  (limit: number): Reader<number> =>
  (argument, context, spec) => {
    const min = spec.min ?? 0;
    const max = spec.max ?? limit;
    const value = parseUnsigned(argument, max, min);
    return value === null ? outOfRange(context, min, max) : ok(value);
  };

const UINT64_MAX = 0xffff_ffff_ffff_ffffn;

const uint64: Reader<bigint> = (argument, context, spec) => {
  const min = BigInt(spec.min ?? 0);
  const max = spec.max === undefined ? UINT64_MAX : BigInt(spec.max);
  const value = parseUnsigned64(argument, max, min);
  return value === null ? outOfRange(context, min, max) : ok(value);
};

const double: Reader<number> = (argument, context, spec) => {
  const value = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(argument) ? Number(argument) : Number.NaN;
  const { min = 0, max = 1 } = spec;
  return value >= min && value <= max ? ok(value) : outOfRange(context, min, max);
};

/** xtopt_parse_mint: at most two numbers; an empty one is the limit of its end. */
function components(argument: string, context: OptionContext, limit: bigint): Result<readonly bigint[], UsageError> {
  const values: bigint[] = [];
  for (let rest = argument; ;) {
    if (values.length === 2) return about(context, `Too many components for option "--${context.option}" (max: 2)`);
    if (rest === '' || rest.startsWith(':')) {
      values.push(values.length === 1 ? limit : 0n);
    } else {
      const found = leadingUnsigned(rest);
      if (found === null || found.value > limit)
        return about(
          context,
          `bad value for option "--${context.option}" near "${rest}", or out of range (0-${limit}).`,
        );
      values.push(found.value);
      rest = found.rest;
      if (rest !== '' && !rest.startsWith(':'))
        return about(context, `Argument to "--${context.option}" has unexpected characters near "${rest}".`);
    }
    if (rest === '') return ok(values);
    rest = rest.slice(1);
  }
}

const range =
  (limit: number): Reader<{ readonly min: number; readonly max: number }> =>
  (argument, context) => {
    const read = components(argument, context, BigInt(limit));
    if (!read.ok) return read;
    const min = Number(read.value[0]);
    return ok({ min, max: read.value.length === 1 ? min : Number(read.value[1]) });
  };

const uint64range: Reader<OptionValues['uint64range']> = (argument, context) => {
  const read = components(argument, context, UINT64_MAX);
  if (!read.ok) return read;
  const min = read.value[0] ?? 0n;
  return ok({ min, max: read.value[1] ?? min });
};

/** xtables_getportbyname by way of getaddrinfo: a decimal number, cut to 16 bits, or a service. */
const portNumber = (text: string): number | null =>
  /^\s*\d+$/.test(text) ? Number(BigInt(text) & 0xffffn) : findServicePort(text, '');

const port: Reader<number> = (argument) => {
  const value = portNumber(argument);
  return value === null ? usage(`Port "${argument}" does not resolve to anything.\n`) : ok(value);
};

const portrange: Reader<OptionValues['portrange']> = (argument, context) => {
  const parts = argument.split(':');
  const values: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (index === 2) return about(context, `Too many components for option "--${context.option}" (max: 2)`);
    const value = part === '' ? index * 65535 : portNumber(part);
    if (value === null) return usage(`Port "${part}" does not resolve to anything.\n`);
    values.push(value);
  }
  const min = values[0] ?? 0;
  return ok({ min, max: values[1] ?? min });
};

const string: Reader<string> = (argument, _context, spec) => {
  if (spec.min === undefined && spec.max === undefined) return ok(argument);
  const length = new TextEncoder().encode(argument).length;
  if (spec.min !== undefined && length < spec.min)
    return usage(`Argument must have a minimum length of ${spec.min} characters\n`);
  if (spec.max !== undefined && length > spec.max)
    return usage(`Argument must have a maximum length of ${spec.max} characters\n`);
  return ok(argument);
};

const markmask32: Reader<Masked> = (argument, context) => {
  const bad = about(context, `bad integer value for option "--${context.option}", or out of range.`);
  const value = leadingUnsigned(argument);
  if (value === null || value.value > 0xffffffffn) return bad;
  let mask = 0xffffffffn;
  let { rest } = value;
  if (rest.startsWith('/')) {
    const found = leadingUnsigned(rest.slice(1));
    if (found === null || found.value > 0xffffffffn) return bad;
    ({ value: mask, rest } = found);
  }
  if (rest !== '') return about(context, `trailing garbage after value for option "--${context.option}".`);
  return ok({ value: Number(value.value), mask: Number(mask) });
};

const TOS_NAMES: ReadonlyMap<string, number> = new Map([
  ['minimize-delay', 0x10],
  ['maximize-throughput', 0x08],
  ['maximize-reliability', 0x04],
  ['minimize-cost', 0x02],
  ['normal-service', 0x00],
]);

const tosmask: Reader<Masked> = (argument) => {
  const value = leadingUnsigned(argument);
  if (value === null || value.value > 255n) {
    const named = TOS_NAMES.get(argument.toLowerCase());
    return named === undefined ? usage(`Symbolic name "${argument}" is unknown`) : ok({ value: named, mask: 0x3f });
  }
  if (value.rest === '') return ok({ value: Number(value.value), mask: 0xff });
  const mask = value.rest.startsWith('/') ? parseUnsigned(value.rest.slice(1), 255) : null;
  return mask === null ? usage(`Illegal value: "${argument}"`) : ok({ value: Number(value.value), mask });
};

const LEVELS: ReadonlyMap<string, number> = new Map([
  ['emerg', 0],
  ['panic', 0],
  ['alert', 1],
  ['crit', 2],
  ['error', 3],
  ['warning', 4],
  ['notice', 5],
  ['info', 6],
  ['debug', 7],
]);

const syslogLevel: Reader<number> = (argument) => {
  const value = parseUnsigned(argument, 7) ?? LEVELS.get(argument);
  return value === undefined ? usage(`log level "${argument}" unknown\n`) : ok(value);
};

const unresolved = (name: string): { readonly ok: false; readonly error: UsageError } =>
  usage(
    `getaddrinfo: ${/^[\d.]*$/.test(name) ? 'Name or service not known' : 'Temporary failure in name resolution'}\n`,
  );

const host: Reader<number> = (argument) => {
  const address = resolveHost(argument);
  return address === null ? unresolved(argument) : ok(address);
};

/** A mask that is not a prefix gives 255, which readers of masks take for a full one and the kernel refuses. */
const prefixLength: Reader<number> = (argument, context) => {
  const length = parseUnsigned(argument, 32);
  if (length !== null) return ok(length);
  const mask = parseLibcAddress(argument);
  return mask === null
    ? about(context, `bad value for option "--${context.option}", neither a valid network mask nor valid CIDR (0-32).`)
    : ok(maskLength(mask) ?? 255);
};

const readPrefixMask: Reader<number> = (argument, context, spec) => {
  const length = prefixLength(argument, context, spec);
  return length.ok ? ok(prefixMask(Math.min(length.value, 32))) : length;
};

const hostmask: Reader<OptionValues['hostmask']> = (argument, context, spec) => {
  const slash = argument.indexOf('/');
  const address = host(slash < 0 ? argument : argument.slice(0, slash), context, spec);
  if (!address.ok) return address;
  const mask = slash < 0 ? ok(0xffffffff) : readPrefixMask(argument.slice(slash + 1), context, spec);
  return mask.ok ? ok({ address: address.value, mask: mask.value }) : mask;
};

const mac: Reader<Uint8Array> = (argument) =>
  /^([0-9a-fA-F]{1,2}:){5}[0-9a-fA-F]{1,2}$/.test(argument)
    ? ok(Uint8Array.from(argument.split(':'), (byte) => Number.parseInt(byte, 16)))
    : usage('Invalid MAC address specified.');

const choice: Reader<string> = (argument, context, spec) =>
  spec.choices?.includes(argument) ? ok(argument) : outOfChoices(context, argument);
const outOfChoices = (context: OptionContext, argument: string): ReturnType<typeof about> =>
  about(context, `bad value "${argument}" for option "--${context.option}"`);

const custom: Reader<unknown> = (argument, context, spec) => {
  if (spec.read === undefined) throw new Error(`--${spec.name} has no reader`);
  return spec.read(argument, context);
};

const KINDS: { readonly [K in OptionKind]: { readonly read: Reader<OptionValues[K]>; readonly widget: Widget } } = {
  flag: { read: () => ok(true), widget: 'checkbox' },
  uint8: { read: integer(255), widget: 'number' },
  uint16: { read: integer(65535), widget: 'number' },
  uint32: { read: integer(0xffffffff), widget: 'number' },
  uint64: { read: uint64, widget: 'number' },
  double: { read: double, widget: 'number' },
  uint8range: { read: range(255), widget: 'text' },
  uint16range: { read: range(65535), widget: 'text' },
  uint32range: { read: range(0xffffffff), widget: 'text' },
  uint64range: { read: uint64range, widget: 'text' },
  port: { read: port, widget: 'ports' },
  portrange: { read: portrange, widget: 'ports' },
  string: { read: string, widget: 'text' },
  markmask32: { read: markmask32, widget: 'text' },
  tosmask: { read: tosmask, widget: 'text' },
  syslogLevel: { read: syslogLevel, widget: 'select' },
  protocol: { read: (argument) => parseProtocol(argument), widget: 'text' },
  host: { read: host, widget: 'address' },
  hostmask: { read: hostmask, widget: 'address' },
  prefixLength: { read: prefixLength, widget: 'number' },
  prefixMask: { read: readPrefixMask, widget: 'text' },
  mac: { read: mac, widget: 'text' },
  choice: { read: choice, widget: 'select' },
  custom: { read: custom, widget: 'text' },
};

export const widgetOf = (spec: OptionSpec): Widget => spec.widget ?? KINDS[spec.kind].widget;

/** Reads one option of an extension with the checks of xtables_option_parse: once, inversion, value, and the extension's own. */
export function readOption(spec: OptionSpec, argument: string, context: OptionContext): Result<unknown, UsageError> {
  if (spec.unchecked !== true) {
    if (spec.multi !== true && context.given.has(spec.name))
      return about(context, `option "--${context.option}" can only be used once.`);
    if (context.inverted && spec.invert !== true)
      return about(context, `option "--${context.option}" cannot be inverted.`);
  }
  const value = KINDS[spec.kind].read(argument, context, spec);
  if (!value.ok || spec.verify === undefined) return value;
  const refused = spec.verify(value.value as never, context);
  return refused === null ? value : err(refused);
}
