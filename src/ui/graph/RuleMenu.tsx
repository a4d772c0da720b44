import { useTranslation } from '../../i18n/index.ts';
import { useAppStore } from '../../store/index.ts';
import { MenuAt, MenuItem, MenuSeparator } from '../common/Menu.tsx';
import type { OpenMenu, RuleEditing } from './rule-editing.ts';
import { placeText } from './sentence.ts';

interface RuleMenuProps {
  readonly menu: OpenMenu;
  readonly editing: RuleEditing;
  readonly hasTaken: boolean;
  readonly onClose: () => void;
}

const MODIFIER = /mac/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** All that can be done with a rule of the graph, with its keys. */
export function RuleMenu({ menu: { place, rule, anchor }, editing, hasTaken, onClose }: RuleMenuProps) {
  const { t } = useTranslation(['graph', 'rules', 'common']);
  const store = useAppStore();
  const below = { ...place, rule: place.rule + 1 };
  const { target } = rule;
  const leadsTo = target.kind === 'jump' || target.kind === 'goto' ? target.name : null;
  return (
    <MenuAt label={t('edit.actions', { place: placeText(t, place) })} anchor={anchor} onClose={onClose}>
      <MenuItem hint="Enter" onSelect={() => editing.edit({ place, rule })}>
        {t('edit.here')}
      </MenuItem>
      <MenuItem onSelect={() => store.getState().selectRule(place)}>{t('edit.form')}</MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => editing.edit({ place, rule: null })}>{t('rules:insertBefore')}</MenuItem>
      <MenuItem onSelect={() => editing.edit({ place: below, rule: null })}>{t('rules:insertAfter')}</MenuItem>
      <MenuItem onSelect={() => editing.duplicate(place, rule)}>{t('common:duplicate')}</MenuItem>
      <MenuSeparator />
      <MenuItem hint="Alt ↑" onSelect={() => editing.nudge(place, rule, -1)}>
        {t('common:moveUp')}
      </MenuItem>
      <MenuItem hint="Alt ↓" onSelect={() => editing.nudge(place, rule, 1)}>
        {t('common:moveDown')}
      </MenuItem>
      <MenuItem hint={`${MODIFIER} X`} onSelect={() => editing.take(place, rule, true)}>
        {t('edit.cutItem')}
      </MenuItem>
      {hasTaken && (
        <MenuItem hint={`${MODIFIER} V`} onSelect={() => editing.paste(place)}>
          {t('edit.pasteItem')}
        </MenuItem>
      )}
      {leadsTo !== null && (
        <>
          <MenuSeparator />
          <MenuItem
            onSelect={() => store.getState().showInGraph({ table: place.table, chain: leadsTo, rule: 1 }, true)}
          >
            {t('edit.goTo', { chain: leadsTo })}
          </MenuItem>
        </>
      )}
      <MenuSeparator />
      <MenuItem danger hint="Del" onSelect={() => editing.remove(place)}>
        {t('common:delete')}
      </MenuItem>
    </MenuAt>
  );
}
