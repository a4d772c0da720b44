import { useTranslation } from 'react-i18next';
import { selectEvent, selectPosition, selectStep, useApp } from '../../store/index.ts';
import { sentenceOf } from '../graph/sentence.ts';

/** The event at the playhead in one plain sentence; announced to screen readers unless it is playing. */
export function Caption() {
  const { t } = useTranslation('graph');
  const { t: transport } = useTranslation('transport');
  const event = useApp(selectEvent);
  const rule = useApp((state) => selectPosition(state)?.rule ?? null);
  const waiting = useApp((state) => selectStep(state) === null);
  const problem = useApp((state) => selectStep(state)?.problem ?? null);
  const playing = useApp((state) => state.playing);
  const computing = useApp((state) => state.run.status === 'running');
  const text = waiting
    ? transport(computing ? 'computing' : 'nothing')
    : event === null
      ? (problem ?? t('sentence.nothing'))
      : sentenceOf(t, event, rule);
  return (
    <p
      aria-live={playing ? 'off' : 'polite'}
      title={text}
      className="mx-auto mt-1.5 line-clamp-1 h-[18px] max-w-full px-4 text-center text-small text-ink2 max-sm:line-clamp-2 max-sm:h-9"
      data-testid="caption"
    >
      {text}
    </p>
  );
}
