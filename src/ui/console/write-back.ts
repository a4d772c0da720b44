import type { CommandAnswer, Scenario } from '../../engine/index.ts';

export type Written = 'ruleset' | 'routes' | 'rules' | 'sysctl';

/** Parts of the document that a command changed. */
export function writtenBy(answer: CommandAnswer): readonly Written[] {
  const { host, ruleset } = answer;
  return [
    ...(ruleset === null ? [] : ['ruleset' as const]),
    ...(host?.routes === undefined ? [] : ['routes' as const]),
    ...(host?.rules === undefined ? [] : ['rules' as const]),
    ...(host?.sysctl === undefined ? [] : ['sysctl' as const]),
  ];
}

/** The document with what a command changed. */
export function writeBack(scenario: Scenario, { ruleset, host }: CommandAnswer): Scenario {
  const next = host === null ? scenario : { ...scenario, host: { ...scenario.host, ...host } };
  return ruleset === null ? next : { ...next, ruleset };
}
