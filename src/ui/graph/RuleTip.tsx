import { useLayoutEffect, useRef } from 'react';
import type { RulePlace } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { selectStep, useApp } from '../../store/index.ts';
import { visitsOf, type RuleVisit } from '../rules/rule-hits.ts';
import { RULE_TIP, type HoveredRule } from './hovered-rule.ts';
import { Reason } from './Reason.tsx';

/** Between the row and the tip, and between the tip and the edge of the window, px. */
const GAP = 6;
const EDGE = 8;

/** The rule pointed at or focused, in full; and why it did not match if it was passed over. */
export function RuleTip({ place, rule, explains, box }: HoveredRule) {
  const { t } = useTranslation('graph');
  const element = useRef<HTMLDivElement>(null);
  const visits = useVisits(place);
  useLayoutEffect(() => {
    const tip = element.current;
    if (tip === null) return;
    const { width, height } = tip.getBoundingClientRect();
    const below = box.bottom + GAP;
    tip.style.left = `${Math.max(EDGE, Math.min(box.left, innerWidth - width - EDGE))}px`;
    tip.style.top = `${below + height > innerHeight - EDGE ? box.top - GAP - height : below}px`;
  });
  return (
    <div
      ref={element}
      role="tooltip"
      id={RULE_TIP}
      className="pointer-events-none fixed z-20 flex w-max max-w-[min(420px,calc(100vw-16px))] flex-col gap-0.5 rounded-card border border-line2 bg-panel px-2.5 py-1.5 shadow-float"
    >
      <code className="font-mono text-mono break-words text-ink">{rule.text}</code>
      {rule.comment !== undefined && <p className="text-label text-ink2">{rule.comment}</p>}
      {visits !== '' && <p className="text-label text-ink3">{visits}</p>}
      {explains && (
        <p>
          <span className="sr-only">{t('why')}</span>
          <Reason place={place} />
        </p>
      )}
    </div>
  );
}

/** 'hit by 2 packets: 1, 3 · passed by 1: 2': numbers are those of the timeline's cards. */
function useVisits(place: RulePlace): string {
  const { t } = useTranslation('graph');
  const view = useApp((state) => state.run.view);
  const version = useApp((state) => selectStep(state)?.rulesetBefore ?? 0);
  if (view === null) return '';
  const visits = visitsOf(view, place, version);
  if (visits.length === 0) return t('hits.nobody');
  const say = (key: 'hits.hit' | 'hits.passed', of: readonly RuleVisit[]) =>
    of.length === 0 ? [] : [t(key, { count: of.length, steps: numbersOf(of) })];
  return [
    ...say(
      'hits.hit',
      visits.filter(({ hit }) => hit),
    ),
    ...say(
      'hits.passed',
      visits.filter(({ hit }) => !hit),
    ),
  ].join(' · ');
}

/** More numbers would not be read. */
const MOST_NUMBERS = 12;

function numbersOf(visits: readonly RuleVisit[]): string {
  const numbers = [...new Set(visits.map(({ step }) => step + 1))];
  return numbers.length > MOST_NUMBERS ? `${numbers.slice(0, MOST_NUMBERS).join(', ')}…` : numbers.join(', ');
}
