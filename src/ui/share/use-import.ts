import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scenario } from '../../engine/index.ts';
import { useAppStore, useEngine, type AppStore, type Engine } from '../../store/index.ts';
import { checkScenario } from '../host/check-scenario.ts';
import { withoutLoopback, type Recognised } from './recognise.ts';

/** Puts what was recognised into the document as one undoable edit. Gives what is wrong, line by line; then nothing was changed. */
export function useImport(): (found: Recognised) => Promise<readonly string[]> {
  const store = useAppStore();
  const engine = useEngine();
  const { t } = useTranslation('share');
  return useMemo(
    () => async (found) => {
      if (found.scenario !== null)
        return openScenario(store, engine, found.scenario, (title) => t('undoOpen', { title: title ?? t('untitled') }));
      const candidate = merged(store.getState().scenario, found);
      // The ruleset is looked at apart, so that its errors have their lines.
      const problems = await checkScenario(engine, { ...candidate, ruleset: '', timeline: [] });
      if (problems.length > 0) return problems.map(({ path, message }) => `${path}: ${message}`);
      if (found.ruleset !== null) {
        const answer = await engine.checkRuleset(found.ruleset, candidate);
        const errors = answer.diagnostics.filter((one) => one.severity === 'error');
        if (answer.exit !== 0 && errors.length === 0) return [answer.stderr.trim()];
        if (answer.exit !== 0) return errors.map(({ line, message }) => t('inRuleset', { line, message }));
      }
      store.getState().edit(t('undoImport'), () => candidate);
      return [];
    },
    [store, engine, t],
  );
}

async function openScenario(
  store: AppStore,
  engine: Engine,
  document: unknown,
  label: (title: string | undefined) => string,
): Promise<readonly string[]> {
  const checked = await engine.validate(document);
  if ('problems' in checked)
    return checked.problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  store.getState().load(checked.scenario, 'file', label(checked.scenario.title));
  return [];
}

function merged(scenario: Scenario, found: Recognised): Scenario {
  const interfaces = withoutLoopback(found.interfaces);
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
