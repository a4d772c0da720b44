import { useTranslation } from 'react-i18next';
import type { ExtensionView, OptionView } from '../../../engine/scenario/views.ts';
import { controlClass } from '../../common/Field.tsx';
import { OptionInput } from './OptionInput.tsx';
import { findOption, isExcluded, removeOption, setInverted, setValue, type Options } from './rule-form-edit.ts';

/** Up to so many options are all shown; of more, those that are used, and a list to add from. */
const SHOWN_AT_ONCE = 6;

interface PartFieldsProps {
  readonly extension: ExtensionView | null;
  readonly options: Options;
  readonly errorOf: (option: string) => string | null;
  readonly onChange: (options: Options) => void;
}

/** The options of one match or target, drawn from its description. */
export function PartFields({ extension, options, errorOf, onChange }: PartFieldsProps) {
  const { t } = useTranslation('rules');
  const known = extension?.options ?? [];
  const showsAll = known.length <= SHOWN_AT_ONCE;
  const shown = known.filter((option) => showsAll || option.mandatory || findOption(options, option.name) !== null);
  const strangers = options.filter(({ name }) => !known.some((option) => option.name === name)).map(({ name }) => plainOption(name));
  const rest = known.filter((option) => !shown.includes(option) && !isExcluded(option, known, options));
  return (
    <div className="flex flex-col gap-1.5">
      {[...shown, ...strangers].map((option) => (
        <OptionInput
          key={option.name}
          label={`--${option.name}`}
          option={option}
          given={findOption(options, option.name)}
          error={errorOf(option.name)}
          disabled={isExcluded(option, known, options)}
          onValue={(value) => onChange(setValue(options, option.name, value))}
          onFlag={(on) => onChange(on ? setValue(options, option.name, '', true) : removeOption(options, option.name))}
          onInvert={(inverted) => onChange(setInverted(options, option.name, inverted))}
        />
      ))}
      {rest.length > 0 && (
        <select
          aria-label={t('moreOptions')}
          className={`${controlClass()} text-ink3`}
          value=""
          onChange={(event) => onChange([...options, { name: event.target.value, inverted: false, value: '' }])}
        >
          <option value="">{t('moreOptions')}</option>
          {rest.map((option) => (
            <option key={option.name} value={option.name}>
              --{option.name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** For what stands in the rule but not in the catalogue: shown as text, so that nothing is lost. */
const plainOption = (name: string): OptionView => ({
  name,
  kind: 'string',
  invert: true,
  mandatory: false,
  multi: false,
  excludes: [],
  widget: 'text',
});
