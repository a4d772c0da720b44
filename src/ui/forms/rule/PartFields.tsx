import { useTranslation } from 'react-i18next';
import type { ExtensionView, OptionView } from '../../../engine/index.ts';
import { controlClass } from '../../common/Field.tsx';
import { OptionInput } from './OptionInput.tsx';
import {
  findOption,
  isExcluded,
  isSpelling,
  removeOption,
  setInverted,
  setValue,
  spellingIn,
  type Options,
} from './rule-form-edit.ts';

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
  const isUsed = (option: OptionView) => options.some(({ name }) => isSpelling(option, name));
  const shown = known.filter((option) => showsAll || option.mandatory || isUsed(option));
  const strangers = options
    .filter(({ name }) => !known.some((option) => isSpelling(option, name)))
    .map(({ name }) => plainOption(name));
  const rest = known.filter((option) => !shown.includes(option) && !isExcluded(option, known, options));
  return (
    <div className="flex flex-col gap-1.5">
      {[...shown, ...strangers].map((option) => {
        const name = spellingIn(option, options);
        return (
          <OptionInput
            key={option.name}
            label={`--${name}`}
            option={option}
            given={findOption(options, name)}
            error={errorOf(name) ?? errorOf(option.name)}
            disabled={isExcluded(option, known, options)}
            onValue={(value) => onChange(setValue(options, name, value))}
            onFlag={(on) => onChange(on ? setValue(options, name, '', true) : removeOption(options, name))}
            onInvert={(inverted) => onChange(setInverted(options, name, inverted))}
          />
        );
      })}
      {rest.length > 0 && (
        <select
          aria-label={t('moreOptions')}
          className={`${controlClass()} text-ink3`}
          value=""
          onChange={(event) => onChange([...options, { name: event.target.value, inverted: false, value: '' }])}
        >
          <option value="">{t('moreOptions')}</option>
          {rest.map((option) => (
            <option key={option.name} value={spellingIn(option, options)}>
              --{spellingIn(option, options)}
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
