import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button, IconButton } from '../../ui/common/Button.tsx';
import { MODIFIER } from '../modifier.ts';
import { follow } from './place.ts';
import { STOPS } from './stops.ts';

/**
 * A card beside one part of the page after another, and a frame around that part. The page stays usable: nothing is covered, no key
 * but Escape is taken. It takes the focus only when it was asked for.
 */
export function Tour() {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const at = useApp((state) => state.tourStep) ?? 0;
  const stop = STOPS[at];
  const id = useId();
  const card = useRef<HTMLElement>(null);
  const frame = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (stop === undefined || card.current === null || frame.current === null) return;
    stop.show(store);
    return follow(stop.target, card.current, frame.current);
  }, [store, stop]);

  useEffect(() => {
    // Of those who came by themselves only the ones who asked for it have anything but the page in focus.
    if (store.getState().seen.has('tour')) card.current?.focus();
    const leaveByKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      // What lies over the page closes first.
      if (document.querySelector('dialog[open], :popover-open') === null) store.getState().setTourStep(null);
    };
    addEventListener('keydown', leaveByKey);
    return () => removeEventListener('keydown', leaveByKey);
  }, [store]);

  if (stop === undefined) return null;
  const isLast = at === STOPS.length - 1;
  return (
    <>
      <div
        ref={frame}
        aria-hidden="true"
        className="pointer-events-none fixed z-30 rounded-card outline-2 outline-offset-[-3px] outline-accent"
      />
      <section
        ref={card}
        tabIndex={-1}
        aria-label={t('tour.label')}
        aria-describedby={id}
        className="fixed z-40 w-[min(340px,calc(100vw-24px))] rounded-hook border border-line2 bg-panel p-3.5 shadow-float outline-none"
      >
        <div id={id} aria-live="polite">
          <div className="flex items-center justify-between gap-2">
            <p className="text-label text-ink2">{t('tour.progress', { step: at + 1, count: STOPS.length })}</p>
            <IconButton small icon="close" label={t('tour.skip')} onClick={() => store.getState().setTourStep(null)} />
          </div>
          <h2 className="text-title font-semibold">{t(`tour.steps.${stop.id}.title`)}</h2>
          <p className="pt-1 text-ink2">{t(`tour.steps.${stop.id}.text`)}</p>
        </div>
        {at === 0 && <p className="pt-2 text-small text-ink3">{t('tour.hint', { keys: `${MODIFIER} K` })}</p>}
        <div className="flex justify-end gap-2 pt-3">
          <Button look="line" disabled={at === 0} onClick={() => store.getState().setTourStep(at - 1)}>
            {t('tour.back')}
          </Button>
          <Button look="primary" onClick={() => store.getState().setTourStep(isLast ? null : at + 1)}>
            {isLast ? t('tour.done') : t('tour.next')}
          </Button>
        </div>
      </section>
    </>
  );
}
