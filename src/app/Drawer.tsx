import { useTranslation } from 'react-i18next';
import { DRAWER_TABS, useApp, useAppStore } from '../store/index.ts';
import { IconButton } from '../ui/common/Button.tsx';
import { Tabs } from '../ui/common/Tabs.tsx';
import { Slot } from './Slot.tsx';
import { SLOTS } from './slots.tsx';

/** `always`: it cannot be closed, where it has the screen to itself. */
export function Drawer({ always = false }: { readonly always?: boolean }) {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const active = useApp((state) => state.drawerTab);
  const open = useApp((state) => state.drawerOpen) || always;
  const toggle = (
    <IconButton
      icon={open ? 'down' : 'up'}
      small
      label={open ? t('closeDrawer') : t('openDrawer')}
      aria-expanded={open}
      onClick={() => store.getState().setDrawerOpen(!open)}
    />
  );
  return (
    <Tabs
      label={t('drawer')}
      tabs={DRAWER_TABS.map((id) => ({ id, label: t(`tabs.${id}`) }))}
      active={active}
      onSelect={(tab) => store.getState().setDrawerTab(tab)}
      trailing={always ? null : toggle}
      className="h-full bg-panel"
    >
      {open ? <Slot key={active} of={SLOTS.drawer[active]} /> : null}
    </Tabs>
  );
}
