import type { PacketLine } from '../../engine/index.ts';

/** The field that a byte belongs to; where two share it, the shorter. */
export function lineAt(lines: readonly PacketLine[], offset: number): PacketLine | null {
  const found = lines.filter((line) => offset >= line.offset && offset < line.offset + line.length);
  return found.toSorted((one, other) => one.length - other.length)[0] ?? null;
}

export const withNibble = (bytes: Uint8Array, at: number, value: number, low: boolean): Uint8Array =>
  bytes.map((byte, index) => {
    if (index !== at) return byte;
    return low ? (byte & 0xf0) | value : (byte & 0x0f) | (value << 4);
  });

export const appended = (bytes: Uint8Array, value: number): Uint8Array => Uint8Array.from([...bytes, value << 4]);

export const truncated = (bytes: Uint8Array, length: number): Uint8Array => bytes.slice(0, length);

/** Where a key leads from a byte; null for keys that do not move. */
export function moved(key: string, at: number, length: number, columns: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return at - 1;
    case 'ArrowRight':
      return at + 1;
    case 'ArrowUp':
      return at >= columns ? at - columns : at;
    case 'ArrowDown':
      return Math.min(length, at + columns);
    case 'Home':
      return at - (at % columns);
    case 'End':
      return Math.min(length, at - (at % columns) + columns - 1);
    default:
      return null;
  }
}

/**
 * Bytes that contradict the rest: a checksum that is wrong, a length that is not the packet's, a version that is not 4. What the sender
 * computes is then overridden.
 */
export function overriddenIn(lines: readonly PacketLine[], length: number): readonly PacketLine[] {
  return lines.filter(({ layer, field, value }) => {
    if (field === 'checksum') return value.endsWith('(wrong)');
    if (layer === 'IPv4' && field === 'version') return value !== '4';
    if (layer === 'IPv4' && field === 'length') return value !== String(length);
    return layer === 'UDP' && field === 'length' && value !== String(length - headerLengthIn(lines));
  });
}

const headerLengthIn = (lines: readonly PacketLine[]): number =>
  Number(lines.find(({ layer, field }) => layer === 'IPv4' && field === 'header length')?.value ?? 20);

/** The first thing in a text that is no pair of hex digits: its place among the characters and the byte it stands at. */
export function hexFault(
  text: string,
): { readonly index: number; readonly byte: number; readonly text: string } | null {
  let digits = 0;
  for (const [index, character] of [...text].entries()) {
    if (/\s/.test(character)) continue;
    if (!/[0-9a-f]/i.test(character)) return { index, byte: Math.floor(digits / 2), text: character };
    digits += 1;
  }
  return digits % 2 === 0 ? null : { index: text.length, byte: Math.floor(digits / 2), text: '' };
}
