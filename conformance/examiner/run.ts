/**
 * Scenarios of the second generator on both sides: `npx tsx conformance/examiner/run.ts --count N --seed S`. It shares
 * nothing with `generate/`. With CHAINWALK_CORPUS set to a directory that has rulesets.jsonl.gz, a third of the
 * scenarios are real rulesets with packets aimed at their rules. `--show` prints the scenario of the seed.
 */
import { parseArgs } from 'node:util';

import { HUNT_OPTIONS, hunt } from '../hunt.ts';
import { examine } from './scenario.ts';

const { values } = parseArgs({
  options: {
    ...HUNT_OPTIONS,
    out: { type: 'string', default: '.reports/examiner' },
    show: { type: 'boolean', default: false },
  },
});
if (values.show) console.log(JSON.stringify(examine(Number(values.seed)), null, 2));
else await hunt(examine, values);
