import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ExpectationView } from '../../engine/index.ts';
import { useApp, useAppStore } from '../../store/index.ts';
import { Chip } from '../common/Chip.tsx';
import { countExpectations, keyOf } from './expectations.ts';

interface ExpectationMarksProps {
  readonly views: readonly ExpectationView[];
  readonly onEdit: () => void;
}

/** On a card: one badge where all holds, else what was expected and what was instead. Pressed, it opens them. */
export function ExpectationMarks({ views, onEdit }: ExpectationMarksProps) {
  const { t } = useTranslation('timeline');
  if (views.length === 0) return null;
  const failed = views.filter(({ pass }) => !pass);
  return (
    <button
      type="button"
      className="group relative z-10 mt-1 block min-h-6 max-w-full rounded-chip text-left"
      title={views.map(({ text }) => inWords(t, text).join(': ')).join('\n')}
      onClick={onEdit}
    >
      <Chip
        kind={failed.length === 0 ? 'accept' : 'drop'}
        className="group-hover:inset-ring group-hover:inset-ring-current"
      >
        {failed.length === 0
          ? t('expect.holds', { count: views.length })
          : t('expect.fails', { count: failed.length, all: views.length })}
      </Chip>
      {failed.map(({ text, was }) => (
        <span key={text} className="mt-0.5 block text-label break-words text-ink2">
          <Expected text={text} was={was} />
        </span>
      ))}
    </button>
  );
}

type Say = TFunction<'timeline'>;
const KEYS = ['outcome', 'to', 'by', 'state', 'log', 'exit', 'stdout'] as const;
const OUTCOMES = ['forwarded', 'delivered', 'dropped', 'rejected', 'sent'] as const;

/** What is expected, and of what; fields of a packet keep their names. */
function inWords(t: Say, text: string): readonly [what: string, wanted: string] {
  const { key, wanted } = keyOf(text);
  const known = KEYS.find((one) => one === key);
  return [
    known === undefined ? key : t(`expect.keys.${known}`),
    key === 'outcome' ? outcomeInWords(t, wanted) : wanted,
  ];
}

function outcomeInWords(t: Say, word: string): string {
  const known = OUTCOMES.find((one) => one === word);
  return known === undefined ? word : t(`expect.outcomes.${known}`);
}

function Expected({ text, was }: { readonly text: string; readonly was: string }) {
  const { t } = useTranslation('timeline');
  const [what, wanted] = inWords(t, text);
  const now = outcomeInWords(t, was.trimEnd().split('\n').at(-1) ?? '');
  return (
    <>
      <span className="text-ink3">{what}</span> <b className="font-semibold text-ink">{wanted}</b>
      {t('expect.butWas')}
      <b className="font-semibold text-drop">{now === '' ? t('expect.nothing') : now}</b>
    </>
  );
}

/** "5 of 6 expectations hold"; pressed, the playhead goes to the next that does not. */
export function ExpectationSummary() {
  const { t } = useTranslation('timeline');
  const store = useAppStore();
  const view = useApp((state) => state.run.view);
  const isLesson = useApp((state) => state.lesson !== null);
  const { held, all, failing } = countExpectations(view);
  if (all === 0 || isLesson) return null;
  const goToFailing = () => {
    const { playhead, goTo, setPlaying } = store.getState();
    const next = failing.find((step) => step > playhead.step) ?? failing[0];
    if (next === undefined) return;
    setPlaying(false);
    goTo(next, Number.MAX_SAFE_INTEGER);
  };
  const chip = <Chip kind={held === all ? 'accept' : 'drop'}>{t('expect.summary', { held, count: all })}</Chip>;
  return failing.length === 0 ? (
    <span className="inline-flex min-h-6 items-center">{chip}</span>
  ) : (
    <button
      type="button"
      title={t('expect.goToFailing')}
      className="inline-flex min-h-6 items-center"
      onClick={goToFailing}
    >
      {chip}
    </button>
  );
}
