import { useTranslation } from 'react-i18next';
import { flowText, type Entrance, type EntranceGroup } from '../../formats/index.ts';
import { controlClass } from '../common/Field.tsx';

interface EntranceTableProps {
  readonly groups: readonly EntranceGroup[];
  readonly devices: readonly string[];
  readonly chosen: ReadonlyMap<string, Entrance>;
  readonly onChoose: (key: string, entrance: Entrance) => void;
}

const valueOf = (entrance: Entrance): string =>
  entrance.kind === 'device' ? `device:${entrance.device}` : entrance.kind;

function entranceOf(value: string): Entrance {
  if (value === 'local' || value === 'none') return { kind: value };
  return { kind: 'device', device: value.slice('device:'.length) };
}

/** Where packets enter the host: one row for those that do so for the same reason. */
export function EntranceTable({ groups, devices, chosen, onChoose }: EntranceTableProps) {
  const { t } = useTranslation('share');
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1 text-label font-medium text-ink2">{t('capture.entrances')}</legend>
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line">
        {groups.map(({ key, captured, reason, entrance, frames, example }) => {
          const words = flowText(example);
          return (
            <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2.5 py-1.5">
              <div className="min-w-0 flex-1 basis-64 text-small">
                <p>
                  <b className="font-semibold">{t('capture.packets', { count: frames.length })}</b>{' '}
                  {t(`capture.reasons.${reason}`)}
                  {captured !== '' && <span className="text-ink3"> ({captured})</span>}
                </p>
                <p className="truncate font-mono text-mono text-ink2">{words}</p>
              </div>
              <select
                aria-label={t('capture.entranceOf', { words })}
                className={`${controlClass()} max-w-52`}
                value={valueOf(chosen.get(key) ?? entrance)}
                onChange={({ target }) => onChoose(key, entranceOf(target.value))}
              >
                {devices.map((device) => (
                  <option key={device} value={`device:${device}`}>
                    {t('capture.into', { device })}
                  </option>
                ))}
                <option value="local">{t('capture.local')}</option>
                <option value="none">{t('capture.leaveOut')}</option>
              </select>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
