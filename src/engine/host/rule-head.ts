import {
  formatAddress,
  ipDestination,
  ipFragmentOffset,
  ipProtocol,
  ipSource,
  lengthOf,
  protocolName,
} from '../net/index.ts';
import type { AddressCondition, DeviceCondition, MissReason, RuleHead } from '../model/index.ts';

/** A device condition ready to compare: '' and a bare '+' match every name. */
interface DeviceTest {
  readonly name: string;
  readonly prefix: boolean;
  readonly any: boolean;
  readonly inverted: boolean;
}

/** The device conditions of a table, each once, with their results for every device seen so far. Condition 0 is none. */
export class DeviceTests {
  private readonly tests: DeviceTest[] = [compileDevice({ name: '', inverted: false })];
  private readonly numbers = new Map<string, number>();
  private readonly results = new Map<string, Uint8Array>();

  numberOf(condition: DeviceCondition): number {
    if (condition.name === '' && !condition.inverted) return 0;
    const key = `${condition.inverted ? '!' : ''}${condition.name}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.tests.length);
    return this.tests.push(compileDevice(condition)) - 1;
  }

  /** 1 at the numbers of conditions that this device meets. */
  resultsFor(device: string): Uint8Array {
    const known = this.results.get(device);
    if (known !== undefined) return known;
    const results = Uint8Array.from(this.tests, (test) => (isDevice(test, device) ? 1 : 0));
    this.results.set(device, results);
    return results;
  }
}

/** Columns of one rule's head in a chain's array: one after the other, so that ten thousand rules are read as a stream. */
const STRIDE = 8;
const [SOURCE, SOURCE_MASK, DESTINATION, DESTINATION_MASK, FLAGS, IN, OUT] = [0, 1, 2, 3, 4, 5, 6] as const;
const SOURCE_INVERTED = 0x100;
const DESTINATION_INVERTED = 0x200;
const PROTOCOL_INVERTED = 0x400;
const FRAGMENTS = 0x800;
const NOT_FRAGMENTS = 0x1000;

/** The heads of a chain's rules, ready to compare. */
export function compileHeads(heads: readonly RuleHead[], devices: DeviceTests): Int32Array {
  const columns = new Int32Array(heads.length * STRIDE);
  heads.forEach((head, index) => columns.set(compileHead(head, devices), index * STRIDE));
  return columns;
}

function compileHead(head: RuleHead, devices: DeviceTests): readonly number[] {
  const { source, destination, protocol } = head;
  const flags =
    protocol.number |
    (source.inverted ? SOURCE_INVERTED : 0) |
    (destination.inverted ? DESTINATION_INVERTED : 0) |
    (protocol.inverted ? PROTOCOL_INVERTED : 0) |
    (head.fragment === 'fragments' ? FRAGMENTS : 0) |
    (head.fragment === 'not-fragments' ? NOT_FRAGMENTS : 0);
  return [
    source.address & source.mask,
    source.mask,
    destination.address & destination.mask,
    destination.mask,
    flags,
    devices.numberOf(head.inDevice),
    devices.numberOf(head.outDevice),
  ];
}

/** What a head is compared with, read once per table. */
export interface HeadSubject {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly isFragment: boolean;
  readonly inDevice: string;
  readonly outDevice: string;
  readonly inResults: Uint8Array;
  readonly outResults: Uint8Array;
}

function compileDevice({ name, inverted }: DeviceCondition): DeviceTest {
  const prefix = name.endsWith('+');
  return { name: prefix ? name.slice(0, -1) : name, prefix, any: name === '' || name === '+', inverted };
}

/** No condition in the head, as `unconditional()` sees it: a bare `+` and `! -f` are conditions. */
export function isBlank(head: RuleHead): boolean {
  const noAddress = (condition: AddressCondition): boolean =>
    condition.address === 0 && condition.mask === 0 && !condition.inverted;
  const noDevice = (condition: DeviceCondition): boolean => condition.name === '' && !condition.inverted;
  const noProtocol = head.protocol.number === 0 && !head.protocol.inverted;
  return (
    noAddress(head.source) &&
    noAddress(head.destination) &&
    noDevice(head.inDevice) &&
    noDevice(head.outDevice) &&
    noProtocol &&
    head.fragment === 'any'
  );
}

export const subjectOf = (
  bytes: Uint8Array,
  inDevice: string,
  outDevice: string,
  devices: DeviceTests,
): HeadSubject => ({
  source: ipSource(bytes) | 0,
  destination: ipDestination(bytes) | 0,
  protocol: ipProtocol(bytes),
  isFragment: ipFragmentOffset(bytes) !== 0,
  inDevice,
  outDevice,
  inResults: devices.resultsFor(inDevice),
  outResults: devices.resultsFor(outDevice),
});

function isDevice(test: DeviceTest, device: string): boolean {
  if (test.any) return !test.inverted;
  return (test.prefix ? device.startsWith(test.name) : device === test.name) !== test.inverted;
}

/** Index of the first rule from `from` on whose head matches (ip_packet_match), or the number of rules. */
export function nextMatchingHead(columns: Int32Array, from: number, subject: HeadSubject): number {
  const { source, destination, protocol, isFragment, inResults, outResults } = subject;
  const end = columns.length;
  for (let at = from * STRIDE; at < end; at += STRIDE) {
    const flags = columns[at + FLAGS] ?? 0;
    if (((source & (columns[at + SOURCE_MASK] ?? 0)) === columns[at + SOURCE]) === ((flags & SOURCE_INVERTED) !== 0))
      continue;
    if (
      ((destination & (columns[at + DESTINATION_MASK] ?? 0)) === columns[at + DESTINATION]) ===
      ((flags & DESTINATION_INVERTED) !== 0)
    )
      continue;
    const wanted = flags & 0xff;
    if (wanted !== 0 && (protocol === wanted) === ((flags & PROTOCOL_INVERTED) !== 0)) continue;
    if (inResults[columns[at + IN] ?? 0] === 0 || outResults[columns[at + OUT] ?? 0] === 0) continue;
    if ((flags & (FRAGMENTS | NOT_FRAGMENTS)) !== 0 && ((flags & FRAGMENTS) !== 0) !== isFragment) continue;
    return at / STRIDE;
  }
  return end / STRIDE;
}

const not = (inverted: boolean): string => (inverted ? '! ' : '');

function addressWords({ address, mask }: AddressCondition): string {
  const length = lengthOf(mask >>> 0);
  return `${formatAddress(address)}/${length ?? formatAddress(mask)}`;
}

/** Why the head did not match: the first condition that failed, in the order of ip_packet_match. */
export function headMiss(head: RuleHead, subject: HeadSubject): MissReason {
  const fails = ({ address, mask, inverted }: AddressCondition, has: number): boolean =>
    ((has & mask) === (address & mask)) === inverted;
  if (fails(head.source, subject.source)) {
    return {
      option: `${not(head.source.inverted)}-s`,
      wants: addressWords(head.source),
      has: formatAddress(subject.source >>> 0),
    };
  }
  if (fails(head.destination, subject.destination)) {
    return {
      option: `${not(head.destination.inverted)}-d`,
      wants: addressWords(head.destination),
      has: formatAddress(subject.destination >>> 0),
    };
  }
  const { inDevice, outDevice, protocol } = head;
  if (!isDevice(compileDevice(inDevice), subject.inDevice))
    return { option: `${not(inDevice.inverted)}-i`, wants: inDevice.name, has: subject.inDevice };
  if (!isDevice(compileDevice(outDevice), subject.outDevice))
    return { option: `${not(outDevice.inverted)}-o`, wants: outDevice.name, has: subject.outDevice };
  const name = (number: number): string => protocolName(number) ?? String(number);
  if (protocol.number !== 0 && (subject.protocol === protocol.number) === protocol.inverted) {
    return { option: `${not(protocol.inverted)}-p`, wants: name(protocol.number), has: name(subject.protocol) };
  }
  return {
    option: head.fragment === 'fragments' ? '-f' : '! -f',
    wants: head.fragment,
    has: subject.isFragment ? 'fragments' : 'not-fragments',
  };
}
