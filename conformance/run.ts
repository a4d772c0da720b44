/**
 * Scenario files on the kernel and on the engine: `npx tsx conformance/run.ts [--kernel] FILE…`. `--kernel` prints
 * what the kernel does and compares nothing. A recording's file serves too: its scenario is played again.
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { playBoth, showDifferences } from './batch.ts';
import type { Recording, Scenario } from './document.ts';
import { engine as chainwalk } from './engine.ts';
import { openOracle, oracleUnavailable } from './oracle.ts';

const { values, positionals } = parseArgs({
  options: { kernel: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unavailable = oracleUnavailable();
if (unavailable !== undefined) {
  console.error(unavailable);
  process.exit(2);
}

const engine = chainwalk;
const oracle = openOracle(1);
for (const file of positionals) {
  const document = JSON.parse(readFileSync(file, 'utf8')) as Scenario | Recording;
  const scenario = 'scenario' in document ? document.scenario : document;
  if (values.kernel) {
    console.log(JSON.stringify(await oracle.run(scenario), null, 2));
    continue;
  }
  const outcome = await playBoth(oracle, engine, scenario);
  if (outcome.kind !== 'agree') process.exitCode = 1;
  console.log(`${file}: ${outcome.kind}${outcome.kind === 'unplayed' ? `: ${outcome.reason}` : ''}`);
  if (outcome.kind === 'differ') console.log(showDifferences(outcome.differences));
}
oracle.close();
