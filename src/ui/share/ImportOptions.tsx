import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../store/index.ts';
import { controlClass } from '../common/Field.tsx';
import { missingInterfaces } from './interfaces-of.ts';
import { withoutLoopback, type Recognised } from './recognise.ts';
import type { ImportChoices } from './use-import.ts';

interface ImportOptionsProps {
  readonly found: Recognised;
  readonly choices: ImportChoices;
  readonly onChange: (choices: ImportChoices) => void;
}

/** Rules from elsewhere may name interfaces that the host has not, and are seldom what the title says. */
export function ImportOptions({ found, choices, onChange }: ImportOptionsProps) {
  const { t } = useTranslation('share');
  const scenario = useApp((state) => state.scenario);
  const missing = useMemo(() => {
    const pasted = withoutLoopback(found.interfaces);
    return missingInterfaces(found.ruleset ?? '', pasted.length > 0 ? pasted : scenario.host.interfaces);
  }, [found, scenario]);
  const { names, patterns } = missing;
  return (
    <div className="flex flex-col gap-2 pt-3 text-small">
      {names.length > 0 && (
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            className="mt-0.5"
            checked={choices.addInterfaces}
            onChange={({ target }) => onChange({ ...choices, addInterfaces: target.checked })}
          />
          <span>
            {t('addInterfaces', { count: names.length })}{' '}
            <span className="font-mono text-mono">{names.join(', ')}</span>
          </span>
        </label>
      )}
      {patterns.length > 0 && <p className="text-log">{t('noneFits', { patterns: patterns.join(', ') })}</p>}
      {scenario.title !== undefined && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <label className="flex min-h-6 items-center gap-2">
            <input
              type="checkbox"
              checked={choices.title !== null}
              onChange={({ target }) => onChange({ ...choices, title: target.checked ? t('importedTitle') : null })}
            />
            {t('newTitle', { title: scenario.title })}
          </label>
          {choices.title !== null && (
            <input
              aria-label={t('newTitleLabel')}
              className={`${controlClass()} max-w-72`}
              value={choices.title}
              onChange={({ target }) => onChange({ ...choices, title: target.value })}
            />
          )}
        </div>
      )}
    </div>
  );
}
