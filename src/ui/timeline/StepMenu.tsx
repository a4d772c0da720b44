import { useTranslation } from 'react-i18next';
import type { Step } from '../../engine/index.ts';
import { IconButton } from '../common/Button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../common/Menu.tsx';
import type { TimelineActions } from './use-timeline.ts';

interface StepMenuProps {
  readonly step: Step;
  readonly index: number;
  readonly actions: TimelineActions;
  readonly onEdit: (index: number) => void;
  readonly onExpect: (index: number) => void;
}

export function StepMenu({ step, index, actions, onEdit, onExpect }: StepMenuProps) {
  const { t } = useTranslation(['timeline', 'common']);
  return (
    <div className="relative z-10 -my-0.5 -mr-1">
      <Menu trigger={<IconButton small icon="more" label={t('menu', { number: index + 1 })} />}>
        <MenuItem hint="F2" onSelect={() => onEdit(index)}>
          {t('common:edit')}
        </MenuItem>
        <MenuItem onSelect={() => actions.duplicate(index)}>{t('common:duplicate')}</MenuItem>
        <MenuItem onSelect={() => actions.toggle(index)}>
          {step.disabled === true ? t('enable') : t('disable')}
        </MenuItem>
        {!('wait' in step) && step.disabled !== true && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => onExpect(index)}>{t('expect.menu')}</MenuItem>
            <MenuItem onSelect={() => void actions.expectNow(index)}>{t('expect.takeNowMenu')}</MenuItem>
          </>
        )}
        <MenuSeparator />
        <MenuItem
          hint="Alt ↑"
          disabled={!actions.canMove(index, index - 1)}
          onSelect={() => actions.move(index, index - 1)}
        >
          {t('common:moveUp')}
        </MenuItem>
        <MenuItem
          hint="Alt ↓"
          disabled={!actions.canMove(index, index + 1)}
          onSelect={() => actions.move(index, index + 1)}
        >
          {t('common:moveDown')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger hint="Del" onSelect={() => actions.remove(index)}>
          {t('common:delete')}
        </MenuItem>
      </Menu>
    </div>
  );
}
