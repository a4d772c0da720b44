import { maskOf } from '../net/index.ts';
import type { Element, Part, SetHeader } from './element.ts';
import { eachAddress, eachPrefix } from './operand.ts';
import type { Operand } from './operand.ts';
import { addressMask } from './packet-element.ts';
import type { SetType } from './set-type.ts';

/** What bitmap:ip,mac keeps of an address whose MAC is not known yet. */
export const NO_MAC: Part = { kind: 'mac', mac: '' };

/** Type and header of the set that the operands are meant for. */
interface Target {
  readonly type: SetType;
  readonly header: SetHeader;
}

const maskMark = (part: Part, { header }: Target): Part =>
  part.kind === 'mark' ? { kind: 'mark', mark: (part.mark & header.markMask) >>> 0 } : part;

/** Only the first dimension is masked, where it is a plain address. */
const maskHost = (part: Part, index: number, { header }: Target): Part =>
  part.kind !== 'net' || index > 0 ? part : { ...part, address: (part.address & addressMask(header)) >>> 0 };

/** Elements that operands stand for, one by one in the kernel's order: the first dimension turns slowest. */
export function* expandOperands(target: Target, operands: readonly Operand[], index = 0): Generator<Element> {
  const operand = operands[index];
  if (operand === undefined) {
    yield target.type.optionalLast === true && index < target.type.operands.length ? [NO_MAC] : [];
    return;
  }
  for (const part of expandOperand(target, operand, index)) {
    for (const rest of expandOperands(target, operands, index + 1)) yield [part, ...rest];
  }
}

function* expandOperand(target: Target, operand: Operand, index: number): Generator<Part> {
  switch (operand.kind) {
    case 'addresses':
      if (target.type.operands[index] === 'net') yield* maskedPrefixes(target, operand);
      else
        for (const part of eachAddress(operand, index === 0 ? 2 ** (32 - (target.header.netmask ?? 32)) : 1))
          yield maskHost(part, index, target);
      return;
    case 'ports': {
      const { protocol } = operand;
      const [low, high] = [Math.min(operand.from, operand.to), Math.max(operand.from, operand.to)];
      for (let port = low; port <= high; port += 1)
        yield protocol === null ? { kind: 'number', port } : { kind: 'port', protocol, port };
      return;
    }
    case 'part':
      yield maskMark(operand.part, target);
  }
}

function* maskedPrefixes({ header }: Target, operand: Operand & { readonly kind: 'addresses' }): Generator<Part> {
  const mask = addressMask(header);
  for (const part of eachPrefix(operand))
    yield mask === 0xffffffff || part.kind !== 'net' ? part : { ...part, address: (part.address & mask) >>> 0 };
}

/** The one element that `test` asks for: the first address of a range. */
export const testedElement = (target: Target, operands: readonly Operand[]): Element =>
  operands.map((operand, index): Part => {
    switch (operand.kind) {
      case 'addresses': {
        const length = target.type.operands[index] === 'net' ? (operand.length ?? 32) : 32;
        return maskHost({ kind: 'net', address: (operand.from & maskOf(length)) >>> 0, length }, index, target);
      }
      case 'ports':
        return operand.protocol === null
          ? { kind: 'number', port: operand.from }
          : { kind: 'port', protocol: operand.protocol, port: operand.from };
      case 'part':
        return maskMark(operand.part, target);
    }
  });
