/** Words of iptables' output that several extensions share. */

const SAFE = /^[A-Za-z0-9_-]+$/;

/** xtables_save_string: bare where only letters, digits, '_' and '-', else in double quotes with `"`, `'` and `\` escaped. */
export const savedString = (text: string): string => (text !== '' && SAFE.test(text) ? text : quotedString(text));

/** The same, always in quotes (`--string`, `--log-prefix`). */
export const quotedString = (text: string): string =>
  `"${SPECIAL.test(text) ? text.replaceAll(/["'\\]/g, '\\$&') : text}"`;
const SPECIAL = /["'\\]/;

/** `! --option value` or `--option value`, for `save`. */
export const savedOption = (
  name: string,
  value: string | number | bigint | null,
  inverted = false,
): readonly string[] => [...(inverted ? ['!'] : []), `--${name}`, ...(value === null ? [] : [String(value)])];

/** 'a:b', or 'a' where both ends are equal. */
export const savedRange = (range: { readonly min: number | bigint; readonly max: number | bigint }): string =>
  range.min === range.max ? String(range.min) : `${range.min}:${range.max}`;

export const hex = (value: number | bigint): string => `0x${value.toString(16)}`;

/** '0x1' or, unless the mask is full, '0x1/0x3'. */
export const maskedHex = (value: number, mask: number, full = 0xffffffff): string =>
  mask === full ? hex(value) : `${hex(value)}/${hex(mask)}`;
