import { useEffect, useEffectEvent, useState } from 'react';

export interface Answer<T> {
  /** The last good answer, also while a newer one is awaited. */
  readonly value: T | null;
  /** Why the newest question failed. */
  readonly failure: string | null;
  /** Whether it answers the newest question, not one before. */
  readonly isNewest: boolean;
}

/**
 * Asks the engine when `key` changes; the newest question wins. `ask` null asks nothing. The key says what the answer depends on, since
 * the question itself is a new function at every render.
 */
export function useAnswer<T>(ask: (() => Promise<T>) | null, key: unknown): Answer<T> {
  const [answer, setAnswer] = useState<Omit<Answer<T>, 'isNewest'> & { readonly to?: unknown }>({
    value: null,
    failure: null,
  });
  const question = useEffectEvent((_key: unknown) => ask?.() ?? null);
  useEffect(() => {
    let isNewest = true;
    question(key)?.then(
      (value) => {
        if (isNewest) setAnswer({ value, failure: null, to: key });
      },
      (reason: unknown) => {
        const failure = reason instanceof Error ? reason.message : String(reason);
        if (isNewest) setAnswer((before) => ({ ...before, failure, to: key }));
      },
    );
    return () => {
      isNewest = false;
    };
  }, [key]);
  return { value: answer.value, failure: answer.failure, isNewest: answer.to === key };
}

/** The value once it has stood still for a while: for questions asked while someone types. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
