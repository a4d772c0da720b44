import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scenario } from '../../engine/index.ts';
import { IconButton } from '../common/Button.tsx';
import { changedAt } from './host-edit.ts';
import { HostField, useHostEdit } from './HostField.tsx';
import { Section } from './Section.tsx';

interface LinesProps {
  readonly title: string;
  readonly add: string;
  /** Where the validator speaks of it: 'host.routes'. */
  readonly path: string;
  readonly placeholder: string;
  readonly lines: readonly string[];
  readonly change: (scenario: Scenario, lines: readonly string[]) => Scenario;
}

/** A list of lines in the notation of their tool, each a field of its own with its own error. */
export function Lines({ title, add, path, placeholder, lines, change }: LinesProps) {
  const { t } = useTranslation('host');
  const edit = useHostEdit();
  const [isAdding, setAdding] = useState(false);
  const shown = isAdding ? [...lines, ''] : lines;
  return (
    <Section title={title} add={add} onAdd={() => setAdding(true)}>
      {shown.length === 0 && <p className="text-small text-ink3">{t('none')}</p>}
      {shown
        .map((line, index) => ({ line, index }))
        .map(({ line, index }) => (
          <div key={index} className="flex items-start gap-1">
            <HostField
              hideLabel
              label={t('form.lineOf', { what: title, line: index + 1 })}
              path={`${path}[${index}]`}
              value={line}
              placeholder={placeholder}
              className="flex-1"
              change={(scenario, text) => {
                setAdding(false);
                const next =
                  index === lines.length ? [...lines, text] : changedAt(lines, index, text === '' ? null : text);
                return change(
                  scenario,
                  next.filter((one) => one !== ''),
                );
              }}
            />
            <IconButton
              icon="delete"
              className="mt-1"
              label={t('form.remove', { what: line === '' ? title : line })}
              onClick={() => {
                if (index === lines.length) setAdding(false);
                else void edit(title, path, (scenario) => change(scenario, changedAt(lines, index, null)));
              }}
            />
          </div>
        ))}
    </Section>
  );
}
