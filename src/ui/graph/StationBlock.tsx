import clsx from 'clsx';
import type { Hook, StationName, TableName } from '../../engine/index.ts';
import { useTranslation } from '../../i18n/index.ts';
import { useApp } from '../../store/index.ts';
import type { HookStation } from './layout.ts';
import { RuleRows } from './RuleRows.tsx';
import { selectWalk } from './select-walk.ts';
import { conntrackText } from './sentence.ts';
import { stationPlace } from './stops.ts';
import { TONE_GROUND, TONE_TEXT, type Tone } from './tones.ts';
import type { StationMark, Walk } from './walk.ts';
import type { ZoomLevel } from './use-zoom-level.ts';

const TONES: { readonly [S in StationName]: Tone } = {
  raw: 'raw',
  mangle: 'mangle',
  nat: 'nat',
  filter: 'filter',
  security: 'security',
  defrag: 'conntrack',
  conntrack: 'conntrack',
  helper: 'conntrack',
  confirm: 'conntrack',
};

/** A station that the packet will skip says so from the start: the path behind the motion is whole. */
function skippedLater({ whole }: Walk, place: string): StationMark | undefined {
  const mark = whole.stations.get(place);
  return mark?.kind === 'skipped' ? mark : undefined;
}

interface StationBlockProps {
  readonly hook: Hook;
  readonly station: HookStation;
  readonly level: ZoomLevel;
}

/** One station of a hook: a table with its rules, or a part of the connection tracker. */
export function StationBlock({ hook, station: { name, chain, spans }, level }: StationBlockProps) {
  const { t } = useTranslation('graph');
  const place = stationPlace(hook, name);
  const mark = useApp((state) => selectWalk(state).stations.get(place) ?? skippedLater(selectWalk(state), place));
  const skipped = mark?.kind === 'skipped';
  const tone = TONES[name];

  return (
    <div
      role="group"
      aria-label={name}
      className={clsx(
        'relative border-t border-line',
        skipped && 'hatched',
        mark?.kind === 'here' && 'bg-accent-soft/40',
      )}
    >
      <span aria-hidden="true" className={clsx('station-edge absolute inset-y-0 left-0 w-[3px]', TONE_GROUND[tone])} />
      <div
        data-place={place}
        data-chain-at={chain === null ? undefined : `${name}/${chain.name}`}
        className={clsx(
          'flex h-[21px] items-center justify-between gap-2 pr-2.5 pl-2.5',
          level === 'middle' ? 'text-[15px]' : 'text-label',
        )}
      >
        <span className={clsx('station-name font-semibold', TONE_TEXT[tone])}>{name}</span>
        <span
          className={clsx('truncate text-right', skipped ? 'text-ink2' : 'text-ink3')}
          title={mark?.skip === undefined ? undefined : t(`skip.${mark.skip}`)}
        >
          {skipped && (
            <>
              <span aria-hidden="true">↷ </span>
              <span className="sr-only">{t('skipped')} </span>
            </>
          )}
          {note()}
        </span>
      </div>
      {chain !== null && level === 'near' && <RuleRows table={name as TableName} chain={chain} spans={spans} />}
    </div>
  );

  function note(): string {
    if (mark?.skip !== undefined) return t(`skip.${mark.skip}`);
    if (mark?.conntrack !== undefined) return conntrackText(t, mark.conntrack);
    if (chain === null || chain.policy === null) return '';
    const rules = t('rules', { count: chain.rules.length });
    if (level !== 'near') return chain.rules.length === 0 ? chain.policy : rules;
    const policy = t('policy', { policy: chain.policy });
    return chain.rules.length > 3 ? t('policyRules', { policy: chain.policy, rules }) : policy;
  }
}
