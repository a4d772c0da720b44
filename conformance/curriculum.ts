/**
 * Plays what the project teaches on this machine's kernel and keeps what the real tools answered, beside the lessons:
 * `npx tsx conformance/curriculum.ts`. What `iptables` draws from chance or the clock is in none of it.
 */

import { writeFileSync } from 'node:fs';

import { buildPacket, toHex } from '../src/engine/index.ts';
import type { Step } from '../src/engine/index.ts';
import { loadCurriculum } from '../src/lessons/index.ts';
import type { Scenario as OracleScenario, Step as OracleStep } from './document.ts';
import { openOracle, oracleUnavailable } from './oracle.ts';

const unavailable = oracleUnavailable();
if (unavailable !== undefined) {
  console.error(unavailable);
  process.exit(2);
}

function asBytes(step: Step): OracleStep {
  if (!('packet' in step)) return step;
  const { in: device = '', ...fields } = step.packet;
  return { packet: { in: device, hex: toHex(buildPacket(fields)) } };
}

const oracle = openOracle(1);
const answers: Record<string, unknown> = {};
let failed = false;
for (const { title = '', host, ruleset = '', timeline } of await loadCurriculum()) {
  const scenario = { chainwalk: 1, title, host, ruleset, timeline: timeline.map(asBytes) } as OracleScenario;
  const answer = await oracle.run(scenario);
  failed ||= answer.kind !== 'recorded';
  if (answer.kind !== 'recorded') console.error(`${title}: ${answer.kind}: ${answer.error}`);
  else
    answers[title] = answer.kernel.steps?.flatMap(({ exit, stdout, stderr }) =>
      exit === undefined ? [] : [{ exit, stdout, stderr }],
    );
}
oracle.close();
if (!failed)
  writeFileSync(
    new URL('../src/lessons/curriculum/recorded.json', import.meta.url),
    `${JSON.stringify(answers, null, 1)}\n`,
  );
process.exitCode = failed ? 1 : 0;
