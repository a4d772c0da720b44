import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem, Scenario } from '../../engine/index.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { lessonScenario, linkedKey } from '../../lessons/index.ts';
import { useAppStore, useEngine, type AppStore, type Engine } from '../../store/index.ts';
import { checkScenario } from '../host/check-scenario.ts';
import { readTraceLog, recordedPackets, recordedSteps } from '../../formats/index.ts';
import { madeUp, missingInterfaces } from './interfaces-of.ts';
import { isTaught, withoutLoopback, type Recognised } from './recognise.ts';

const LONGEST_PROBLEM = 1000;

/** What people may want besides the text itself. */
export interface ImportChoices {
  /** Interfaces that the rules name and the host lacks. */
  readonly addInterfaces: boolean;
  /** A new title, and the old description goes; null keeps both. */
  readonly title: string | null;
}

/** Puts what was recognised into the document as one undoable edit. Gives what is wrong, line by line; then nothing was changed. */
export function useImport(): (found: Recognised, choices: ImportChoices) => Promise<readonly string[]> {
  const store = useAppStore();
  const engine = useEngine();
  const { t } = useTranslation('share');
  return useMemo(
    () => async (found, choices) => {
      if (isTaught(found.scenario))
        return openTaught(store, engine, found.scenario, (title) => t('undoOpen', { title }));
      if (found.scenario !== null)
        return openScenario(store, engine, found.scenario, (title) => t('undoOpen', { title: title ?? t('untitled') }));
      const { scenario, recordings } = traced(merged(store.getState().scenario, found, choices), found);
      const candidate = scenario;
      // The ruleset is looked at apart, so that its errors have their lines.
      const problems = await checkScenario(engine, { ...candidate, ruleset: '', timeline: [] });
      if (problems.length > 0) return problems.map(({ path, message }) => `${path}: ${message}`);
      if (found.ruleset !== null) {
        const answer = await engine.checkRuleset(found.ruleset, candidate);
        const errors = answer.diagnostics.filter((one) => one.severity === 'error');
        if (answer.exit !== 0 && errors.length === 0) return [answer.stderr.trim().slice(0, LONGEST_PROBLEM)];
        if (answer.exit !== 0) return errors.map(({ line, message }) => t('inRuleset', { line, message }));
      }
      if (recordings !== null) store.getState().setRecordings(recordings);
      store.getState().edit(t('undoImport'), () => candidate);
      return [];
    },
    [store, engine, t],
  );
}

/** A lesson's file, or a course's: it opens as its link would. */
async function openTaught(
  store: AppStore,
  engine: Engine,
  document: object,
  label: (title: string) => string,
): Promise<readonly string[]> {
  const answer = await ('chainwalkCourse' in document
    ? engine.validateCourse(document)
    : engine.validateLesson(document));
  if ('problems' in answer) return lines(answer.problems);
  const course = 'course' in answer ? answer.course : null;
  const lesson = 'course' in answer ? answer.course.lessons[0] : answer.lesson;
  if (lesson === undefined) return [];
  const start = lessonScenario(lesson, currentLanguage());
  const place = { kind: 'link', course, index: 0 } as const;
  store.getState().openLesson({ document: lesson, place, key: linkedKey(lesson), start }, label(start.title ?? ''));
  return [];
}

const lines = (problems: readonly Problem[]): readonly string[] =>
  problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));

async function openScenario(
  store: AppStore,
  engine: Engine,
  document: unknown,
  label: (title: string | undefined) => string,
): Promise<readonly string[]> {
  const checked = await engine.validate(document);
  if ('problems' in checked) return lines(checked.problems);
  store.getState().load(checked.scenario, 'file', label(checked.scenario.title));
  return [];
}

/** The packets of a pasted log become the timeline; what the kernel did with them is kept beside it. */
function traced(scenario: Scenario, found: Recognised) {
  if (found.trace === null) return { scenario, recordings: null };
  const steps = recordedSteps(recordedPackets(readTraceLog(found.trace)));
  const recordings = new Map(steps.flatMap(({ step, packet }) => (packet === null ? [] : [[step, packet] as const])));
  const named = new Set(steps.flatMap(({ step }) => ('packet' in step ? (step.packet.in ?? []) : [])));
  const there = new Set(['lo', ...scenario.host.interfaces.map(({ name }) => name)]);
  const interfaces = scenario.host.interfaces;
  const missing = madeUp(
    [...named].filter((name) => !there.has(name)),
    interfaces.length,
  );
  return {
    scenario: {
      ...scenario,
      host: { ...scenario.host, interfaces: [...interfaces, ...missing] },
      timeline: steps.map(({ step }) => step),
    },
    recordings,
  };
}

function merged(document: Scenario, found: Recognised, choices: ImportChoices): Scenario {
  const pasted = withoutLoopback(found.interfaces);
  const there = pasted.length > 0 ? pasted : document.host.interfaces;
  const added =
    choices.addInterfaces && found.ruleset !== null
      ? madeUp(missingInterfaces(found.ruleset, there).names, there.length)
      : [];
  const interfaces = pasted.length > 0 || added.length > 0 ? [...there, ...added] : [];
  const { title: _title, description: _description, ...untitled } = document;
  const scenario = choices.title === null || found.ruleset === null ? document : { ...untitled, title: choices.title };
  return {
    ...scenario,
    host: {
      ...scenario.host,
      ...(interfaces.length > 0 && { interfaces }),
      ...(found.routes.length > 0 && { routes: found.routes }),
      ...(found.rules.length > 0 && { rules: found.rules }),
    },
    ...(found.ruleset !== null && { ruleset: found.ruleset }),
    ...(found.ipsets !== null && { ipsets: found.ipsets }),
  };
}
