/** The part of a rule before its matches: addresses, devices, and what stands for no condition. */
import { parseDotted, prefixMask, resolveNetwork } from '../extensions/address.ts';
import { parseUnsigned } from '../extensions/numbers.ts';
import { plainAddress } from '../net/index.ts';
import { ok, type Result } from '../model/index.ts';
import type { AddressCondition, DeviceCondition, RuleHead } from '../model/index.ts';
import { byteLength } from './bytes.ts';
import { usageFailure, type Failure } from './messages.ts';

export const ANY_ADDRESS: AddressCondition = { address: 0, mask: 0, inverted: false };
export const ANY_DEVICE: DeviceCondition = { name: '', inverted: false };
export const ANY_PROTOCOL: RuleHead['protocol'] = { number: 0, inverted: false };
export const ANY_HEAD: RuleHead = {
  source: ANY_ADDRESS,
  destination: ANY_ADDRESS,
  inDevice: ANY_DEVICE,
  outDevice: ANY_DEVICE,
  protocol: ANY_PROTOCOL,
  fragment: 'any',
};

/** One object for each protocol, plain and inverted: rules share them. */
const PROTOCOLS: readonly RuleHead['protocol'][] = Array.from({ length: 512 }, (_, index) => ({
  number: index >> 1,
  inverted: (index & 1) === 1,
}));

export const protocolCondition = (number: number, inverted: boolean): RuleHead['protocol'] =>
  PROTOCOLS[number * 2 + Number(inverted)] ?? { number, inverted };

/** IFNAMSIZ - 1 */
const LONGEST_DEVICE = 15;

const failed = (message: string): { readonly ok: false; readonly error: Failure } => ({
  ok: false,
  error: usageFailure(message),
});

/** parse_ipmask: a dotted mask or a length 0–32. */
const parseMask = (text: string): number | null => {
  if (text.includes('.')) return parseDotted(text);
  const length = parseUnsigned(text, 32);
  return length === null ? null : prefixMask(length);
};

/** xtables_ipparse_multiple: addresses with masks separated by commas, each a condition of a rule of its own. */
export function parseAddresses(text: string, inverted: boolean): Result<readonly AddressCondition[], Failure> {
  if (!text.includes(',')) {
    const condition = parseAddressCondition(text.trimStart(), inverted);
    return condition.ok ? ok([condition.value]) : condition;
  }
  const conditions: AddressCondition[] = [];
  for (const part of text.split(',')) {
    const condition = parseAddressCondition(part.trimStart(), inverted);
    if (!condition.ok) return condition;
    conditions.push(condition.value);
  }
  return ok(conditions);
}

function parseAddressCondition(text: string, inverted: boolean): Result<AddressCondition, Failure> {
  const slash = text.lastIndexOf('/');
  const plain = plainAddress(text, 0, slash < 0 ? text.length : slash);
  const mask = slash < 0 ? 0xffffffff : parseMask(text.slice(slash + 1));
  if (mask === null) return failed(`invalid mask \`${text.slice(slash + 1)}' specified`);
  const name = slash < 0 ? text : text.slice(0, slash);
  // A null mask makes the name irrelevant: 'any/0'.
  const address = mask === 0 ? 0 : plain >= 0 ? plain : resolveNetwork(name);
  if (address === null) return failed(`host/network \`${name}' not found`);
  return ok({ address: (address & mask) >>> 0, mask, inverted });
}

/** xtables_parse_interface; the warning is a line of stderr. */
export function parseDevice(
  name: string,
  inverted: boolean,
  warn: (line: string) => void,
): Result<DeviceCondition, Failure> {
  if (name === '') return failed('Empty interface is likely to be undesired');
  if (byteLength(name) > LONGEST_DEVICE)
    return failed(`interface name \`${name}' must be shorter than IFNAMSIZ (${LONGEST_DEVICE})`);
  if (/[/ ]/.test(name))
    warn(`Warning: weird character in interface \`${name}' ('/' and ' ' are not allowed by the kernel).`);
  return ok({ name, inverted });
}

/** Does the head say nothing at all (unconditional() of ip_tables, which compares the whole structure with zero)? */
export const isUnconditional = (head: RuleHead): boolean =>
  hasNoAddress(head.source) &&
  hasNoAddress(head.destination) &&
  hasNoDevice(head.inDevice) &&
  hasNoDevice(head.outDevice) &&
  head.protocol.number === 0 &&
  head.fragment === 'any';

const hasNoAddress = ({ mask, inverted }: AddressCondition): boolean => mask === 0 && !inverted;
const hasNoDevice = ({ name }: DeviceCondition): boolean => name === '';
