import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Dialog } from '../common/Dialog.tsx';
import { controlClass, Field } from '../common/Field.tsx';
import { portsOf } from './presets/attacks.ts';
import { PRESETS, type Preset, type PresetName } from './presets/index.ts';
import { initialChoices, type Chosen, type PresetChoice } from './presets/preset.ts';
import { presetContext } from './presets/preset-context.ts';
import { useAddPreset } from './use-add-preset.ts';

interface PresetDialogProps {
  readonly preset: PresetName;
  readonly onClose: () => void;
}

/** What of a preset can be chosen, before it is added. */
export function PresetDialog({ preset, onClose }: PresetDialogProps) {
  const { t } = useTranslation(['presets', 'timeline', 'common']);
  const store = useAppStore();
  const addPreset = useAddPreset();
  const [choices] = useState(() => {
    const { scenario, run } = store.getState();
    const { choices: offered }: Preset = PRESETS[preset];
    return offered(presetContext(scenario, run.view));
  });
  const [chosen, setChosen] = useState<Chosen>(() => initialChoices(choices));
  const [isBuilding, setBuilding] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isValid = choices.every((choice) => isFit(choice, chosen[choice.name] ?? ''));

  const add = async () => {
    if (!isValid) return;
    setBuilding(true);
    const why = await addPreset(preset, chosen);
    setBuilding(false);
    if (why === null) onClose();
    else setFailure(why);
  };

  return (
    <Dialog
      open
      title={t('title', { what: t(`timeline:presets.${preset}`) })}
      onClose={onClose}
      actions={
        <>
          <Button look="line" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button look="primary" disabled={!isValid || isBuilding} onClick={() => void add()}>
            {isBuilding ? t('building') : t('common:add')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <p className="text-small text-ink2">{t(`about.${preset}`)}</p>
        <div className="grid grid-cols-2 gap-3 max-[420px]:grid-cols-1">
          {choices.map((choice) => (
            <ChoiceField
              key={choice.name}
              choice={choice}
              value={chosen[choice.name] ?? ''}
              onChange={(value) => setChosen({ ...chosen, [choice.name]: value })}
            />
          ))}
        </div>
        <p className="text-label text-ink3">{t('adapts')}</p>
        {failure !== null && (
          <p role="alert" className="text-small text-drop">
            {t('failed', { why: failure })}
          </p>
        )}
        <button type="submit" hidden>
          {t('common:add')}
        </button>
      </form>
    </Dialog>
  );
}

interface ChoiceFieldProps {
  readonly choice: PresetChoice;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ChoiceField({ choice, value, onChange }: ChoiceFieldProps) {
  const { t } = useTranslation('presets');
  const error = isFit(choice, value) ? undefined : errorOf(choice);
  const hint = choice.kind === 'ports' ? t('portsHint') : undefined;
  return (
    <Field
      label={t(`choices.${choice.name}`)}
      error={error}
      hint={hint}
      className={choice.kind === 'ports' ? 'col-span-full' : ''}
    >
      {(control) =>
        choice.kind === 'select' ? (
          <select
            {...control}
            className={controlClass()}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          >
            {choice.options.map((option) => (
              <option key={option} value={option}>
                {t(`options.${option}`)}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...control}
            inputMode={choice.kind === 'number' ? 'numeric' : 'text'}
            className={controlClass(true)}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );

  function errorOf(wrong: PresetChoice): string {
    return wrong.kind === 'number' ? t('numberError', { min: wrong.min, max: wrong.max }) : t('portsError');
  }
}

function isFit(choice: PresetChoice, value: string): boolean {
  switch (choice.kind) {
    case 'number':
      return /^\d+$/.test(value) && Number(value) >= choice.min && Number(value) <= choice.max;
    case 'ports':
      return portsOf(value).length > 0;
    case 'select':
      return true;
  }
}
