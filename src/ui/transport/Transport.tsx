import { useTranslation } from 'react-i18next';
import { selectPositions, selectStep, SPEEDS, useApp, useAppStore, type Speed } from '../../store/index.ts';
import { Icon } from '../common/Icon.tsx';
import { IconButton } from '../common/Button.tsx';
import { Caption } from './Caption.tsx';
import { Scrubber } from './Scrubber.tsx';

/** Play, step, scrub; and what is happening, in one sentence. */
export function Transport() {
  const { t } = useTranslation('transport');
  return (
    <section
      data-tour="transport"
      aria-label={t('label')}
      className="shrink-0 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)]"
    >
      <Caption />
      <div className="flex h-11.5 items-center gap-2 px-3 max-sm:h-auto max-sm:flex-wrap max-sm:justify-center max-sm:gap-y-0 max-sm:pb-1.5">
        <Controls />
        <Scrubber />
        <Readout />
      </div>
    </section>
  );
}

function Controls() {
  const { t } = useTranslation('transport');
  const store = useAppStore();
  const playing = useApp((state) => state.playing);
  const ready = useApp((state) => selectStep(state) !== null);
  const by = (move: () => void) => () => {
    store.getState().setPlaying(false);
    move();
  };
  return (
    <div className="flex shrink-0 items-center gap-0.5">
      <IconButton
        icon="start"
        label={t('start')}
        disabled={!ready}
        onClick={by(() => store.getState().goToEdge('start'))}
      />
      <IconButton
        icon="previousPacket"
        label={`${t('previousPacket')} (↑)`}
        disabled={!ready}
        onClick={by(() => store.getState().moveByStep(-1))}
      />
      <IconButton
        icon="previousEvent"
        label={`${t('previousEvent')} (←)`}
        disabled={!ready}
        onClick={by(() => store.getState().moveByEvent(-1))}
      />
      <button
        type="button"
        disabled={!ready}
        aria-label={playing ? t('pause') : t('play')}
        title={`${playing ? t('pause') : t('play')} (${t('shortcuts.playPause')})`}
        className="mx-1 grid size-8 place-items-center rounded-full bg-accent text-accent-ink hover:brightness-110 disabled:opacity-40"
        onClick={() => play(store)}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <IconButton
        icon="nextEvent"
        label={`${t('nextEvent')} (→)`}
        disabled={!ready}
        onClick={by(() => store.getState().moveByEvent(1))}
      />
      <IconButton
        icon="nextPacket"
        label={`${t('nextPacket')} (↓)`}
        disabled={!ready}
        onClick={by(() => store.getState().moveByStep(1))}
      />
      <IconButton icon="end" label={t('end')} disabled={!ready} onClick={by(() => store.getState().goToEdge('end'))} />
    </div>
  );
}

/** Play at the very end starts over: otherwise the button would do nothing. */
function play(store: ReturnType<typeof useAppStore>): void {
  const { playing, playhead, run, setPlaying, goTo } = store.getState();
  const lastStep = (run.view?.steps.length ?? 0) - 1;
  const atEnd = playhead.step === lastStep && playhead.position === selectPositions(store.getState()).length - 1;
  if (!playing && atEnd) goTo(0);
  setPlaying(!playing);
}

function Readout() {
  const { t } = useTranslation('transport');
  const store = useAppStore();
  const position = useApp((state) => state.playhead.position) + 1;
  const count = useApp((state) => selectPositions(state).length);
  const speed = useApp((state) => state.speed);
  return (
    <div className="flex shrink-0 items-center gap-2 text-label text-ink3">
      <span className="min-w-24 text-right max-sm:min-w-0" data-testid="position">
        {count > 0 && t('position', { position, count })}
      </span>
      <select
        aria-label={t('speed')}
        value={speed}
        className="h-6 rounded-chip border border-transparent bg-panel text-label text-ink2 hover:border-line2"
        onChange={(event) => store.getState().setSpeed(Number(event.target.value) as Speed)}
      >
        {SPEEDS.map((choice) => (
          <option key={choice} value={choice}>
            {choice}×
          </option>
        ))}
      </select>
    </div>
  );
}
