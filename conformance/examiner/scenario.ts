/** One scenario of the second generator: it follows kernel behaviour by subject, and real rulesets. */
import type { Scenario } from '../document.ts';
import { aimAt, type Aim } from './aim.ts';
import { Chance } from './chance.ts';
import { drawCommand } from './commands.ts';
import {
  burst,
  echoConversation,
  ftpConversation,
  listenerConversation,
  otherConversation,
  tcpConversation,
  tftpConversation,
  udpConversation,
  type Timeline,
} from './conversations.ts';
import { drawSets } from './fill.ts';
import { drawIdioms } from './idioms.ts';
import { error, fragmented, mutated, oddSegment, shot, strange } from './oddities.ts';
import { drawRules, format, trace, type Rule } from './ruleset.ts';
import { drawWild } from './wild.ts';
import { drawWorld, type World } from './world.ts';

type Act = (chance: Chance, timeline: Timeline, aim: Aim, world: World) => void;

const ACTS: readonly (readonly [number, Act])[] = [
  [8, shot],
  [4, tcpConversation],
  [3, listenerConversation],
  [3, udpConversation],
  [2, echoConversation],
  [2, otherConversation],
  [3, fragmented],
  [3, mutated],
  [3, strange],
  [3, error],
  [2, oddSegment],
  [2, ftpConversation],
  [1, tftpConversation],
  [1, burst],
];
const WEIGHTED = ACTS.flatMap(([weight, act]) => Array.from({ length: weight }, () => act));

const MAX_STEPS = 40;
/** Seconds. */
const MOST_WAITED = 3;

export function examine(seed: number): Scenario {
  const chance = new Chance(seed);
  const wild = chance.oneIn(3) ? drawWild(chance) : undefined;
  const world = wild?.world ?? drawWorld(chance);
  const rules = wild?.rules ?? drawRuleset(chance, world);
  const ruleset = wild?.ruleset ?? format(chance, rules);
  const timeline = drawTimeline(chance, world, rules);
  return {
    chainwalk: 1,
    host: world.host,
    ruleset,
    ...(/match-set|SET --/.test(ruleset + JSON.stringify(timeline)) &&
      wild === undefined && { ipsets: drawSets(chance, world) }),
    timeline,
  };
}

function drawRuleset(chance: Chance, world: World): readonly Rule[] {
  const parts = chance.pick([[drawRules], [drawIdioms], [drawRules, drawIdioms], [drawIdioms]]);
  return [...trace(chance), ...parts.flatMap((draw) => draw(chance, world))];
}

function drawTimeline(chance: Chance, world: World, rules: readonly Rule[]): Timeline {
  const timeline: Timeline = [];
  const subjects = rules.filter(({ words }) => words !== '-j TRACE');
  let earlier: Aim | undefined;
  for (let left = chance.between(2, 6); left > 0 && timeline.length < MAX_STEPS; left--) {
    const rule =
      subjects.length > 0 && !chance.oneIn(8)
        ? chance.pick(subjects)
        : { chain: chance.pick(['INPUT', 'FORWARD', 'OUTPUT']), words: '' };
    const aim =
      earlier !== undefined && chance.oneIn(3)
        ? { ...earlier, ...(chance.oneIn(2) && { sport: earlier.sport ^ 1 }) }
        : aimAt(chance, world, rule.chain, rule.words);
    chance.pick(WEIGHTED)(chance, timeline, aim, world);
    earlier = aim;
    if (chance.oneIn(6)) timeline.push({ command: drawCommand(chance, world, subjects) });
    if (chance.oneIn(25)) timeline.push({ wait: chance.pick([1, 0.5]) });
  }
  return withinPatience(timeline);
}

/** The waits that real time has patience for. */
function withinPatience(timeline: Timeline): Timeline {
  let waited = 0;
  return timeline.map((step) => {
    if (!('wait' in step)) return step;
    const wait = waited + step.wait > MOST_WAITED ? 0 : step.wait;
    waited += wait;
    return { wait };
  });
}
