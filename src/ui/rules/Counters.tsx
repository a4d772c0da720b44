import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RulePlace } from '../../engine/index.ts';
import { selectPosition, useApp } from '../../store/index.ts';
import { countersAsOf } from './counters-as-of.ts';

interface CountersProps {
  readonly place: RulePlace;
  readonly loaded: { readonly packets: string; readonly bytes: string };
}

/** Packets and bytes of a rule or policy as of the playhead. */
export function Counters({ place, loaded }: CountersProps) {
  const { t, i18n } = useTranslation('rules');
  const view = useApp((state) => state.run.view);
  const step = useApp((state) => state.playhead.step);
  const event = useApp((state) => selectPosition(state)?.event ?? null);
  const counters = useMemo(() => {
    const start = { packets: BigInt(loaded.packets), bytes: BigInt(loaded.bytes) };
    return view === null ? start : countersAsOf(view, place, step, event, start);
  }, [view, place, step, event, loaded]);
  const grouped = new Intl.NumberFormat(i18n.language);
  return (
    <dl aria-label={t('counters')} className="flex gap-5">
      {(['packets', 'bytes'] as const).map((kind) => (
        <div key={kind} className="flex items-baseline gap-1.5">
          <dd className="font-mono text-body font-semibold">{grouped.format(counters[kind])}</dd>
          <dt className="text-label text-ink3">{t(kind)}</dt>
        </div>
      ))}
    </dl>
  );
}
