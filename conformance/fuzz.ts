/**
 * Random scenarios on the kernel and on the engine: `npx tsx conformance/fuzz.ts --count N --seed S [--self]
 * [--matches tcp,udp] [--targets LOG,DROP] [--shrink N] [--workers N] [--out DIR]`. The first N differences (5) are shrunk to the smallest scenario that still
 * shows it; all are written to DIR (default .reports/fuzz). `--self` holds the kernel against itself.
 */

import { parseArgs } from 'node:util';

import { generateScenario } from './generate/scenario.ts';
import { HUNT_OPTIONS, hunt } from './hunt.ts';

const { values } = parseArgs({
  options: { ...HUNT_OPTIONS, matches: { type: 'string' }, targets: { type: 'string' } },
});
const vocabulary = {
  ...(values.matches !== undefined && { matches: values.matches.split(',') }),
  ...(values.targets !== undefined && { targets: values.targets.split(',') }),
};
await hunt((seed) => generateScenario(seed, vocabulary), values);
