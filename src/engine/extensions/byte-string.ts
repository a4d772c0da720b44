/** Byte strings: one character (0–255) a byte, so that they compare and print like any string. */

export const bytesOf = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');

/** isprint in the C locale, over the whole. */
export const isPrintable = (bytes: string): boolean => /^[\x20-\x7e]*$/.test(bytes);

/** '0a54' */
export const hexOf = (bytes: string): string =>
  Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
