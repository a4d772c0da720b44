import type { ChainView, RulesetView, RuleView, RunView, TableView } from '../engine/index.ts';

/** A table as text: thousands of small objects would hold the page up while they are read. */
interface PackedTable {
  readonly name: TableView['name'];
  /** JSON of its chains without their rules. */
  readonly heads: string;
  /** JSON of each chain's rules. */
  readonly rules: readonly string[];
}

interface PackedRuleset {
  readonly text: string;
  readonly packed: readonly PackedTable[];
}

export type PackedRun = Omit<RunView, 'rulesets'> & { readonly rulesets: readonly (RulesetView | PackedRuleset)[] };

/** Fewer rules cross as they are. */
const PACKED_FROM = 500;

export const packRun = (view: RunView): PackedRun => ({ ...view, rulesets: view.rulesets.map(packRuleset) });

function packRuleset(ruleset: RulesetView): RulesetView | PackedRuleset {
  const count = ruleset.tables.reduce(
    (sum, { chains }) => sum + chains.reduce((rules, chain) => rules + chain.rules.length, 0),
    0,
  );
  if (count < PACKED_FROM) return ruleset;
  const packed = ruleset.tables.map(({ name, chains }) => ({
    name,
    heads: JSON.stringify(chains.map((chain) => ({ ...chain, rules: undefined }))),
    rules: chains.map(({ rules }) => JSON.stringify(rules)),
  }));
  return { text: ruleset.text, packed };
}

/** Whether any of its rulesets was large enough to be packed. */
export const isPacked = (run: PackedRun): boolean => run.rulesets.some((ruleset) => 'packed' in ruleset);

/** The same run again; the rules of a chain are read when somebody first asks for them. */
export const unpackRun = (run: PackedRun): RunView => ({ ...run, rulesets: run.rulesets.map(unpackRuleset) });

const unpackRuleset = (ruleset: RulesetView | PackedRuleset): RulesetView =>
  'packed' in ruleset ? { text: ruleset.text, tables: ruleset.packed.map(unpackTable) } : ruleset;

const unpackTable = ({ name, heads, rules }: PackedTable): TableView => ({
  name,
  chains: (JSON.parse(heads) as Omit<ChainView, 'rules'>[]).map((head, index) =>
    unpackChain(head, rules[index] ?? '[]'),
  ),
});

function unpackChain(head: Omit<ChainView, 'rules'>, text: string): ChainView {
  let rules: readonly RuleView[] | null = null;
  return Object.defineProperty(head, 'rules', {
    enumerable: true,
    get: () => (rules ??= JSON.parse(text) as readonly RuleView[]),
  }) as ChainView;
}
