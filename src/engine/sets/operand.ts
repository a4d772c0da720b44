import type { ServiceProtocol } from '../extensions/services.ts';
import { findServicePort } from '../extensions/services.ts';
import { formatAddress, maskOf, parseAddress, protocolName, protocolNumber } from '../net/index.ts';
import type { Result } from '../model/index.ts';
import { err, ok } from '../model/index.ts';
import type { Part } from './element.ts';
import { parseIcmpName } from './icmp-codes.ts';
import { formatPart } from './part.ts';

/** What one dimension of a type takes on the command line. */
export type OperandKind = 'ip' | 'single-ip' | 'net' | 'port' | 'plain-port' | 'mac' | 'mark' | 'iface' | 'set';

/** One dimension as typed: a part, or a range of addresses or ports. */
export type Operand =
  | {
      readonly kind: 'addresses';
      readonly from: number;
      readonly to: number;
      readonly length: number | null;
      readonly isRange: boolean;
    }
  | { readonly kind: 'ports'; readonly protocol: number | null; readonly from: number; readonly to: number }
  | { readonly kind: 'part'; readonly part: Part };

/** ipset's words without 'Syntax error: ' in front; a message that has other words in front begins with '!'. */
type Parsed<T> = Result<T, string>;

const ICMP = 1;
const WITH_PORTS: ReadonlySet<number> = new Set([6, 17, 132, 136]);

/** A number with base 0 within limits. */
export function parseNumber(text: string, min: bigint, max: bigint): Parsed<bigint> {
  if (!/^[+-]?(0[xX][0-9a-fA-F]+|\d+)$/.test(text)) return err(`'${text}' is invalid as number`);
  const negative = text.startsWith('-');
  const digits = text.replace(/^[+-]/, '');
  const octal = /^0[0-7]+$/.test(digits);
  const value = octal ? BigInt(`0o${digits.slice(1)}`) : BigInt(/^0\d/.test(digits) ? '0' : digits);
  return negative || value < min || value > max ? err(`'${text}' is out of range ${min}-${max}`) : ok(value);
}

/** getaddrinfo for AF_INET: dotted decimal with 1 to 4 parts, the last one filling what is left; 'localhost' is the only name here. */
export function resolveAddress(text: string): Parsed<number> {
  const exact = parseAddress(text);
  if (exact !== null) return ok(exact);
  if (text === 'localhost') return ok(0x7f000001);
  const parts = text.split('.');
  const numbers = parts.map(Number);
  const last = numbers.at(-1) ?? Number.NaN;
  const isLegacy =
    parts.length <= 4 &&
    parts.every((part) => /^(0|[1-9]\d*)$/.test(part)) &&
    numbers.slice(0, -1).every((number) => number <= 255);
  if (!isLegacy || last >= 256 ** (5 - parts.length))
    return err(`cannot parse ${text}: resolving to IPv4 address failed`);
  return ok(numbers.slice(0, -1).reduce((sum, number, index) => sum + number * 256 ** (3 - index), last));
}

/** Where the separator stands; one that begins or ends the text separates nothing. -1: nowhere. */
export const findSeparator = (text: string, separator: string): number =>
  text.startsWith(separator) || text.endsWith(separator) ? -1 : text.indexOf(separator);

function parseAddresses(text: string): Parsed<Operand> {
  const slash = findSeparator(text, '/');
  if (slash >= 0) {
    const from = resolveAddress(text.slice(0, slash));
    if (!from.ok) return from;
    const length = parseNumber(text.slice(slash + 1), 0n, 32n);
    return length.ok
      ? ok({ kind: 'addresses', from: from.value, to: from.value, length: Number(length.value), isRange: false })
      : length;
  }
  const dash = findSeparator(text, '-');
  if (dash < 0) {
    const only = resolveAddress(text);
    return only.ok ? ok({ kind: 'addresses', from: only.value, to: only.value, length: null, isRange: false }) : only;
  }
  const from = resolveAddress(text.slice(0, dash));
  if (!from.ok) return from;
  const to = resolveAddress(text.slice(dash + 1));
  return to.ok ? ok({ kind: 'addresses', from: from.value, to: to.value, length: null, isRange: true }) : to;
}

const unbracketed = (text: string): string => /^\[(.*)\]$/.exec(text)?.[1] ?? text;

export function parsePortNumber(text: string, protocol: string): Parsed<number> {
  const plain = unbracketed(text);
  const number = parseNumber(plain, 0n, 65535n);
  if (number.ok) return ok(Number(number.value));
  const service = findServicePort(plain, protocol as ServiceProtocol);
  if (service !== null) return ok(service);
  return err(
    `${number.error}\nSyntax error: '${protocol}' is invalid as number\ncannot parse '${plain}' as a ${protocol} port`,
  );
}

/** 'a' or 'a-b'; a name may hold a dash in brackets. */
export function parsePorts(text: string, protocol: string): Parsed<{ readonly from: number; readonly to: number }> {
  const dash = text.startsWith('[') ? text.indexOf('-', text.indexOf(']')) : findSeparator(text, '-');
  const whole = dash < 0 ? parsePortNumber(text, protocol) : null;
  if (whole !== null) return whole.ok ? ok({ from: whole.value, to: whole.value }) : whole;
  // The upper end is read first.
  const to = parsePortNumber(text.slice(dash + 1), protocol);
  if (!to.ok) return to;
  const from = parsePortNumber(text.slice(0, dash), protocol);
  return from.ok ? ok({ from: from.value, to: to.value }) : from;
}

/** [PROTO:]PORT, [PROTO:]FROM-TO, icmp:TYPE/CODE, PROTO:0. */
function parseProtocolPort(text: string): Parsed<Operand & { readonly kind: 'ports' }> {
  const colon = findSeparator(text, ':');
  const word = colon < 0 ? 'tcp' : text.slice(0, colon);
  const rest = text.slice(colon + 1);
  const number = protocolNumber(word);
  const byDigits = number === null ? parseNumber(word, 0n, 255n) : ok(BigInt(number));
  if (!byDigits.ok) return err(`cannot parse '${word}' as a protocol`);
  const protocol = Number(byDigits.value);
  const name = protocolName(protocol) ?? word;
  if (protocol === ICMP) {
    const code = parseIcmpName(rest);
    return code === null
      ? err(`!Cannot parse ${rest} as an ICMP type/code.`)
      : ok({ kind: 'ports', protocol, from: code, to: code });
  }
  if (protocol === 58) return err('Protocol ICMPv6 can be used with family inet6 only');
  if (!WITH_PORTS.has(protocol))
    return rest === '0'
      ? ok({ kind: 'ports', protocol, from: 0, to: 0 })
      : err(`Protocol ${word} can be used with pseudo port value 0 only.`);
  const ports = parsePorts(rest, name);
  return ports.ok ? ok({ kind: 'ports', protocol, ...ports.value }) : ports;
}

/** [PROTO:]PORT or a range; only the number is kept. */
export function parsePlainPorts(text: string): Parsed<{ readonly from: number; readonly to: number }> {
  const parsed = parseProtocolPort(text);
  if (!parsed.ok) return parsed;
  const { protocol, from, to } = parsed.value;
  return protocol === 6 || protocol === 17 ? ok({ from, to }) : err('Only protocols TCP and UDP are valid');
}

function parseMac(text: string): Parsed<Operand> {
  if (!/^([0-9a-fA-F]{1,2}:){5}[0-9a-fA-F]{1,2}$/.test(text)) return err(`cannot parse '${text}' as ethernet address`);
  const mac = text
    .split(':')
    .map((byte) => byte.padStart(2, '0'))
    .join('')
    .toUpperCase();
  return ok({ kind: 'part', part: { kind: 'mac', mac } });
}

function parseInterface(text: string): Parsed<Operand> {
  const physical = text.startsWith('physdev:');
  const device = physical ? text.slice('physdev:'.length) : text;
  if (device.length > 15) return err(`interface name '${device}' is longer than 15 characters`);
  return ok({ kind: 'part', part: { kind: 'iface', device, physical } });
}

export function parseSetName(text: string): Parsed<string> {
  return text.length > 31 ? err(`setname '${text}' is longer than 31 characters`) : ok(text);
}

/** Reads one dimension as ipset's parser for it does. */
export function parseOperand(kind: OperandKind, text: string): Parsed<Operand> {
  switch (kind) {
    case 'ip':
    case 'net':
      return parseAddresses(text);
    case 'single-ip': {
      const parsed = parseAddresses(text);
      const isPlain =
        parsed.ok && parsed.value.kind === 'addresses' && !parsed.value.isRange && parsed.value.length === null;
      return !parsed.ok || isPlain ? parsed : err(`plain IP address must be supplied: ${text}`);
    }
    case 'port':
      return parseProtocolPort(text);
    case 'plain-port': {
      const ports = parsePlainPorts(text);
      return ports.ok ? ok({ kind: 'ports', protocol: null, ...ports.value }) : ports;
    }
    case 'mac':
      return parseMac(text);
    case 'mark': {
      const mark = parseNumber(text, 0n, 0xffffffffn);
      return mark.ok ? ok({ kind: 'part', part: { kind: 'mark', mark: Number(mark.value) } }) : mark;
    }
    case 'iface':
      return parseInterface(text);
    case 'set': {
      const name = parseSetName(text);
      return name.ok ? ok({ kind: 'part', part: { kind: 'set', name: name.value } }) : name;
    }
  }
}

/** As ipset repeats it in the answer to `test`. */
export function formatOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'addresses':
      if (operand.isRange) return `${formatAddress(operand.from)}-${formatAddress(operand.to)}`;
      return formatPart({ kind: 'net', address: operand.from, length: operand.length ?? 32 });
    case 'ports': {
      const { protocol, from, to } = operand;
      const range = to === from ? '' : `-${to}`;
      return protocol === null ? `${from}${range}` : `${formatPart({ kind: 'port', protocol, port: from })}${range}`;
    }
    case 'part':
      return formatPart(operand.part);
  }
}

/** Addresses of a range, counted in steps of a mask: the kernel adds them one by one and stops at the first refusal. */
export function* eachAddress(operand: Operand & { readonly kind: 'addresses' }, step: number): Generator<Part> {
  const mask = maskOf(operand.length ?? 32);
  const low = operand.isRange ? Math.min(operand.from, operand.to) : (operand.from & mask) >>> 0;
  const high = operand.isRange ? Math.max(operand.from, operand.to) : (operand.from | ~mask) >>> 0;
  for (let address = low; address <= high; address += step) yield { kind: 'net', address, length: 32 };
}

/** A range of addresses as the fewest prefixes, in order (ip_set_range_to_cidr). */
export function* eachPrefix(operand: Operand & { readonly kind: 'addresses' }): Generator<Part> {
  if (!operand.isRange) {
    const length = operand.length ?? 32;
    yield { kind: 'net', address: (operand.from & maskOf(length)) >>> 0, length };
    return;
  }
  const high = Math.max(operand.from, operand.to);
  for (let address = Math.min(operand.from, operand.to); address <= high;) {
    let length = 32;
    while (length > 1 && (address & maskOf(length - 1)) >>> 0 === address && address + 2 ** (33 - length) - 1 <= high)
      length -= 1;
    yield { kind: 'net', address, length };
    address += 2 ** (32 - length);
  }
}
