import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MissReason, RulePlace } from '../../engine/index.ts';
import { positionOfEvent, selectStep, useApp, useAppStore, useEngine } from '../../store/index.ts';
import { Chip } from '../common/Chip.tsx';
import { useAnswer } from '../common/use-answer.ts';
import { visitsOf, type RuleVisit } from './rule-hits.ts';

/** More would not be read. */
const MOST = 40;
/** Asking why walks the scenario again: done for so many, the others tell when one goes there. */
const MOST_ASKED = 6;

/** Packets of the timeline that came by a rule: which matched, which did not and why. Each leads to that moment. */
export function RuleHits({ place }: { readonly place: RulePlace }) {
  const { t } = useTranslation('graph');
  const view = useApp((state) => state.run.view);
  const version = useApp((state) => selectStep(state)?.rulesetBefore ?? 0);
  const { table, chain, rule } = place;
  const visits = useMemo(
    () => (view === null ? [] : visitsOf(view, { table, chain, rule }, version)),
    [view, table, chain, rule, version],
  );
  return (
    <section>
      <h4 className="pb-1 text-label font-semibold text-ink3">{t('hits.title')}</h4>
      {visits.length === 0 && <p className="text-small text-ink3">{t('hits.nobody')}</p>}
      <ol className="flex flex-col">
        {visits.slice(0, MOST).map((visit, index) => (
          <Visit key={`${visit.step} ${visit.event}`} visit={visit} rule={rule} explains={index < MOST_ASKED} />
        ))}
      </ol>
    </section>
  );
}

interface VisitProps {
  readonly visit: RuleVisit;
  readonly rule: number;
  readonly explains: boolean;
}

function Visit({ visit, rule, explains }: VisitProps) {
  const { t } = useTranslation('graph');
  const store = useAppStore();
  const { step, event, hit, isAnswer } = visit;
  const goThere = () => {
    const { run, goTo, setPlaying } = store.getState();
    const stepView = run.view?.steps[step];
    if (stepView === undefined) return;
    setPlaying(false);
    goTo(step, positionOfEvent(stepView, event, rule));
  };
  return (
    <li>
      <button
        type="button"
        className="flex min-h-7 w-full flex-wrap items-center gap-x-2 rounded-control px-1.5 py-0.5 text-left hover:bg-seen"
        onClick={goThere}
      >
        <span className="text-small text-ink">{t(isAnswer ? 'hits.answer' : 'hits.step', { step: step + 1 })}</span>
        <Chip kind={hit ? 'accept' : 'none'}>{t(hit ? 'hits.didHit' : 'hits.didPass')}</Chip>
        {!hit && explains && <Why visit={visit} rule={rule} />}
      </button>
    </li>
  );
}

/** Why it did not match: as it came with the event, else asked of the engine. */
function Why({ visit: { step, event }, rule }: { readonly visit: RuleVisit; readonly rule: number }) {
  const { t } = useTranslation('graph');
  const engine = useEngine();
  const scenario = useApp((state) => state.ranScenario);
  const missed = useApp((state) => state.run.view?.steps[step]?.events[event]);
  const given = missed?.kind === 'missed' ? (missed.reasons?.[rule - missed.from] ?? null) : null;
  const asks = given === null && scenario !== null;
  const asked = useAnswer<readonly MissReason[]>(
    asks ? () => engine.explain(scenario, step, event, rule, rule) : null,
    `${step} ${event} ${rule}`,
  );
  const reason = given ?? asked.value?.[0] ?? null;
  if (reason === null) return null;
  return (
    <span className="text-label text-ink2">
      <b className="font-semibold text-drop">{reason.option}</b> {t('wants', { wants: reason.wants, has: reason.has })}
    </span>
  );
}
