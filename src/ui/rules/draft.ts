import type { RulePlace } from '../../engine/index.ts';

/** A rule about to be added, to be number `at` of its chain. */
export type Draft = { readonly table: RulePlace['table']; readonly chain: string; readonly at: number };
