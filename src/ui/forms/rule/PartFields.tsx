import { useTranslation } from 'react-i18next';
import { aboutExtension, aboutOption, currentLanguage } from '../../../i18n/index.ts';
import type { ExtensionView, OptionView } from '../../../engine/index.ts';
import { Button } from '../../common/Button.tsx';
import { controlClass } from '../../common/Field.tsx';
import { OptionInput } from './OptionInput.tsx';
import {
  changeAt,
  findOption,
  isExcluded,
  isSpelling,
  removeAt,
  removeOption,
  setInverted,
  setValue,
  spellingIn,
  type Options,
} from './rule-form-edit.ts';

/** Up to so many options are all shown; of more, those that are used, and a list to add from. */
const SHOWN_AT_ONCE = 6;

interface PartFieldsProps {
  /** As iptables spells it; it may be one that the catalogue does not have. */
  readonly name: string;
  readonly extension: ExtensionView | null;
  readonly options: Options;
  readonly errorOf: (option: string) => string | null;
  readonly onChange: (options: Options) => void;
}

/** The options of one match or target, drawn from its description. */
export function PartFields({ name: extensionName, extension, options, errorOf, onChange }: PartFieldsProps) {
  const { t } = useTranslation('rules');
  const known = extension?.options ?? [];
  const showsAll = known.length <= SHOWN_AT_ONCE;
  const isUsed = (option: OptionView) => options.some(({ name }) => isSpelling(option, name));
  const shown = known.filter((option) => showsAll || option.mandatory || isUsed(option));
  const strangers = options
    .filter(({ name }) => !known.some((option) => isSpelling(option, name)))
    .map(({ name }) => plainOption(name));
  const rest = known.filter((option) => !shown.includes(option) && !isExcluded(option, known, options));
  const language = currentLanguage();
  const about = aboutExtension(language, extensionName);
  return (
    <div className="flex flex-col gap-1.5">
      {about !== null && <p className="text-label text-ink3">{about}</p>}
      {[...shown, ...strangers].map((option) => {
        const name = spellingIn(option, options);
        const help = aboutOption(language, extensionName, [option.name, ...(option.aliases ?? [])]);
        if (option.multi)
          return (
            <Repeated
              key={option.name}
              option={option}
              name={name}
              options={options}
              help={help === about ? null : help}
              error={errorOf(name) ?? errorOf(option.name)}
              onChange={onChange}
            />
          );
        return (
          <OptionInput
            key={option.name}
            label={`--${name}`}
            help={help === about ? null : help}
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

interface RepeatedProps {
  readonly option: OptionView;
  readonly name: string;
  readonly options: Options;
  readonly help: string | null;
  readonly error: string | null;
  readonly onChange: (options: Options) => void;
}

/** An option that may stand several times: a field for each, in their order, and one more on demand. */
function Repeated({ option, name, options, help, error, onChange }: RepeatedProps) {
  const { t } = useTranslation('rules');
  const places = options.flatMap((given, index) => (isSpelling(option, given.name) ? [{ given, index }] : []));
  const add = (value: string) => onChange([...options, { name, inverted: false, value }]);
  const isFlag = option.kind === 'flag';
  return (
    <>
      {places.map(({ given, index }) => (
        <OptionInput
          key={`place ${index}`}
          label={`--${given.name}`}
          help={help}
          option={option}
          given={given}
          error={error}
          onValue={(value) => onChange(value === '' ? removeAt(options, index) : changeAt(options, index, { value }))}
          onFlag={() => onChange(removeAt(options, index))}
          onInvert={(inverted) => onChange(changeAt(options, index, { inverted }))}
        />
      ))}
      {places.length === 0 && (
        <OptionInput
          label={`--${name}`}
          help={help}
          option={option}
          given={null}
          error={error}
          onValue={add}
          onFlag={() => add('')}
          onInvert={() => undefined}
        />
      )}
      {places.length > 0 && (
        <Button
          small
          icon="plus"
          className="self-start text-accent!"
          onClick={() => add(isFlag ? '' : (option.choices?.[0] ?? ''))}
        >
          {t('oneMore', { option: `--${name}` })}
        </Button>
      )}
    </>
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
