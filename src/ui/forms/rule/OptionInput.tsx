import clsx from 'clsx';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormOption, OptionView } from '../../../engine/index.ts';
import { controlClass } from '../../common/Field.tsx';

interface OptionInputProps {
  /** Shown before the control: '--dport'. */
  readonly label: string;
  /** What the option is for: shown while the field has the focus. */
  readonly help?: string | null;
  readonly option: Pick<OptionView, 'widget' | 'invert' | 'kind'> & Partial<OptionView>;
  readonly given: FormOption | null;
  readonly error: string | null;
  readonly disabled?: boolean;
  readonly suggestions?: readonly string[];
  readonly onValue: (value: string) => void;
  readonly onFlag: (on: boolean) => void;
  readonly onInvert: (inverted: boolean) => void;
}

/** One option of a rule by the kind of its widget; nothing here knows which extension it belongs to. */
export function OptionInput(props: OptionInputProps) {
  const { t } = useTranslation('rules');
  const { label, help = null, option, given, error, disabled = false, onInvert } = props;
  const id = useId();
  const errorId = `${id}-error`;
  const helpId = `${id}-help`;
  const describedBy = [error === null ? [] : [errorId], help === null ? [] : [helpId]].flat().join(' ');
  const isFlag = option.kind === 'flag' || option.widget === 'checkbox';
  return (
    <div
      className={clsx(
        'group grid grid-cols-[minmax(84px,36%)_auto_minmax(0,1fr)] items-center gap-x-2',
        disabled && 'opacity-50',
      )}
    >
      <label
        htmlFor={id}
        className={clsx(
          'text-small break-words text-ink2',
          label.startsWith('-') && 'font-mono text-[11px] tracking-tight',
        )}
        title={help ?? label}
      >
        {label}
        {option.mandatory === true && <span className="text-drop"> *</span>}
      </label>
      {option.invert ? (
        <label
          className={clsx('flex min-h-6 items-center gap-1 text-label', given === null ? 'text-ink3' : 'text-ink2')}
        >
          <input
            type="checkbox"
            disabled={disabled || given === null}
            checked={given?.inverted ?? false}
            onChange={(event) => onInvert(event.target.checked)}
          />
          {t('not')}
        </label>
      ) : (
        <span />
      )}
      <Control {...props} id={id} describedBy={describedBy === '' ? undefined : describedBy} isFlag={isFlag} />
      {help !== null && (
        <p id={helpId} className="col-span-3 hidden pt-0.5 text-label text-ink3 group-focus-within:block">
          {help}
        </p>
      )}
      {error !== null && (
        <p id={errorId} role="alert" className="col-span-3 text-label text-drop">
          {error}
        </p>
      )}
    </div>
  );
}

type ControlProps = OptionInputProps & {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly isFlag: boolean;
};

function Control({
  id,
  describedBy,
  error,
  isFlag,
  option,
  given,
  disabled,
  suggestions,
  onValue,
  onFlag,
}: ControlProps) {
  const described = {
    ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
    ...(error === null ? {} : { 'aria-invalid': true as const }),
  };
  if (isFlag)
    return (
      <input
        id={id}
        {...described}
        type="checkbox"
        className="justify-self-start"
        disabled={disabled}
        checked={given !== null}
        onChange={(event) => onFlag(event.target.checked)}
      />
    );
  if (option.widget === 'select' && option.choices !== undefined)
    return (
      <select
        id={id}
        {...described}
        className={controlClass(true)}
        disabled={disabled}
        value={given?.value ?? ''}
        onChange={(event) => onValue(event.target.value)}
      >
        <option value="">–</option>
        {withCurrent(option.choices, given?.value).map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  if (option.widget === 'flags' && option.choices !== undefined)
    return (
      <FlagList choices={option.choices} value={given?.value ?? ''} disabled={disabled ?? false} onValue={onValue} />
    );
  const listId = `${id}-list`;
  const list = suggestions ?? option.choices;
  return (
    <>
      <input
        id={id}
        {...described}
        spellCheck={false}
        autoComplete="off"
        inputMode={option.widget === 'number' ? 'numeric' : undefined}
        className={controlClass(true)}
        disabled={disabled}
        placeholder={option.placeholder}
        list={list === undefined ? undefined : listId}
        value={given?.value ?? ''}
        onChange={(event) => onValue(event.target.value)}
      />
      {list !== undefined && (
        <datalist id={listId}>
          {list.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </datalist>
      )}
    </>
  );
}

/** A comma list of fixed words. */
function FlagList({
  choices,
  value,
  disabled,
  onValue,
}: {
  readonly choices: readonly string[];
  readonly value: string;
  readonly disabled: boolean;
  readonly onValue: (value: string) => void;
}) {
  const chosen = value.split(',').filter((word) => word !== '');
  return (
    <div className="flex flex-wrap gap-x-2.5">
      {withCurrent(choices, undefined).map((choice) => (
        <label key={choice} className="flex min-h-6 items-center gap-1 font-mono text-[11px]">
          <input
            type="checkbox"
            disabled={disabled}
            checked={chosen.includes(choice)}
            onChange={(event) =>
              onValue(choices.filter((one) => (one === choice ? event.target.checked : chosen.includes(one))).join(','))
            }
          />
          {choice}
        </label>
      ))}
    </div>
  );
}

/** A value that a real ruleset has but the list does not is not lost. */
const withCurrent = (choices: readonly string[], value: string | undefined): readonly string[] =>
  value === undefined || value === '' || choices.includes(value) ? choices : [value, ...choices];
