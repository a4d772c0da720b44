import { useTranslation } from 'react-i18next';
import { useApp, useAppStore } from '../../store/index.ts';
import { Button } from '../common/Button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../common/Menu.tsx';
import { presetContext } from './preset-context.ts';
import { PRESETS, presetSteps, type Preset } from './presets.ts';
import { useTimeline } from './use-timeline.ts';

interface AddMenuProps {
  readonly onAdd: (what: 'wait' | 'command') => void;
}

export function AddMenu({ onAdd }: AddMenuProps) {
  const { t } = useTranslation('timeline');
  const store = useAppStore();
  const { append } = useTimeline();
  const hasWire = useApp(
    (state) => state.run.view !== null && presetContext(state.scenario, state.run.view).wire !== null,
  );

  const addPreset = (preset: Preset) => {
    const { scenario, run } = store.getState();
    const steps = presetSteps(preset, presetContext(scenario, run.view));
    if (steps !== null) append(t('undo.preset', { what: t(`presets.${preset}`) }), steps);
  };
  const compose = () => {
    const { scenario, setComposer } = store.getState();
    setComposer({ mode: 'add', at: scenario.timeline.length });
  };

  return (
    <Menu
      trigger={
        <Button small icon="plus" className="text-accent!" aria-label={t('addMenu')}>
          {t('add')}
        </Button>
      }
    >
      {PRESETS.map((preset) => {
        const lacksWire = preset === 'icmpError' && !hasWire;
        return (
          <MenuItem
            key={preset}
            disabled={lacksWire}
            hint={lacksWire ? t('icmpErrorNeeds') : preset.startsWith('ftp') ? t('ftpHint') : undefined}
            onSelect={() => addPreset(preset)}
          >
            {t(`presets.${preset}`)}
          </MenuItem>
        );
      })}
      <MenuSeparator />
      <MenuItem onSelect={compose}>{t('compose')}</MenuItem>
      <MenuItem onSelect={() => onAdd('wait')}>{t('wait')}</MenuItem>
      <MenuItem onSelect={() => onAdd('command')}>{t('command')}</MenuItem>
    </Menu>
  );
}
