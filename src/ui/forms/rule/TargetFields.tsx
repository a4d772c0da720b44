import { useTranslation } from 'react-i18next';
import type { ExtensionView, Hook, RuleForm } from '../../../engine/index.ts';
import { aboutExtension, currentLanguage } from '../../../i18n/index.ts';
import { controlClass } from '../../common/Field.tsx';
import { PartFields } from './PartFields.tsx';
import { illegality } from './rule-form-edit.ts';
import { useWhyNot } from './use-why-not.ts';

const VERDICTS = ['ACCEPT', 'DROP', 'RETURN', 'QUEUE'];

interface TargetFieldsProps {
  readonly form: RuleForm;
  readonly catalogue: readonly ExtensionView[];
  readonly hook: Hook | null;
  readonly userChains: readonly string[];
  readonly errorOf: (option: string) => string | null;
  readonly onChange: (form: RuleForm) => void;
}

/** Verdict, chain or target extension with its options; only what may stand here is offered first. */
export function TargetFields({ form, catalogue, hook, userChains, errorOf, onChange }: TargetFieldsProps) {
  const { t } = useTranslation('rules');
  const { target } = form;
  const extensions = catalogue.filter((one) => one.kind === 'target' && !VERDICTS.includes(one.name));
  const whyNot = useWhyNot();
  const judged = extensions.map((one) => ({ one, illegal: illegality(one, form.table, hook) }));
  const legal = judged.filter(({ illegal }) => illegal === null).map(({ one }) => one);
  const extension = extensions.find((one) => one.name === target.name) ?? null;
  const isChain = userChains.includes(target.name);
  const isKnown = target.name === '' || isChain || VERDICTS.includes(target.name) || extension !== null;
  const about = extension === null && !isChain ? aboutExtension(currentLanguage(), target.name) : null;
  const choose = (name: string) =>
    onChange({ ...form, target: { kind: name === '' ? 'none' : 'jump', name, options: [] } });
  return (
    <div className="flex flex-col gap-2">
      <select
        aria-label={t('action')}
        className={controlClass(true)}
        value={target.name}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{t('nothing')}</option>
        {!isKnown && (
          <optgroup label={t('illegalTargets')}>
            <option>{target.name}</option>
          </optgroup>
        )}
        <Names label={t('verdicts')} names={VERDICTS} />
        <Names label={t('userChains')} names={userChains} />
        <optgroup label={t('targets')}>
          {legal.map((one) => (
            <option key={one.name} value={one.name}>
              {one.name}
              {one.modelled ? '' : ` (${t('unmodelled')})`}
            </option>
          ))}
        </optgroup>
        <optgroup label={t('illegalTargets')}>
          {judged.map(
            ({ one, illegal }) =>
              illegal !== null && (
                <option key={one.name} value={one.name} disabled={one.name !== target.name}>
                  {one.name} ({whyNot(illegal)})
                </option>
              ),
          )}
        </optgroup>
      </select>
      {about !== null && <p className="text-label text-ink3">{about}</p>}
      {errorOf('') !== null && (
        <p role="alert" className="text-label text-drop">
          {errorOf('')}
        </p>
      )}
      {isChain && (
        <label className="flex min-h-6 items-center gap-1.5 text-small text-ink2">
          <input
            type="checkbox"
            checked={target.kind === 'goto'}
            onChange={(event) =>
              onChange({ ...form, target: { ...target, kind: event.target.checked ? 'goto' : 'jump' } })
            }
          />
          {t('goto')}
        </label>
      )}
      {(extension !== null || target.options.length > 0) && (
        <PartFields
          name={target.name}
          extension={extension}
          options={target.options}
          errorOf={errorOf}
          onChange={(options) => onChange({ ...form, target: { ...target, options } })}
        />
      )}
    </div>
  );
}

function Names({ label, names }: { readonly label: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <optgroup label={label}>
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </optgroup>
  );
}
