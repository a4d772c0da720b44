import clsx from 'clsx';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunView, StepView } from '../../engine/index.ts';
import { positionOfEvent, useApp, useAppStore } from '../../store/index.ts';
import { OutcomeChip } from '../common/Chip.tsx';
import { placeOf } from '../explain/story.ts';
import { sentenceOf } from '../graph/sentence.ts';
import { findRule } from '../rules/ruleset-lookup.ts';
import { summarise } from '../timeline/step-summary.ts';
import type { StepComparison } from './divergence.ts';

interface StepTableProps {
  readonly steps: readonly StepComparison[];
  readonly before: RunView;
  readonly after: RunView;
  /** Of the pinned version. */
  readonly name: string;
}

/** Every step with what becomes of it in both; below those that differ, where their walks part. */
export function StepTable({ steps, before, after, name }: StepTableProps) {
  const { t } = useTranslation('explain');
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const rows = steps
    .map((comparison, index) => ({ comparison, index }))
    .filter(({ comparison }) => !onlyDiffering || comparison.kind !== 'same');
  return (
    <section aria-label={t('compare.stepsLabel')} className="min-w-0">
      <div className="flex items-center justify-between gap-3 px-3.5 py-1.5">
        <h3 className="text-label font-semibold text-ink3">{t('compare.stepsLabel')}</h3>
        <label className="flex min-h-6 items-center gap-1.5 text-label text-ink2">
          <input type="checkbox" checked={onlyDiffering} onChange={(event) => setOnlyDiffering(event.target.checked)} />
          {t('compare.onlyDiffering')}
        </label>
      </div>
      <table className="w-full table-fixed border-collapse text-left">
        <thead className="text-label text-ink3">
          <tr className="border-b border-line">
            <th scope="col" className="w-[38%] px-3.5 py-1 font-medium">
              {t('compare.step')}
            </th>
            <th scope="col" className="truncate px-1 py-1 font-medium">
              {name}
            </th>
            <th scope="col" className="px-1 py-1 pr-3 font-medium">
              {t('compare.now')}
            </th>
          </tr>
        </thead>
        {rows.map(({ comparison, index }) => (
          <StepRows key={index} comparison={comparison} index={index} before={before} after={after} name={name} />
        ))}
      </table>
      {rows.length === 0 && <p className="px-3.5 py-3 text-small text-ink3">{t('compare.noStep')}</p>}
    </section>
  );
}

interface StepRowsProps extends Omit<StepTableProps, 'steps'> {
  readonly comparison: StepComparison;
  readonly index: number;
}

function StepRows({ comparison: { kind, parts }, index, before, after, name }: StepRowsProps) {
  const { t } = useTranslation('explain');
  const store = useAppStore();
  const isCurrent = useApp((state) => state.playhead.step === index);
  const [older, newer] = [before.steps[index], after.steps[index]];
  const differs = kind !== 'same';
  const goThere = () => {
    if (newer === undefined) return;
    const state = store.getState();
    state.setPlaying(false);
    state.goTo(index, parts?.after === undefined || parts.after === null ? 0 : positionOfEvent(newer, parts.after));
    state.setMobileTab('graph');
  };
  return (
    <tbody className={clsx('border-b border-line', differs && 'bg-hit', isCurrent && 'inset-ring inset-ring-accent')}>
      <tr className="align-top">
        <th scope="row" className="px-3.5 py-1 font-normal">
          <button
            type="button"
            aria-current={isCurrent ? 'step' : undefined}
            className="min-h-6 max-w-full text-left text-small wrap-anywhere hover:text-accent hover:underline"
            onClick={goThere}
          >
            <StepName index={index} view={newer} />
          </button>
          {differs && (
            <p className="text-label font-semibold text-log">
              <span aria-hidden="true">≠ </span>
              {t(`compare.kinds.${kind}`)}
            </p>
          )}
        </th>
        <td className="px-1 py-1.5">
          <Outcomes view={older} />
        </td>
        <td className="px-1 py-1.5 pr-3">
          <Outcomes view={newer} />
        </td>
      </tr>
      {parts !== null && (
        <tr className="align-top">
          <td className="px-3.5 pb-2 text-right text-label text-ink3">{t('compare.partsAt')}</td>
          <td className="px-1 pb-2 text-small">
            <Moment view={before} index={index} event={parts.before} />
          </td>
          <td className="px-1 pr-3 pb-2 text-small">
            <button
              type="button"
              className="min-h-6 max-w-full text-left hover:text-accent hover:underline"
              aria-label={t('compare.goToParting', { step: index + 1, name })}
              onClick={goThere}
            >
              <Moment view={after} index={index} event={parts.after} />
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function StepName({ index, view }: { readonly index: number; readonly view: StepView | undefined }) {
  const { t } = useTranslation('timeline');
  const step = useApp((state) => state.ranScenario?.timeline[index]);
  if (step === undefined) return <>{index + 1}</>;
  const summary = summarise(step, view ?? null);
  const words = {
    packet: summary.kind === 'packet' ? `${summary.what} ${summary.flow}` : '',
    reply: summary.kind === 'reply' ? `${t('reply')} ${summary.what} ${summary.flow ?? ''}` : '',
    wait: summary.kind === 'wait' ? t('waitFor', { seconds: summary.seconds }) : '',
    command: summary.kind === 'command' ? summary.line : '',
  };
  return (
    <>
      <span className="text-ink3">{index + 1}</span> {words[summary.kind]}
    </>
  );
}

function Outcomes({ view }: { readonly view: StepView | undefined }) {
  const outcomes = view?.outcome.filter(({ text }) => text !== '') ?? [];
  if (outcomes.length === 0) return <span className="text-small text-ink3">–</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {outcomes.map((outcome) => (
        <OutcomeChip key={`${outcome.kind} ${outcome.text} ${outcome.answer ?? ''}`} outcome={outcome} />
      ))}
    </span>
  );
}

interface MomentProps {
  readonly view: RunView;
  readonly index: number;
  readonly event: number | null;
}

/** The event at which the walks part, in one sentence with the rule's own words. */
function Moment({ view, index, event: at }: MomentProps) {
  const { t } = useTranslation(['graph', 'explain']);
  const { t: graph } = useTranslation('graph');
  const step = view.steps[index];
  const event = at === null ? undefined : step?.events[at];
  if (event === undefined || step === undefined)
    return <span className="text-ink3">{t('explain:compare.isOver')}</span>;
  const place = placeOf(event);
  const rule = place === null ? null : findRule(view.rulesets[step.rulesetBefore] ?? null, place);
  return (
    <span className="wrap-anywhere">
      {sentenceOf(graph, event, null)}
      {rule !== null && <code className="block font-mono text-mono text-ink2">{rule.text}</code>}
    </span>
  );
}
