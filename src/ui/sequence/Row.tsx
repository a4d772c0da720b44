import clsx from 'clsx';
import type { TFunction } from 'i18next';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { positionOfEvent, useAppStore } from '../../store/index.ts';
import { draw, HOST, ROW, type Drawn, type Lane, type Stroke } from './lanes.ts';
import type { PacketRow, SequenceRow } from './sequence.ts';

interface RowProps {
  readonly row: SequenceRow;
  readonly lanes: readonly Lane[];
  readonly width: number;
  readonly isCurrent: boolean;
}

/** One packet, or what happened between packets. The picture is for the eye; its sentence says the same. */
export function Row({ row, lanes, width, isCurrent }: RowProps) {
  const { t } = useTranslation('explain');
  const store = useAppStore();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isCurrent]);
  const goTo = (event: number | null) => {
    const state = store.getState();
    const step = state.run.view?.steps[row.step];
    if (step === undefined) return;
    state.setPlaying(false);
    state.goTo(row.step, event === null ? 0 : positionOfEvent(step, event));
  };
  return (
    <li ref={item} className="scroll-mt-16 [contain-intrinsic-size:auto_42px] [content-visibility:auto]">
      <button
        type="button"
        aria-current={isCurrent ? 'step' : undefined}
        className={clsx('relative block text-left -outline-offset-2', isCurrent ? 'bg-accent-soft' : 'hover:bg-seen')}
        style={{ width }}
        onClick={() => goTo(row.kind === 'packet' ? row.begins : null)}
        onDoubleClick={() => goTo(row.kind === 'packet' ? row.ends : null)}
      >
        <span className="sr-only">{wordsOf(t, row)}</span>
        {row.kind === 'packet' ? (
          <Picture row={row} lanes={lanes} width={width} isCurrent={isCurrent} />
        ) : (
          <span aria-hidden="true" className="flex h-7 items-center gap-2 px-3.5 text-label text-ink3">
            <StepNumber step={row.step} />
            <span className="sticky left-14 font-mono">
              {row.command ?? t('sequence.wait', { seconds: row.seconds ?? 0 })}
            </span>
            <span className="h-px flex-1 bg-line" />
          </span>
        )}
      </button>
    </li>
  );
}

const StepNumber = ({ step }: { readonly step: number }) => (
  <span className="w-5 text-ink3 tabular-nums">{step + 1}</span>
);

const STROKES: { readonly [F in PacketRow['fate']]: string } = {
  sent: 'text-ok',
  delivered: 'text-ok',
  dropped: 'text-drop',
  rejected: 'text-drop',
  unknown: 'text-log',
  none: 'text-ink3',
};

function Picture({ row, lanes, width, isCurrent }: Omit<RowProps, 'row'> & { readonly row: PacketRow }) {
  const drawn = draw(row, lanes);
  return (
    <svg
      aria-hidden="true"
      width={width}
      height={drawn.height}
      className={clsx('block font-mono text-[10.5px]', STROKES[row.fate])}
    >
      {lanes.map(({ id, kind, x }) => (
        <line
          key={id}
          x1={x}
          x2={x}
          y1={0}
          y2={drawn.height}
          strokeWidth={kind === 'far' ? 1 : 2}
          strokeDasharray={kind === 'far' ? '3 3' : undefined}
          className={id === HOST ? 'stroke-ink3' : 'stroke-line2'}
        />
      ))}
      <text x={14} y={ROW / 2 + 4} className="fill-ink3 font-sans text-label">
        {row.step + 1}
      </text>
      {drawn.strokes.map((stroke) => (
        <Arrow key={`${stroke.from} ${stroke.to} ${stroke.y}`} stroke={stroke} isCurrent={isCurrent} />
      ))}
      <Marks row={row} drawn={drawn} />
    </svg>
  );
}

const HEAD = 5;

function Arrow({
  stroke: { from, to, y, hasHead, isInside, above, below },
  isCurrent,
}: {
  readonly stroke: Stroke;
  readonly isCurrent: boolean;
}) {
  const middle = labelAt(from, to);
  const back = to > from ? -HEAD : HEAD;
  return (
    <>
      <line
        x1={from}
        x2={to}
        y1={y}
        y2={y}
        stroke="currentColor"
        strokeWidth={isCurrent ? 2.5 : isInside ? 1.25 : 1.75}
        strokeDasharray={isInside ? '2 3' : undefined}
      />
      {hasHead && <path d={`M${to} ${y}l${back} -4v8z`} fill="currentColor" />}
      {above !== '' && (
        <text x={middle} y={y - 5} textAnchor="middle" className="fill-ink font-semibold">
          {above}
        </text>
      )}
      {below !== '' && (
        <text x={middle} y={y + 13} textAnchor="middle" className="fill-ink2 text-[10px]">
          {below}
        </text>
      )}
    </>
  );
}

/** Room of a flow written under an arrow, px: a longer arrow has its words near the device. */
const WORDS = 248;

const labelAt = (from: number, to: number): number => {
  const length = Math.abs(to - from);
  if (length <= WORDS) return (from + to) / 2;
  return to > from ? to - WORDS / 2 : from - WORDS / 2 > to ? to + WORDS / 2 : (from + to) / 2;
};

function Marks({ row, drawn: { cross, nat, process } }: { readonly row: PacketRow; readonly drawn: Drawn }) {
  const { t } = useTranslation('explain');
  return (
    <>
      {nat !== null && (
        <text
          x={nat.x}
          y={nat.y - 5}
          textAnchor="middle"
          className="fill-nat stroke-panel text-[10px] font-semibold [paint-order:stroke] [stroke-width:5px]"
        >
          {natWords(t, row)}
        </text>
      )}
      {process !== null && (
        <text x={process.x + 8} y={process.y + 4} className="fill-ink font-semibold">
          {row.at}
        </text>
      )}
      {cross !== null && (
        <>
          <path
            d={`M${cross.x - 5} ${cross.y - 5}l10 10m0 -10l-10 10`}
            stroke="currentColor"
            strokeWidth={2.5}
            strokeLinecap="round"
          />
          <text
            x={cross.x + 11 * cross.side}
            y={cross.y + 4}
            textAnchor={cross.side === 1 ? 'start' : 'end'}
            fill="currentColor"
            className="bg-panel [paint-order:stroke] font-semibold stroke-panel [stroke-width:4px]"
          >
            {t(`sequence.fates.${row.fate === 'rejected' || row.fate === 'unknown' ? row.fate : 'dropped'}`, {
              at: row.at,
            })}
          </text>
        </>
      )}
    </>
  );
}

const natWords = (t: TFunction<'explain'>, { nat }: PacketRow): string => (nat === '' ? '' : t(`sequence.nat.${nat}`));

/** The row for those who do not see it. */
function wordsOf(t: TFunction<'explain'>, row: SequenceRow): string {
  const step = row.step + 1;
  if (row.kind === 'pause')
    return row.command === null
      ? t('sequence.waitRow', { step, seconds: row.seconds ?? 0 })
      : t('sequence.commandRow', { step, command: row.command });
  const { arrives, leaves, fate } = row;
  const parts = [
    arrives === null ? t('sequence.fromHost') : t('sequence.arrives', { device: arrives.device }),
    leaves === null
      ? fate === 'delivered'
        ? t('sequence.delivered', { at: row.at })
        : fate === 'dropped' || fate === 'rejected' || fate === 'unknown'
          ? t(`sequence.fates.${fate}`, { at: row.at })
          : t('sequence.noEnd')
      : leaves.flow === row.flow
        ? t('sequence.leaves', { device: leaves.device })
        : t('sequence.leavesAs', { device: leaves.device, flow: leaves.flow, nat: natWords(t, row) }),
  ];
  return t('sequence.row', { step, what: row.what, flow: row.flow, rest: parts.join(t('sequence.comma')) });
}
