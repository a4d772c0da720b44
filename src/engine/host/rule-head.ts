import { formatAddress, ipDestination, ipFragmentOffset, ipProtocol, ipSource, lengthOf, protocolName } from '../net/index.ts';
import type { AddressCondition, DeviceCondition, RuleHead } from '../model/ruleset.ts';
import type { MissReason } from '../model/event.ts';

/** A device condition ready to compare: '' and a bare '+' match every name. */
interface DeviceTest {
  readonly name: string;
  readonly prefix: boolean;
  readonly any: boolean;
  readonly inverted: boolean;
}

/** A rule head with its masks applied, as ip_packet_match compares it. `always`: it has no condition at all. */
export interface HeadTest {
  readonly source: number;
  readonly sourceMask: number;
  readonly sourceInverted: boolean;
  readonly destination: number;
  readonly destinationMask: number;
  readonly destinationInverted: boolean;
  readonly inDevice: DeviceTest;
  readonly outDevice: DeviceTest;
  readonly protocol: number;
  readonly protocolInverted: boolean;
  readonly fragment: RuleHead['fragment'];
  readonly always: boolean;
}

/** What a head is compared with, read once per table. */
export interface HeadSubject {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly isFragment: boolean;
  readonly inDevice: string;
  readonly outDevice: string;
}

export function compileHead(head: RuleHead): HeadTest {
  const test = {
    source: (head.source.address & head.source.mask) | 0,
    sourceMask: head.source.mask | 0,
    sourceInverted: head.source.inverted,
    destination: (head.destination.address & head.destination.mask) | 0,
    destinationMask: head.destination.mask | 0,
    destinationInverted: head.destination.inverted,
    inDevice: compileDevice(head.inDevice),
    outDevice: compileDevice(head.outDevice),
    protocol: head.protocol.number,
    protocolInverted: head.protocol.inverted,
    fragment: head.fragment,
  };
  return { ...test, always: isBlank(head) };
}

function compileDevice({ name, inverted }: DeviceCondition): DeviceTest {
  const prefix = name.endsWith('+');
  return { name: prefix ? name.slice(0, -1) : name, prefix, any: name === '' || name === '+', inverted };
}

/** No condition in the head, as `unconditional()` sees it: a bare `+` and `! -f` are conditions. */
export function isBlank(head: RuleHead): boolean {
  const noAddress = (condition: AddressCondition): boolean => condition.address === 0 && condition.mask === 0 && !condition.inverted;
  const noDevice = (condition: DeviceCondition): boolean => condition.name === '' && !condition.inverted;
  const noProtocol = head.protocol.number === 0 && !head.protocol.inverted;
  return noAddress(head.source) && noAddress(head.destination) && noDevice(head.inDevice) && noDevice(head.outDevice) && noProtocol && head.fragment === 'any';
}

export const subjectOf = (bytes: Uint8Array, inDevice: string, outDevice: string): HeadSubject => ({
  source: ipSource(bytes) | 0,
  destination: ipDestination(bytes) | 0,
  protocol: ipProtocol(bytes),
  isFragment: ipFragmentOffset(bytes) !== 0,
  inDevice,
  outDevice,
});

function isDevice(test: DeviceTest, device: string): boolean {
  if (test.any) return !test.inverted;
  return (test.prefix ? device.startsWith(test.name) : device === test.name) !== test.inverted;
}

/** ip_packet_match. */
export function matchesHead(test: HeadTest, subject: HeadSubject): boolean {
  if (test.always) return true;
  if (((subject.source & test.sourceMask) === test.source) === test.sourceInverted) return false;
  if (((subject.destination & test.destinationMask) === test.destination) === test.destinationInverted) return false;
  if (!isDevice(test.inDevice, subject.inDevice) || !isDevice(test.outDevice, subject.outDevice)) return false;
  if (test.protocol !== 0 && (subject.protocol === test.protocol) === test.protocolInverted) return false;
  return test.fragment === 'any' || (test.fragment === 'fragments') === subject.isFragment;
}

const not = (inverted: boolean): string => (inverted ? '! ' : '');

function addressWords({ address, mask }: AddressCondition): string {
  const length = lengthOf(mask >>> 0);
  return `${formatAddress(address)}/${length ?? formatAddress(mask)}`;
}

/** Why the head did not match: the first condition that failed, in the order of `matchesHead`. */
export function headMiss(head: RuleHead, test: HeadTest, subject: HeadSubject): MissReason {
  if (((subject.source & test.sourceMask) === test.source) === test.sourceInverted) {
    return { option: `${not(head.source.inverted)}-s`, wants: addressWords(head.source), has: formatAddress(subject.source >>> 0) };
  }
  if (((subject.destination & test.destinationMask) === test.destination) === test.destinationInverted) {
    return { option: `${not(head.destination.inverted)}-d`, wants: addressWords(head.destination), has: formatAddress(subject.destination >>> 0) };
  }
  if (!isDevice(test.inDevice, subject.inDevice)) return { option: `${not(head.inDevice.inverted)}-i`, wants: head.inDevice.name, has: subject.inDevice };
  if (!isDevice(test.outDevice, subject.outDevice)) return { option: `${not(head.outDevice.inverted)}-o`, wants: head.outDevice.name, has: subject.outDevice };
  const name = (protocol: number): string => protocolName(protocol) ?? String(protocol);
  if (test.protocol !== 0 && (subject.protocol === test.protocol) === test.protocolInverted) {
    return { option: `${not(head.protocol.inverted)}-p`, wants: name(head.protocol.number), has: name(subject.protocol) };
  }
  return { option: test.fragment === 'fragments' ? '-f' : '! -f', wants: test.fragment, has: subject.isFragment ? 'fragments' : 'not-fragments' };
}
