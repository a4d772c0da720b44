import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scenario } from '../../engine/index.ts';
import { useAppStore, useEngine } from '../../store/index.ts';
import { controlClass, Field } from '../common/Field.tsx';
import { checkScenario } from './check-scenario.ts';

/** Puts a change of the host in force if it holds. Gives what is wrong with it, else null. */
export function useHostEdit(): (
  what: string,
  path: string,
  change: (scenario: Scenario) => Scenario,
) => Promise<string | null> {
  const { t } = useTranslation('host');
  const store = useAppStore();
  const engine = useEngine();
  return async (what, path, change) => {
    const candidate = change(store.getState().scenario);
    const problems = await checkScenario(engine, candidate);
    const problem = problems.find((one) => one.path.startsWith(path)) ?? problems[0];
    if (problem !== undefined)
      return problem.path.startsWith(path) ? problem.message : `${problem.path} ${problem.message}`;
    store.getState().edit(t('undo', { what }), () => candidate);
    return null;
  };
}

interface HostFieldProps {
  readonly label: string;
  readonly value: string;
  /** Where the validator speaks of it: 'host.interfaces[0].mtu'. */
  readonly path: string;
  readonly placeholder?: string;
  readonly hint?: ReactNode;
  readonly className?: string;
  readonly hideLabel?: boolean;
  readonly change: (scenario: Scenario, text: string) => Scenario;
}

/** One value of the host: in force when it is left or Enter is pressed; what is wrong is said there, and the old stays in force. */
export const HostField = (props: HostFieldProps) => <HostFieldForm key={props.value} {...props} />;

function HostFieldForm({
  label,
  value,
  path,
  placeholder,
  hint,
  className,
  hideLabel = false,
  change,
}: HostFieldProps) {
  const edit = useHostEdit();
  const [text, setText] = useState(value);
  const [error, setError] = useState<string>();
  const apply = async () => {
    if (text.trim() === value) return setError(undefined);
    setError((await edit(label, path, (scenario) => change(scenario, text.trim()))) ?? undefined);
  };
  return (
    <Field
      label={hideLabel ? <span className="sr-only">{label}</span> : label}
      error={error}
      hint={hint}
      className={className ?? ''}
    >
      {(control) => (
        <input
          {...control}
          spellCheck={false}
          autoComplete="off"
          className={controlClass(true)}
          placeholder={placeholder}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => void apply()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void apply();
            if (event.key === 'Escape' && text !== value) {
              event.stopPropagation();
              setText(value);
              setError(undefined);
            }
          }}
        />
      )}
    </Field>
  );
}

/** A number if it is written as one, else the text, for the validator to speak of. Empty: left to the default. */
export function numberOr(text: string): number | undefined {
  if (text === '') return undefined;
  return (/^\d+$/.test(text) ? Number(text) : text) as number;
}
