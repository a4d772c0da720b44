import clsx from 'clsx';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConntrackView, RulePlace, Tuple } from '../../engine/index.ts';
import { Chip } from '../common/Chip.tsx';
import type { ConntrackHistory, ConntrackRow } from './conntrack-as-of.ts';
import { History } from './History.tsx';
import { Ring } from './Ring.tsx';
import { durationText, endText, tupleText } from './tuple-text.ts';

interface EntryCardProps {
  readonly row: ConntrackRow;
  readonly history: ConntrackHistory | undefined;
}

/** One connection: state, timer, both directions; what the current event changed is marked. */
export function EntryCard({ row, history }: EntryCardProps) {
  const { t } = useTranslation('conntrack');
  const { entry, before } = row;
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (row.isLit) card.current?.scrollIntoView({ block: 'nearest' });
  }, [row.isLit]);
  const seconds = Math.max(0, Math.ceil(entry.remaining / 1000));
  const timer = t('timerOf', { left: seconds, full: Math.round(entry.timeout / 1000) });

  return (
    <li
      ref={card}
      aria-label={row.isLit ? t('lit') : undefined}
      className={clsx(
        'mx-3 mb-2.5 rounded-[10px] border px-3 py-2',
        row.isLit ? 'border-conntrack inset-ring inset-ring-conntrack' : 'border-line',
        row.isGone && 'opacity-60',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Ring share={entry.timeout === 0 ? 0 : entry.remaining / entry.timeout} label={timer} />
        <span className="font-semibold">
          {entry.protocolName} <Marked changed={before !== null && before.state !== entry.state}>{entry.state}</Marked>
        </span>
        {!entry.seenReply && (
          <Chip kind="none" className="bg-log-soft! text-log!">
            UNREPLIED
          </Chip>
        )}
        {entry.assured && (
          <Chip kind="accept">
            <Marked changed={before !== null && !before.assured}>ASSURED</Marked>
          </Chip>
        )}
        {row.change !== null && row.change !== 'found' && <Chip kind="other">{t(`changes.${row.change}`)}</Chip>}
        <span className="ml-auto text-label text-ink3" title={timer}>
          {durationText(seconds)}
        </span>
      </div>
      <dl className="mt-1.5 grid grid-cols-[52px_1fr] gap-x-2 text-ink2">
        <Side label={t('original')} tuple={entry.original} before={before?.original} />
        <Side label={t('reply')} tuple={entry.reply} before={before?.reply} />
      </dl>
      <p className="mt-1.5 text-label text-ink3">
        <Facts entry={entry} history={history} />
      </p>
      <History moments={history?.moments ?? []} />
    </li>
  );
}

function Side({
  label,
  tuple,
  before,
}: {
  readonly label: string;
  readonly tuple: Tuple;
  readonly before: Tuple | undefined;
}) {
  const text = tupleText(tuple);
  return (
    <>
      <dt className="text-label text-ink3">{label}</dt>
      <dd className="font-mono text-[10.5px] leading-4.5 tracking-tight break-words">
        <Marked changed={before !== undefined && tupleText(before) !== text}>{text}</Marked>
      </dd>
    </>
  );
}

function Marked({ changed, children }: { readonly changed: boolean; readonly children: ReactNode }) {
  return changed ? <ins className="rounded-[3px] bg-hit no-underline">{children}</ins> : children;
}

function Facts({ entry, history }: { readonly entry: ConntrackView; readonly history: ConntrackHistory | undefined }) {
  const { t } = useTranslation('conntrack');
  const rule = (place: RulePlace | null | undefined) =>
    place === null || place === undefined
      ? ''
      : ` ${t('byRule', { rule: `${place.table} ${place.chain} ${place.rule}` })}`;
  const counters = entry.counters;
  const facts = [
    history?.createdBy !== undefined && history.createdBy !== null && t('createdBy', { step: history.createdBy + 1 }),
    entry.sourceNat && t('sourceNat', { address: endText(entry.reply, 'destination') }) + rule(history?.sourceNatBy),
    entry.destinationNat &&
      t('destinationNat', { address: endText(entry.reply, 'source') }) + rule(history?.destinationNatBy),
    !entry.confirmed && t('unconfirmed'),
    counters !== null &&
      entry.confirmed &&
      `${t('counters', { ...counters.original })} / ${t('counters', { ...counters.reply })}`,
    entry.mark !== 0 && t('mark', { mark: entry.mark }),
    entry.zone.original !== 0 && t('zone', { zone: entry.zone.original }),
    entry.helper !== null && t('helper', { helper: entry.helper }),
    entry.master !== null && t('related'),
  ];
  return facts.filter((fact) => fact !== false).join(' · ');
}
