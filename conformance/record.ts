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
  const answer = await oracle.run(scenario);
  if (answer.kind !== 'recorded') {
    console.error(`${subject}: ${scenario.title}: ${answer.kind}: ${answer.error}`);
    return true;
  }
  const again = await oracle.run(scenario);
  if (again.kind !== 'recorded') return true;
  const [once, twice] = [answer, again].map((run) => ({ scenario: run.scenario, result: run.kernel }));
  const differences = once && twice ? compareRuns(once, twice) : [];
  for (const { path, kernel, engine } of differences) {
    console.error(`${subject}: ${scenario.title}: not the same twice: ${path}\n  ${kernel}\n  ${engine}`);
  }
  if (differences.length > 0) return true;
  writeRecording(subject, answer);
  return false;
}
