import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scenario } from '../../engine/index.ts';
import { useAppStore, useEngine } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { controlClass, Field } from '../common/Field.tsx';
import { checkScenario, type ScenarioProblem } from './check-scenario.ts';
import { linesOf, type UnreadableLine } from './host-text.ts';

interface TextListProps {
  readonly label: string;
  readonly hint: string;
  readonly lines: readonly string[];
  /** Where the validator speaks of it: 'host.routes'. */
  readonly path: string;
  readonly change: (scenario: Scenario, lines: readonly string[]) => Scenario | UnreadableLine;
}

/** A part of the host as text, one thing a line; what is wrong is said with its line, and the old stays in force. */
export const TextList = (props: TextListProps) => <TextListForm key={props.lines.join('\n')} {...props} />;

function TextListForm({ label, hint, lines, path, change }: TextListProps) {
  const { t } = useTranslation(['host', 'common']);
  const store = useAppStore();
  const engine = useEngine();
  const shown = lines.join('\n');
  const [text, setText] = useState(shown);
  const [error, setError] = useState<string>();

  const apply = async () => {
    const candidate = change(store.getState().scenario, linesOf(text));
    if ('line' in candidate) return setError(`${t('line', { line: candidate.line + 1 })}: ${t('unreadable')}`);
    const problems = await checkScenario(engine, candidate);
    const problem = problems.find((one) => one.path.startsWith(path)) ?? problems[0];
    if (problem !== undefined) return setError(said(problem));
    setError(undefined);
    store.getState().edit(t('undo', { what: label }), () => candidate);
  };
  const said = (problem: ScenarioProblem): string => {
    const index = new RegExp(`^${path}\\[(\\d+)\\]`).exec(problem.path)?.[1];
    return index === undefined
      ? `${problem.path} ${problem.message}`
      : `${t('line', { line: Number(index) + 1 })}: ${problem.message}`;
  };
  const isChanged = linesOf(text).join('\n') !== shown;

  return (
    <div>
      <Field label={label} hint={hint} error={error}>
        {(control) => (
          <textarea
            {...control}
            rows={Math.max(1, text.split('\n').length)}
            spellCheck={false}
            placeholder={t('none')}
            className={`${controlClass(true)} h-auto resize-y py-1 [field-sizing:content]`}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {isChanged && (
        <div className="flex gap-2 pt-1.5">
          <Button small look="primary" onClick={() => void apply()}>
            {t('common:apply')}
          </Button>
          <Button small look="line" onClick={() => setText(shown)}>
            {t('common:cancel')}
          </Button>
        </div>
      )}
    </div>
  );
}
