import { useTranslation } from 'react-i18next';
import type { RecordProblem } from '../../formats/index.ts';
import { selectStep, useApp, useAppStore } from '../../store/index.ts';
import { Segmented } from '../common/Segmented.tsx';

/** Over the walk of a packet that a real kernel's log tells of: whose walk it is, and where log and ruleset do not fit. */
export function RecordedNote() {
  const { t } = useTranslation('share');
  const store = useAppStore();
  const isRecorded = useApp((state) => {
    const step = state.ranScenario?.timeline[state.playhead.step];
    return step !== undefined && state.recordings.has(step);
  });
  const which = useApp((state) => state.shownWalk);
  const line = useApp((state) => {
    const step = selectStep(state);
    return step?.recorded === undefined ? undefined : step.events[0]?.recorded?.line;
  });
  const problems = useApp((state) => state.recordProblems.get(state.playhead.step));
  const message = useProblemText();
  if (!isRecorded) return null;
  return (
    <section
      aria-label={t('recorded.label')}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-log-soft px-3 py-1.5 text-small"
    >
      <span className="min-w-0 flex-1 basis-72">
        <b className="font-semibold">◉ {t('recorded.label')}</b>{' '}
        {which === 'recorded' ? t('recorded.hint', { line: line ?? 1 }) : t('recorded.simulatedHint')}
      </span>
      <Segmented
        label={t('recorded.which')}
        options={[
          { id: 'recorded', label: t('recorded.kernel') },
          { id: 'simulated', label: t('recorded.engine') },
        ]}
        value={which}
        onChange={(id) => store.getState().showWalk(id)}
      />
      {which === 'recorded' && problems !== undefined && (
        <ul role="alert" className="basis-full text-drop">
          {problems.map((problem) => (
            <li key={`${problem.line}/${problem.kind}`}>✕ {message(problem)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function useProblemText(): (problem: RecordProblem) => string {
  const { t } = useTranslation('share');
  return ({ line, table, chain, ...problem }) => {
    const at = { line, chain: `${table} ${chain}` };
    switch (problem.kind) {
      case 'no-table':
        return t('recorded.problems.no-table', { ...at, table });
      case 'no-chain':
        return t('recorded.problems.no-chain', at);
      case 'no-rule':
        return t('recorded.problems.no-rule', { ...at, rule: problem.rule, count: problem.rules });
      case 'no-such-text':
        return t('recorded.problems.no-such-text', { ...at, text: problem.text });
      case 'rule-goes-on':
        return t('recorded.problems.rule-goes-on', { ...at, rule: problem.rule });
      case 'elsewhere':
        return t('recorded.problems.elsewhere', { ...at, expected: problem.expected });
      case 'backwards':
        return t('recorded.problems.backwards', { ...at, rule: problem.rule });
    }
  };
}
