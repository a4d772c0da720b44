/** No number begins with it: a letter, as in a name where a number may stand. */
const beginsWithLetter = (text: string): boolean => text.charCodeAt(0) > 0x39;

/** A leading number as strtoull with base 0 reads it, and what follows it. Null where there is none, or a minus sign. */
export function leadingUnsigned(text: string): { readonly value: bigint; readonly rest: string } | null {
  const plain = smallDecimal(text);
  if (plain >= 0) return { value: BigInt(plain), rest: '' };
  if (beginsWithLetter(text)) return null;
  const found = /^[ \t\n\v\f\r]*\+?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/.exec(text);
  const digits = found?.[1];
  if (found === null || digits === undefined) return null;
  const octal = digits.length > 1 && digits.startsWith('0') && !/^0[xX]/.test(digits);
  return { value: BigInt(octal ? `0o${digits.slice(1)}` : digits), rest: text.slice(found[0].length) };
}

/** Value of one to nine decimal digits without a leading zero, -1 for any other text: what numbers nearly always are. */
function smallDecimal(text: string): number {
  if (text.length > 9 || text === '' || (text.length > 1 && text.startsWith('0'))) return -1;
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** xtables_strtoui of the whole text: a number from `min` to `max` (at most 2^53), else null. */
export function parseUnsigned(text: string, max: number, min = 0): number | null {
  const plain = smallDecimal(text);
  if (plain >= 0) return plain >= min && plain <= max ? plain : null;
  if (beginsWithLetter(text)) return null;
  const value = parseUnsigned64(text, BigInt(max), BigInt(min));
  return value === null ? null : Number(value);
}

/** xtables_strtoul of the whole text. */
export function parseUnsigned64(text: string, max: bigint, min = 0n): bigint | null {
  const found = leadingUnsigned(text);
  return found !== null && found.rest === '' && found.value >= min && found.value <= max ? found.value : null;
}

/** sscanf("%llu"): leading digits, whatever follows. */
export const leadingDecimal = (text: string): bigint | null => {
  const plain = smallDecimal(text);
  if (plain >= 0) return BigInt(plain);
  const digits = /^\s*\+?(\d+)/.exec(text)?.[1];
  return digits === undefined ? null : BigInt.asUintN(64, BigInt(digits));
};
