import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { positionOfEvent, useApp, useAppStore } from '../../store/index.ts';
import { trackerReason } from '../graph/sentence.ts';
import type { ConntrackMoment } from './conntrack-as-of.ts';

/** Packets of one connection that are listed; of a long one the beginning and the end. */
const MOST = 40;
const FIRST = 8;

/** What made an entry, what changed it, and what ended it; each leads to that packet. */
export function History({ moments }: { readonly moments: readonly ConntrackMoment[] }) {
  const { t } = useTranslation('conntrack');
  const step = useApp((state) => state.playhead.step);
  if (moments.length === 0) return null;
  const isLong = moments.length > MOST;
  const shown = isLong ? [...moments.slice(0, FIRST), ...moments.slice(FIRST - MOST)] : moments;
  return (
    <details className="mt-1">
      <summary className="min-h-6 content-center text-label text-ink3 hover:text-ink">
        {t('history', { count: moments.length })}
      </summary>
      <ol className="-mx-1.5 pt-0.5">
        {shown.map((moment, index) => (
          <Moment
            key={`${moment.step} ${moment.event}`}
            moment={moment}
            isNow={moment.step === step}
            isAfterGap={isLong && index === FIRST}
          />
        ))}
      </ol>
      {wasNeverConfirmed(moments) && <p className="pt-0.5 text-label text-ink3">{t('neverConfirmed')}</p>}
    </details>
  );
}

/** Its first packet never came to the end of its walk, and nothing tells of an entry that goes with it. */
const wasNeverConfirmed = (moments: readonly ConntrackMoment[]): boolean =>
  moments.some(({ actions }) => actions.includes('created')) &&
  !moments.some(({ actions }) => actions.includes('confirmed'));

interface MomentProps {
  readonly moment: ConntrackMoment;
  readonly isNow: boolean;
  readonly isAfterGap: boolean;
}

function Moment({ moment: { step, event, packet, actions, state, reasons }, isNow, isAfterGap }: MomentProps) {
  const { t } = useTranslation('conntrack');
  const { t: graph } = useTranslation('graph');
  const store = useAppStore();
  const goThere = () => {
    const { run, goTo, setPlaying } = store.getState();
    const view = run.view?.steps[step];
    if (view === undefined) return;
    setPlaying(false);
    goTo(step, positionOfEvent(view, event));
  };
  const what = actions.map((action) => t(`changes.${action}`));
  return (
    <li className={clsx(isAfterGap && 'border-t border-dashed border-line2')}>
      <button
        type="button"
        aria-current={isNow ? 'step' : undefined}
        className={clsx(
          'grid min-h-6 w-full grid-cols-[52px_1fr] gap-x-2 rounded-control px-1.5 py-0.5 text-left text-label text-ink2 -outline-offset-2 hover:bg-seen',
          isNow && 'bg-hit',
        )}
        onClick={goThere}
      >
        <span className="text-accent">{t('step', { step: step + 1 })}</span>
        <span className="min-w-0 wrap-anywhere">
          {what.join(t('comma'))}
          {state !== '' && !actions.includes('destroyed') && (
            <span className="font-mono text-[10.5px] text-ink"> {state}</span>
          )}
          {reasons.length > 0 && (
            <span className="block text-ink3">{reasons.map((reason) => trackerReason(graph, reason)).join('; ')}</span>
          )}
          {packet === 0 && <span className="block text-ink3">{t('notAPacket')}</span>}
        </span>
      </button>
    </li>
  );
}
