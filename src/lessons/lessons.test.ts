import { expect, test, describe } from 'vitest';
import { commandOn, runScenario, validateLesson } from '../engine/index.ts';
import type { ExpectationView, LessonDocument, Scenario, SolutionStep, Step } from '../engine/index.ts';
import { runShell } from '../shell/index.ts';
import { parseLine } from '../shell/syntax.ts';
import { writeBack } from '../ui/console/write-back.ts';
import { insertStep } from '../ui/timeline/steps.ts';
import { choiceScenario, hiddenRun, ownSteps } from './checking.ts';
import { COURSES, lessonScenario, loadCourse, type Lesson } from './index.ts';
import { GLOSSARY } from './glossary/index.ts';
import { textsOf, termsIn } from './texts.ts';

const loaded = await Promise.all(COURSES.map(async (course) => ({ course, lessons: await loadCourse(course.id) })));
const all = loaded.flatMap(({ course, lessons }) => lessons.map((lesson) => ({ course, lesson, id: lesson.id })));

function walk(scenario: Scenario): readonly (readonly ExpectationView[])[] {
  const record = runScenario(scenario, { shell: runShell, events: true });
  if (!record.ok) throw new Error(record.error.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  if (record.value.restore.exit !== 0) throw new Error(record.value.restore.stderr);
  return record.value.steps.map(({ expectations }) => expectations);
}

const TERMS = GLOSSARY.map(({ id }) => id);

const misses = (views: readonly ExpectationView[]): readonly string[] =>
  views.filter(({ pass }) => !pass).map(({ text, was }) => `${text}, was ${was || 'nothing'}`);

/** What of the goal does not hold, by the number of the lesson's step. */
function unmet(lesson: LessonDocument, scenario: Scenario): readonly string[] {
  const found = walk(scenario);
  const own = ownSteps(lesson, scenario.timeline);
  return lesson.timeline.flatMap(({ goal }, index) => {
    if (goal === undefined) return [];
    const at = own[index] ?? null;
    if (at === null) return [`step ${index + 1} is not the lesson’s any more`];
    return misses(found[at] ?? []).map((miss) => `step ${index + 1}: ${miss}`);
  });
}

/** Types the commands as a learner would: into the console before the first step, or as a step of the timeline. */
function typed(scenario: Scenario, commands: readonly SolutionStep[]): Scenario {
  let inserted = 0;
  return commands.reduce((before, command) => {
    if (typeof command !== 'string') {
      const step: Step = { command: command.command };
      return { ...before, timeline: insertStep(before.timeline, command.after + inserted++, step) };
    }
    const answer = commandOn(before, command, null, runShell);
    expect(answer.exit, `${command}: ${answer.stderr}`).toBe(0);
    expect(answer.ruleset !== null || answer.host !== null, `${command} changes nothing`).toBe(true);
    return writeBack(before, answer);
  }, scenario);
}

function failedHidden(lesson: LessonDocument, scenario: Scenario): readonly number[] {
  return (lesson.hidden ?? []).flatMap(({ timeline }, index) => {
    const run = hiddenRun(lesson, scenario, timeline);
    const views = walk(run.scenario).slice(run.from).flat();
    return misses(views).length > 0 || views.length === 0 ? [index + 1] : [];
  });
}

const translation = (command: string): ReturnType<typeof commandOn> =>
  commandOn(
    { chainwalk: 1, host: { interfaces: [] }, timeline: [] },
    command.replace(/^iptables\b/, 'iptables-translate'),
    null,
    runShell,
  );

test('the lessons of a folder are those of its course, and forty in all at least', () => {
  for (const { course, lessons } of loaded) expect(lessons.map(({ id }) => id)).toEqual(course.lessons);
  expect(all.length).toBeGreaterThanOrEqual(40);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

describe.each(all)('lesson $id', ({ lesson }: { readonly lesson: Lesson }) => {
  const start = lessonScenario(lesson, 'en');

  test('is a valid document, as a link would carry it', () => {
    expect(validateLesson(JSON.parse(JSON.stringify(lesson)))).toMatchObject({ ok: true });
  });

  test('says everything in both languages, and its terms are in the glossary', () => {
    for (const { path, text } of textsOf(lesson)) {
      expect(text.en?.trim(), `${path}.en`).toBeTruthy();
      expect(text.zh, `${path}.zh`).toMatch(/\p{Script=Han}/u);
      expect(termsIn(text.zh), `${path}: terms of both languages`).toEqual(termsIn(text.en));
      for (const term of termsIn(text.en)) expect(TERMS, `of ${path}`).toContain(term);
    }
    expect(lesson.hints.length, 'hints').toBeGreaterThan(0);
  });

  test('its machine is the same in both languages', () => {
    const bare = ({ title: _title, lang: _lang, timeline, ...rest }: Scenario) => ({
      ...rest,
      timeline: timeline.map(({ note: _note, ...step }) => step),
    });
    expect(bare(lessonScenario(lesson, 'zh'))).toEqual(bare(start));
  });

  test('its iptables commands translate to nft, and what to try is a command', () => {
    expect(lesson.inIptables.length, 'inIptables').toBeGreaterThan(0);
    for (const command of lesson.inIptables) {
      expect(command).toMatch(/^iptables /);
      const { exit, stdout, stderr } = translation(command);
      expect(exit, `${command}: ${stderr}`).toBe(0);
      expect(stdout.trim(), `of ${command}`).not.toBe('');
    }
    expect(lesson.tryIt.length, 'tryIt').toBeGreaterThan(0);
    for (const { command } of lesson.tryIt) expect(parseLine(command), `of ${command}`).toMatchObject({ ok: true });
  });
});

const ofKind = (...kinds: readonly Lesson['kind'][]) => all.filter(({ lesson }) => kinds.includes(lesson.kind));

describe.each(ofKind('predict'))('lesson $id', ({ lesson }) => {
  test('of each question exactly one choice is what the engine says', () => {
    const start = lessonScenario(lesson, 'en');
    lesson.timeline.forEach(({ predict }, index) => {
      const right = predict?.choices.filter((choice) => {
        const views = walk(choiceScenario(start, index, choice.expect))[index] ?? [];
        return views.length > 0 && misses(views).length === 0;
      });
      expect(right?.map(({ says }) => says.en) ?? ['not asked'], `step ${index + 1}`).toHaveLength(1);
    });
  });
});

describe.each(ofKind('goal', 'find-the-bug', 'write-the-rule'))('lesson $id', ({ lesson }) => {
  test('the start does not meet the goal, and the solution does', () => {
    const start = lessonScenario(lesson, 'en');
    expect(unmet(lesson, start), 'the start already meets the goal').not.toEqual([]);
    const solved = typed(start, lesson.solution);
    expect(unmet(lesson, solved), 'the solution does not meet the goal').toEqual([]);
    expect(failedHidden(lesson, solved), 'hidden cases that the solution fails').toEqual([]);
  });
});

describe.each(ofKind('write-the-rule'))('lesson $id', ({ lesson }) => {
  test('each trap meets the goal and fails the hidden case that shows it', () => {
    expect(lesson.traps?.length ?? 0, 'traps').toBeGreaterThan(0);
    for (const { commands, fails } of lesson.traps ?? []) {
      const trapped = typed(lessonScenario(lesson, 'en'), commands);
      const name = `trap ${JSON.stringify(commands)}`;
      expect(unmet(lesson, trapped), `${name}: the goal`).toEqual([]);
      expect(failedHidden(lesson, trapped), `${name}: hidden cases failed`).toContain(fails);
    }
  });
});
