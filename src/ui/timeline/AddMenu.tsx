import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../common/Menu.tsx';
import { PresetDialog } from './PresetDialog.tsx';
import { PRESET_NAMES, PRESETS, type Preset, type PresetName } from './presets/index.ts';
import { presetContext } from './presets/preset-context.ts';
import { useAddPreset } from './use-add-preset.ts';

interface AddMenuProps {
  readonly onAdd: (what: 'wait' | 'command') => void;
  readonly onPaste: () => Promise<void>;
}

/** Where the presets that somebody outside plays begin. */
const FIRST_FROM_OUTSIDE: PresetName = 'ssh';

export function AddMenu({ onAdd, onPaste }: AddMenuProps) {
  const { t } = useTranslation('timeline');
  const store = useAppStore();
  const addPreset = useAddPreset();
  const [asking, setAsking] = useState<PresetName | null>(null);

  const hasChoices = (name: PresetName): boolean => {
    const { scenario, run } = store.getState();
    const preset: Preset = PRESETS[name];
    return preset.choices(presetContext(scenario, run.view)).length > 0;
  };
  const choose = (name: PresetName) => {
    if (hasChoices(name)) setAsking(name);
    else void addPreset(name);
  };
  const named = (name: PresetName): string => `${t(`presets.${name}`)}${hasChoices(name) ? '…' : ''}`;
  const compose = () => {
    const { scenario, setComposer } = store.getState();
    setComposer({ mode: 'add', at: scenario.timeline.length });
  };

  return (
    <>
      <Menu
        trigger={
          <Button small icon="plus" className="text-accent!" aria-label={t('addMenu')}>
            {t('add')}
          </Button>
        }
      >
        <MenuItem onSelect={compose}>{t('compose')}</MenuItem>
        <MenuItem onSelect={() => onAdd('wait')}>{t('wait')}</MenuItem>
        <MenuItem onSelect={() => onAdd('command')}>{t('command')}</MenuItem>
        <MenuItem onSelect={() => void onPaste()}>{t('select.paste')}</MenuItem>
        <MenuSeparator />
        {PRESET_NAMES.map((name) => (
          <div key={name} role="none">
            {name === FIRST_FROM_OUTSIDE && <MenuSeparator />}
            <MenuItem onSelect={() => choose(name)}>{named(name)}</MenuItem>
          </div>
        ))}
      </Menu>
      {asking !== null && <PresetDialog key={asking} preset={asking} onClose={() => setAsking(null)} />}
    </>
  );
}
