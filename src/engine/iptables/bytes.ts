/** Lengths as C counts them: in bytes of UTF-8. */

const ASCII = /^[\0-\x7f]*$/;
const encoder = new TextEncoder();

export const byteLength = (text: string): number => (ASCII.test(text) ? text.length : encoder.encode(text).length);

/** printf("%-9s"): fills up with blanks to a width in bytes. */
export const padBytes = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - byteLength(text)));
