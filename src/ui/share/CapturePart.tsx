import { useTranslation } from 'react-i18next';
import { MOST_PACKETS, type TimelineChoice } from '../../formats/index.ts';
import { controlClass, Field } from '../common/Field.tsx';

const SHORTEST_WAITS = [100, 1000, 10_000] as const;

interface CapturePartProps {
  readonly choice: TimelineChoice;
  /** Packets to choose from. */
  readonly matching: number;
  readonly onChange: (part: Partial<TimelineChoice>) => void;
}

const number = (text: string, most: number): number => Math.max(1, Math.min(most, Math.floor(Number(text)) || 1));

/** Which packets of many, and what becomes of the pauses between them. */
export function CapturePart({ choice, matching, onChange }: CapturePartProps) {
  const { t } = useTranslation('share');
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-3">
      <Field label={t('capture.from')}>
        {(control) => (
          <input
            {...control}
            type="number"
            min={1}
            className={controlClass()}
            value={choice.from}
            onChange={({ target }) => onChange({ from: number(target.value, Math.max(1, matching)) })}
          />
        )}
      </Field>
      <Field label={t('capture.count', { count: MOST_PACKETS })}>
        {(control) => (
          <input
            {...control}
            type="number"
            min={1}
            max={MOST_PACKETS}
            className={controlClass()}
            value={choice.count}
            onChange={({ target }) => onChange({ count: number(target.value, MOST_PACKETS) })}
          />
        )}
      </Field>
      <Field label={t('capture.waits')} className="max-md:col-span-2">
        {(control) => (
          <select
            {...control}
            className={controlClass()}
            value={choice.shortestWait ?? ''}
            onChange={({ target }) => onChange({ shortestWait: target.value === '' ? null : Number(target.value) })}
          >
            {SHORTEST_WAITS.map((wait) => (
              <option key={wait} value={wait}>
                {t('capture.waitsFrom', { seconds: wait / 1000 })}
              </option>
            ))}
            <option value="">{t('capture.noWaits')}</option>
          </select>
        )}
      </Field>
    </div>
  );
}
