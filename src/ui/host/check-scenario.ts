import type { Scenario } from '../../engine/index.ts';
import type { Engine } from '../../store/index.ts';

/** Where in the document, as in JavaScript ('host.routes[1]'), and what is wrong there. */
export interface ScenarioProblem {
  readonly path: string;
  readonly message: string;
}

/**
 * What is wrong with a document that someone is about to put in force: first its shape, then whether the machine can be built from it.
 * Empty when it is right.
 */
export async function checkScenario(engine: Engine, candidate: Scenario): Promise<readonly ScenarioProblem[]> {
  const checked = await engine.validate(candidate);
  if ('problems' in checked) return checked.problems;
  const { exit, stderr } = await engine.command(candidate, 'echo', null);
  return exit === 0 ? [] : stderr.trim().split('\n').map(problemOfLine);
}

/** 'host.routes[1]: Error: …' as the engine says it when a machine cannot be built. */
export function problemOfLine(line: string): ScenarioProblem {
  const found = /^(host\.\S+?|ipsets\S*?): (.*)$/.exec(line);
  return found === null ? { path: '', message: line } : { path: found[1] ?? '', message: found[2] ?? '' };
}
