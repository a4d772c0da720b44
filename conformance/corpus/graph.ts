/**
 * Runs every ruleset of the corpus as the page would, with traffic of every kind: `tsx conformance/corpus/graph.ts [DIRECTORY]`. Nothing
 * may throw, every step must have an answer, and the walk may stop as unknown only at a rule that names what is not modelled.
 */
import type { RuleView, RunView, WalkEvent } from '../../src/engine/index.ts';
import { api } from '../../src/worker/api.ts';
import { corpusDirectory } from './corpus.ts';
import { graphScenarios, type NamedScenario } from './graph-scenarios.ts';

interface Finding {
  readonly faults: readonly string[];
  /** Extensions at which walks stopped as unknown. */
  readonly unknown: readonly string[];
}

function check({ name, scenario }: NamedScenario): Finding {
  try {
    const view = structuredClone(api.run(scenario));
    if (view.restore.exit !== 0) return { faults: [`${name}: refused: ${view.restore.stderr.trim()}`], unknown: [] };
    const missing = scenario.timeline.length - view.steps.length;
    const events = view.steps.flatMap((step) =>
      step.events.map((event) => ({ event, rulesets: view.rulesets[step.rulesetBefore] })),
    );
    const found = events.flatMap(({ event, rulesets }) =>
      event.kind === 'unknown' ? [{ what: event.what, isSaid: isSaid(event, rulesets) }] : [],
    );
    return {
      faults: [
        ...(missing === 0 ? [] : [`${name}: ${missing} steps have no answer`]),
        ...found
          .filter(({ isSaid: said }) => !said)
          .map(({ what }) => `${name}: unknown without a rule that is not modelled: ${what}`),
      ],
      unknown: found.map(({ what }) => what),
    };
  } catch (error) {
    return {
      faults: [`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
      unknown: [],
    };
  }
}

/** Whether the rule at which the walk stopped names what is not modelled. */
function isSaid(
  event: Extract<WalkEvent, { readonly kind: 'unknown' }>,
  ruleset: RunView['rulesets'][number] | undefined,
): boolean {
  const { place, what } = event;
  if (place === undefined) return false;
  const chain = ruleset?.tables
    .find((table) => table.name === place.table)
    ?.chains.find((one) => one.name === place.chain);
  const rule: RuleView | undefined = chain?.rules[place.rule - 1];
  return rule?.notModelled?.some((name) => what.includes(name)) ?? false;
}

const directory = corpusDirectory();
if (directory === null) {
  console.log('The corpus is not here: nothing was run.');
} else {
  const scenarios = graphScenarios(directory);
  const findings = scenarios.map(check);
  const faults = findings.flatMap((finding) => finding.faults);
  const counts = new Map<string, number>();
  for (const what of findings.flatMap((finding) => finding.unknown)) counts.set(what, (counts.get(what) ?? 0) + 1);
  console.log(
    `graph: ${findings.filter((finding) => finding.faults.length === 0).length} of ${scenarios.length} rulesets run`,
  );
  for (const [what, count] of counts) console.log(`    stopped as unknown: ${what} ${count}`);
  for (const fault of faults.slice(0, Number(process.env['SHOWN'] ?? 20))) console.log(`    ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
