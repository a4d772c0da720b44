import type { CommandAnswer, Scenario } from '../../engine/index.ts';

export type Written = 'ruleset' | 'ipsets' | 'routes' | 'rules' | 'sysctl';

/** Parts of the document that a command changed. */
export function writtenBy(answer: CommandAnswer): readonly Written[] {
  const { host, ipsets, ruleset } = answer;
  return [
    ...(ruleset === null ? [] : ['ruleset' as const]),
    ...(ipsets === null ? [] : ['ipsets' as const]),
    ...(host?.routes === undefined ? [] : ['routes' as const]),
    ...(host?.rules === undefined ? [] : ['rules' as const]),
    ...(host?.sysctl === undefined ? [] : ['sysctl' as const]),
  ];
}

/** The document with what a command changed. */
export function writeBack(scenario: Scenario, { ruleset, host, ipsets }: CommandAnswer): Scenario {
  return {
    ...scenario,
    ...(host !== null && { host: { ...scenario.host, ...host } }),
    ...(ruleset !== null && { ruleset }),
    ...(ipsets !== null && { ipsets }),
  };
}
