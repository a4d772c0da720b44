import type { ChainView, RulesetView, RuleView, RunView } from '../engine/index.ts';

/** A chain whose rules cross as one piece of text: thousands of small objects would hold the page up while they are read. */
type PackedChain = Omit<ChainView, 'rules'> & { readonly packed: string };

interface PackedRuleset {
  readonly text: string;
  readonly tables: readonly {
    readonly name: RulesetView['tables'][number]['name'];
    readonly chains: readonly PackedChain[];
  }[];
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
  const tables = ruleset.tables.map(({ name, chains }) => ({
    name,
    chains: chains.map(({ rules, ...chain }) => ({ ...chain, packed: JSON.stringify(rules) })),
  }));
  return { text: ruleset.text, tables };
}

/** The same run again; the rules of a chain are read when somebody first asks for them. */
export const unpackRun = (run: PackedRun): RunView => ({ ...run, rulesets: run.rulesets.map(unpackRuleset) });

const unpackRuleset = ({ text, tables }: RulesetView | PackedRuleset): RulesetView => ({
  text,
  tables: tables.map(({ name, chains }) => ({
    name,
    chains: chains.map((chain) => ('packed' in chain ? unpackChain(chain) : chain)),
  })),
});

function unpackChain({ packed, ...chain }: PackedChain): ChainView {
  let rules: readonly RuleView[] | null = null;
  return Object.defineProperty(chain, 'rules', {
    enumerable: true,
    get: () => (rules ??= JSON.parse(packed) as readonly RuleView[]),
  }) as ChainView;
}
