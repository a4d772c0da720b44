/**
 * Records the scenario sources on this machine's kernel: `npx tsx conformance/record.ts [SUBJECT…]`.
 * Every scenario is played twice; one that does not come out the same is reported and not written.
 */

import { compareRuns } from './compare.ts';
import type { Scenario } from './document.ts';
import { openOracle, oracleUnavailable, type Oracle } from './oracle.ts';
import { removeRecordings, writeRecording } from './recordings.ts';
import { SUBJECTS } from './scenarios/index.ts';

const unavailable = oracleUnavailable();
if (unavailable !== undefined) {
  console.error(unavailable);
  process.exit(2);
}

const wanted = process.argv.slice(2);
const oracle = openOracle(4);
let failed = 0;
for (const [subject, scenarios] of Object.entries(SUBJECTS)) {
  if (wanted.length > 0 && !wanted.includes(subject)) continue;
  removeRecordings(subject);
  const problems = await Promise.all(scenarios.map((scenario) => record(oracle, subject, scenario)));
  failed += problems.filter(Boolean).length;
  console.log(`${subject}: ${problems.filter((problem) => !problem).length} of ${scenarios.length} recorded`);
}
oracle.close();
process.exitCode = failed === 0 ? 0 : 1;

/** True when the scenario could not be recorded. */
async function record(oracle: Oracle, subject: string, scenario: Scenario): Promise<boolean> {
  const [once, twice] = [await oracle.run(scenario), await oracle.run(scenario)];
  const complain = (text: string): true => {
    console.error(`${subject}: ${scenario.title}: ${text}`);
    return true;
  };
  if (once.kind !== 'recorded') return complain(`${once.kind}: ${once.error}`);
  if (twice.kind !== 'recorded') return complain(`${twice.kind}: ${twice.error}`);
  const [first, second] = [once, twice].map((run) => ({ scenario: run.scenario, result: run.kernel }));
  const differences = first && second ? compareRuns(first, second) : [];
  for (const { path, kernel, engine } of differences) complain(`not the same twice: ${path}\n  ${kernel}\n  ${engine}`);
  if (differences.length === 0) writeRecording(subject, once);
  return differences.length > 0;
}
