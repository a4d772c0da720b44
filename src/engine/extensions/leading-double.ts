/** A leading number as strtod reads it, and what follows it. Null where there is none. */
export function leadingDouble(text: string): { readonly value: number; readonly rest: string } | null {
  const found = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(text);
  if (found === null) return null;
  const value = Number(found[2]);
  return { value: found[1] === '-' ? -value : value, rest: text.slice(found[0].length) };
}
