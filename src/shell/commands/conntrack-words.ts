/** strtoul: the number that the text begins with, else 0. */
export function leadingNumber(text: string): number {
  const found = /^\s*[-+]?(0x[0-9a-fA-F]+|\d+)/.exec(text);
  return found === null ? 0 : Number(found[1]);
}

/** inet_aton: one to four numbers, decimal, 0x hex or 0 octal; the last one fills what is left. */
export function readAddress(text: string): number | null {
  const parts = text.split('.');
  if (parts.length > 4 || parts.some((part) => !/^(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.test(part))) return null;
  const numbers = parts.map((part) => (/^0[0-7]+$/.test(part) ? Number.parseInt(part, 8) : Number(part)));
  const last = numbers.pop() ?? 0;
  if (last >= 256 ** (4 - numbers.length) || numbers.some((number) => number > 255)) return null;
  return numbers.reduce((sum, number, at) => sum + number * 256 ** (3 - at), last);
}

/** 'value/mask' of --mark. */
export function readMark(text: string): { readonly value: number; readonly mask: number } {
  const [value = '', mask] = text.split('/');
  return { value: leadingNumber(value) >>> 0, mask: mask === undefined ? 0xffffffff : leadingNumber(mask) >>> 0 };
}
