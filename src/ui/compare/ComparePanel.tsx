import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunView } from '../../engine/index.ts';
import { useApp, useAppStore, useEngine, type PinnedRuleset } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Chip } from '../common/Chip.tsx';
import { EmptyState } from '../common/EmptyState.tsx';
import { useAnswer } from '../common/use-answer.ts';
import { ChoosePin } from './ChoosePin.tsx';
import { compareRuns } from './divergence.ts';
import { rulesetDiff } from './rule-diff.ts';
import { RuleDiff } from './RuleDiff.tsx';
import { StepTable } from './StepTable.tsx';

/** Two versions of the ruleset over the same timeline: the one in the document, and one that was pinned. */
export function ComparePanel() {
  const { t } = useTranslation('explain');
  const pinned = useApp((state) => state.pinned);
  const view = useApp((state) => state.run.view);
  if (pinned === null)
    return (
      <EmptyState title={t('compare.empty')}>
        <p>{t('compare.emptyText')}</p>
        <ChoosePin />
      </EmptyState>
    );
  return view === null ? <EmptyState title={t('compare.running')} /> : <Comparison pinned={pinned} view={view} />;
}

function Comparison({ pinned, view }: { readonly pinned: PinnedRuleset; readonly view: RunView }) {
  const { t } = useTranslation('explain');
  const engine = useEngine();
  const ran = useApp((state) => state.ranScenario);
  const scenario = useMemo(() => (ran === null ? null : { ...ran, ruleset: pinned.text }), [ran, pinned]);
  const answer = useAnswer(scenario === null ? null : () => engine.runBeside(scenario), scenario);
  const other = answer.value;
  if (other === null)
    return (
      <EmptyState title={answer.failure === null ? t('compare.running') : t('compare.failed')}>
        {answer.failure}
      </EmptyState>
    );
  return (
    <>
      <Head pinned={pinned} before={other} after={view} />
      {other.restore.exit === 0 ? (
        <Both before={other} after={view} name={pinned.name} />
      ) : (
        <EmptyState icon="alert" title={t('compare.refused')}>
          <pre className="font-mono text-mono whitespace-pre-wrap">{other.restore.stderr}</pre>
        </EmptyState>
      )}
    </>
  );
}

function Both({ before, after, name }: { readonly before: RunView; readonly after: RunView; readonly name: string }) {
  const steps = useMemo(() => compareRuns(before, after), [before, after]);
  return (
    <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] max-lg:grid-cols-1">
      <StepTable steps={steps} before={before} after={after} name={name} />
      <RuleDiff before={before.rulesets[0]} after={after.rulesets[0]} />
    </div>
  );
}

interface HeadProps {
  readonly pinned: PinnedRuleset;
  readonly before: RunView;
  readonly after: RunView;
}

/** Which two, how far they differ, and what can be done with the pinned one. */
function Head({ pinned, before, after }: HeadProps) {
  const { t } = useTranslation('explain');
  const store = useAppStore();
  const differing = useMemo(
    () => compareRuns(before, after).filter(({ kind }) => kind !== 'same').length,
    [before, after],
  );
  const chains = useMemo(() => {
    const [older, newer] = [before.rulesets[0], after.rulesets[0]];
    return older === undefined || newer === undefined ? 0 : rulesetDiff(older, newer).length;
  }, [before, after]);
  const swap = () => {
    const { scenario, setPinned, setRuleset } = store.getState();
    setPinned({ name: t('compare.replaced'), text: scenario.ruleset ?? '' });
    setRuleset(t('compare.undoSwap', { name: pinned.name }), pinned.text);
  };
  return (
    <div className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-panel px-3.5 py-1.5">
      <p className="min-w-0 text-small">
        <b className="font-semibold">{pinned.name}</b> <span className="text-ink3">{t('compare.against')}</span>{' '}
        <b className="font-semibold">{t('compare.now')}</b>
      </p>
      {before.restore.exit === 0 && (
        <>
          <Chip kind={differing === 0 ? 'accept' : 'log'}>
            {differing === 0 ? t('compare.noStep') : t('compare.steps', { differing, count: after.steps.length })}
          </Chip>
          <span className="text-label text-ink3">
            {chains === 0 ? t('compare.sameRules') : t('compare.chains', { count: chains })}
          </span>
        </>
      )}
      <span className="flex-1" />
      <Button small look="line" disabled={before.restore.exit !== 0} onClick={swap}>
        {t('compare.swap')}
      </Button>
      <Button small look="line" icon="close" onClick={() => store.getState().setPinned(null)}>
        {t('compare.unpin')}
      </Button>
    </div>
  );
}
