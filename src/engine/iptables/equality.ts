/** Equality of rules as -D and -C compare them: structurally, extensions in order, counters aside. */
import type { MatchUse, Rule, TargetUse } from '../model/index.ts';

/** Deep equality of plain data: what params and heads are made of. */
export function areEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || ArrayBuffer.isView(one)) return areEqualLists(one, other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length && keys.every((key) => areEqual(one[key as never], other[key as never]))
  );
}

function areEqualLists(one: unknown, other: object): boolean {
  const first = one as ArrayLike<unknown>;
  const second = other as ArrayLike<unknown>;
  if (first.length !== second.length) return false;
  for (let i = 0; i < first.length; i++) if (!areEqual(first[i], second[i])) return false;
  return true;
}

const areEqualMatches = (one: MatchUse, other: MatchUse): boolean =>
  one.name === other.name && areEqual(one.params, other.params) && areEqual(one.raw, other.raw);

function areEqualTargets(one: TargetUse, other: TargetUse): boolean {
  if (one.kind !== 'extension' || other.kind !== 'extension') return areEqual(one, other);
  return one.name === other.name && areEqual(one.params, other.params) && areEqual(one.raw, other.raw);
}

export const areEqualRules = (one: Rule, other: Rule): boolean =>
  one === other ||
  (areEqual(one.head, other.head) &&
    areEqualTargets(one.target, other.target) &&
    one.matches.length === other.matches.length &&
    one.matches.every((use, index) => areEqualMatches(use, other.matches[index] as MatchUse)));
