/** Outcome of reading bytes; the same shape as the model's Result, which this room may not import. */
export type Parsed<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const parsed = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const refused = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });
