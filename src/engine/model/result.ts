/** Outcome of an operation on what people type: never thrown. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** Closes a `switch` over a union: a new member stops compiling here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}

/** A message about a stretch of a text. `from` and `to` are UTF-16 offsets into that text, `to` exclusive. */
export interface Diagnostic {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly message: string;
  /** A certain fix, where there is one: the text that belongs in place of `from`–`to`. */
  readonly fix?: { readonly label: string; readonly text: string };
}
