import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import type { OutcomeView, RulesetView, StepView } from '../../engine/index.ts';
import { positionOfEvent, selectPosition, useApp, useAppStore } from '../../store/index.ts';
import { OutcomeChip } from '../common/Chip.tsx';
import { Icon } from '../common/Icon.tsx';
import { Popover } from '../common/Popover.tsx';
import { packetName } from '../graph/packet-name.ts';
import { sentenceOf } from '../graph/sentence.ts';
import { findRule } from '../rules/ruleset-lookup.ts';
import { placeOf, storyOf, type Story } from './story.ts';

interface WhyPopoverProps {
  /** 0-based step of the run. */
  readonly step: number;
  readonly outcome: OutcomeView;
  /** The outcome in words. */
  readonly what: string;
  readonly anchor: DOMRect;
  readonly onClose: () => void;
}

/** Why an outcome came to be: what decided first, then the whole story. Every line leads to its moment. */
export function WhyPopover({ step: index, outcome, what, anchor, onClose }: WhyPopoverProps) {
  const { t } = useTranslation('explain');
  const step = useApp((state) => state.run.view?.steps[index]);
  const ruleset = useApp((state) => state.run.view?.rulesets[step?.rulesetBefore ?? 0] ?? null);
  const story = step === undefined ? null : storyOf(step, outcome);
  const name = step === undefined || story === null ? null : packetName(step, story.deciders[0] ?? 0);
  return (
    <Popover
      label={t('whyWhat', { what })}
      title={
        <h2 className="flex items-center gap-2 font-semibold">
          {t('why')} <OutcomeChip outcome={outcome} />
          {name !== null && <span className="truncate font-mono text-mono font-normal text-ink3">{name}</span>}
        </h2>
      }
      anchor={anchor}
      onClose={onClose}
    >
      {step === undefined || story === null ? (
        <p className="p-3.5 text-small text-ink2">{step?.problem ?? t('nothing')}</p>
      ) : (
        <StoryBody index={index} step={step} story={story} ruleset={ruleset} />
      )}
    </Popover>
  );
}

interface StoryBodyProps {
  readonly index: number;
  readonly step: StepView;
  readonly story: Story;
  readonly ruleset: RulesetView | null;
}

function StoryBody({ index, step, story, ruleset }: StoryBodyProps) {
  const { t } = useTranslation('explain');
  return (
    <>
      <section aria-label={t('shortest')} className="border-b border-line bg-hit px-1.5 py-2">
        <ul className="flex flex-col gap-0.5">
          {story.deciders.map((event, place) => (
            <Line key={event} index={index} step={step} event={event} ruleset={ruleset} isAnswer={place === 0} />
          ))}
        </ul>
      </section>
      <section className="px-1.5 pt-2 pb-2.5">
        <h3 className="px-2 pb-0.5 text-label font-semibold text-ink3">{t('story')}</h3>
        {story.chapters.map(({ hook, events }) => (
          <section key={events[0]} aria-label={hook ?? undefined} className="grid grid-cols-[92px_1fr] gap-x-1 py-0.5">
            <p className="px-2 py-1 font-mono text-[10.5px] font-semibold text-ink3">{hook}</p>
            <ul>
              {events.map((event) => (
                <Line key={event} index={index} step={step} event={event} ruleset={null} />
              ))}
            </ul>
          </section>
        ))}
      </section>
    </>
  );
}

interface LineProps {
  readonly index: number;
  readonly step: StepView;
  readonly event: number;
  /** Where it is given, the rule's own words stand below. */
  readonly ruleset: RulesetView | null;
  readonly isAnswer?: boolean;
}

function Line({ index, step, event: at, ruleset, isAnswer = false }: LineProps) {
  const { t } = useTranslation('graph');
  const store = useAppStore();
  const isHere = useApp((state) => state.playhead.step === index && selectPosition(state)?.event === at);
  const event = step.events[at];
  if (event === undefined) return null;
  const place = placeOf(event);
  const rule = ruleset === null || place === null ? null : findRule(ruleset, place);
  const goThere = () => {
    const state = store.getState();
    state.setPlaying(false);
    state.goTo(index, positionOfEvent(step, at));
    state.setMobileTab('graph');
  };
  return (
    <li>
      <button
        type="button"
        aria-current={isHere ? 'step' : undefined}
        className={clsx(
          'group flex min-h-6 w-full items-start gap-1.5 rounded-control px-2 py-0.75 text-left -outline-offset-2 hover:bg-accent-soft',
          isHere && 'bg-accent-soft',
          isAnswer ? 'text-body font-semibold text-ink' : 'text-small text-ink2',
        )}
        onClick={goThere}
      >
        <span className="min-w-0 flex-1 wrap-anywhere">
          {sentenceOf(t, event, null)}
          {rule !== null && <code className="mt-0.5 block font-mono text-mono font-normal text-ink2">{rule.text}</code>}
        </span>
        <span
          className={clsx(
            'mt-0.5 text-accent',
            !isAnswer && 'opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100',
          )}
        >
          <Icon name="nextEvent" size={14} />
        </span>
      </button>
    </li>
  );
}
