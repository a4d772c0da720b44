/** Makes a scenario smaller while something about it stays true. */

import type { Scenario } from './document.ts';

/** Whether the smaller scenario still shows what is being looked for. */
export type StillShows = (scenario: Scenario) => Promise<boolean>;

/**
 * Packets must be bytes (a recorded scenario): steps are taken out without minding references. Once `seconds` are over,
 * the smallest scenario found so far is taken.
 */
export async function shrink(scenario: Scenario, stillShows: StillShows, seconds = 60): Promise<Scenario> {
  const end = performance.now() + seconds * 1000;
  return shrinkWhile(scenario, async (smaller) => performance.now() < end && (await stillShows(smaller)));
}

async function shrinkWhile(scenario: Scenario, stillShows: StillShows): Promise<Scenario> {
  let smallest = scenario;
  for (;;) {
    const before = JSON.stringify(smallest);
    smallest = await shrinkList(
      smallest,
      (s) => s.timeline,
      (s, timeline) => ({ ...s, timeline }),
      stillShows,
    );
    smallest = await shrinkList(smallest, ruleLines, withRuleLines, stillShows);
    smallest = await shrinkConditions(smallest, stillShows);
    for (const simpler of simplerHosts(smallest)) if (await stillShows(simpler)) smallest = simpler;
    if (JSON.stringify(smallest) === before) return smallest;
  }
}

/** Takes out runs of items, long ones first. */
async function shrinkList<T>(
  scenario: Scenario,
  items: (scenario: Scenario) => readonly T[],
  replace: (scenario: Scenario, items: readonly T[]) => Scenario,
  stillShows: StillShows,
): Promise<Scenario> {
  let smallest = scenario;
  for (let size = Math.ceil(items(smallest).length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < items(smallest).length;) {
      const list = items(smallest);
      const candidate = replace(smallest, [...list.slice(0, at), ...list.slice(at + size)]);
      if (await stillShows(candidate)) smallest = candidate;
      else at += size;
    }
  }
  return smallest;
}

const KEPT_LINE = /^(\*|COMMIT)/;
const ruleLines = (scenario: Scenario): readonly string[] => scenario.ruleset.split('\n').filter((line) => line !== '');

/** A table's frame stays as long as anything is in it; empty frames go. */
function withRuleLines(scenario: Scenario, lines: readonly string[]): Scenario {
  const wanted = new Set(lines);
  const kept = ruleLines(scenario).filter((line) => KEPT_LINE.test(line) || wanted.has(line));
  const ruleset = `${kept.join('\n')}\n`.replace(/\*\w+\nCOMMIT\n/g, '');
  return { ...scenario, ruleset: ruleset === '\n' ? '' : ruleset };
}

const CONDITION = / (?:! )?(?:-[sdiopf]|-m \w+|--[a-z-]+)(?: (?!-|!)(?:"[^"]*"|\S+))*/g;

/** Takes single conditions and options out of rules; what is then no longer legal simply does not show. */
async function shrinkConditions(scenario: Scenario, stillShows: StillShows): Promise<Scenario> {
  let smallest = scenario;
  for (const line of ruleLines(scenario).filter((text) => text.startsWith('-A'))) {
    let current = line;
    for (const condition of line.match(CONDITION) ?? []) {
      const shorter = current.replace(condition, '');
      const candidate = { ...smallest, ruleset: smallest.ruleset.replace(`${current}\n`, `${shorter}\n`) };
      if (shorter !== current && candidate.ruleset !== smallest.ruleset && (await stillShows(candidate))) {
        smallest = candidate;
        current = shorter;
      }
    }
  }
  return smallest;
}

function simplerHosts(scenario: Scenario): readonly Scenario[] {
  const { host } = scenario;
  const without = (key: keyof typeof host): Scenario => {
    const { [key]: _, ...rest } = host;
    return { ...scenario, host: rest as typeof host };
  };
  const optional = ['sysctl', 'sockets', 'rules', 'localStack', 'conntrack'] as const;
  return [
    ...optional.filter((key) => host[key] !== undefined).map(without),
    ...(host.interfaces.length > 2
      ? [
          {
            ...scenario,
            host: {
              ...host,
              interfaces: host.interfaces.slice(0, 2),
              routes: (host.routes ?? []).filter((route) => !route.includes('eth2')),
            },
          },
        ]
      : []),
  ];
}
