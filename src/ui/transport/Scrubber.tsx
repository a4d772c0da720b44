import clsx from 'clsx';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { selectPositions, selectStep, useApp, useAppStore } from '../../store/index.ts';
import { TONE_GROUND, tonesOf, type Tone } from '../graph/tones.ts';

/** More ticks than this would be a solid bar: only every n-th is drawn. */
const MOST_TICKS = 160;
/** Room at both ends so that the first and last ticks are whole, px. */
const INSET = 8;

/** The step's events as ticks in their table's colour; drag or press anywhere to go there. */
export function Scrubber() {
  const { t } = useTranslation('transport');
  const store = useAppStore();
  const track = useRef<HTMLDivElement>(null);
  const position = useApp((state) => state.playhead.position);
  const count = useApp((state) => selectPositions(state).length);
  const step = useApp(selectStep);
  const last = Math.max(0, count - 1);

  const goTo = (target: number) => {
    store.getState().setPlaying(false);
    store.getState().goTo(store.getState().playhead.step, target);
  };
  const goToPointer = (event: PointerEvent) => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined) return;
    goTo(Math.round(((event.clientX - box.left - INSET) / (box.width - 2 * INSET)) * last));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = {
      ArrowRight: position + 1,
      ArrowLeft: position - 1,
      PageUp: position + 10,
      PageDown: position - 10,
      Home: 0,
      End: last,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    goTo(target);
  };

  return (
    <div
      ref={track}
      role="slider"
      tabIndex={0}
      aria-label={t('scrub')}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, count)}
      aria-valuenow={Math.min(position + 1, Math.max(1, count))}
      aria-valuetext={t('position', { position: position + 1, count })}
      className="relative h-7 min-w-24 flex-1 cursor-pointer touch-none max-sm:order-first max-sm:w-full max-sm:flex-none"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goToPointer(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) goToPointer(event);
      }}
    >
      <div className="absolute inset-x-2 top-1/2 h-px bg-line2" />
      {step !== null && <Ticks tones={tonesOf(step)} last={last} />}
      <div
        className="pointer-events-none absolute top-0.5 bottom-0.5 w-0.5 -translate-x-1/2 rounded-full bg-ink"
        style={{ left: place(position, last) }}
      />
    </div>
  );
}

function Ticks({ tones, last }: { readonly tones: readonly Tone[]; readonly last: number }) {
  const every = Math.ceil(tones.length / MOST_TICKS);
  return tones.map((tone, index) =>
    index % every === 0 ? (
      <span
        key={`event-${index + 1}`}
        className={clsx('absolute top-1/2 h-2 w-1 -translate-1/2 rounded-full', TONE_GROUND[tone])}
        style={{ left: place(index, last) }}
      />
    ) : null,
  );
}

/** Left edge of a position as CSS, inset at both ends. */
const place = (index: number, last: number): string => {
  const share = last === 0 ? 0 : index / last;
  return `calc(${INSET}px + ${share} * (100% - ${2 * INSET}px))`;
};
