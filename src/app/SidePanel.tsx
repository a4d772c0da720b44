import { useTranslation } from 'react-i18next';
import { selectStep, SIDE_TABS, useApp, useAppStore } from '../store/index.ts';
import { Tabs } from '../ui/common/Tabs.tsx';
import { Slot } from './Slot.tsx';
import { SLOTS } from './slots.tsx';

export function SidePanel() {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const active = useApp((state) => state.sideTab);
  const entries = useApp((state) => selectStep(state)?.conntrack.length ?? 0);
  const tabs = SIDE_TABS.map((id) => ({
    id,
    label: t(`tabs.${id}`),
    ...(id === 'conntrack' && entries > 0 ? { count: entries } : {}),
  }));
  return (
    <Tabs
      label={t('side')}
      tabs={tabs}
      active={active}
      onSelect={(tab) => store.getState().setSideTab(tab)}
      className="h-full bg-panel"
    >
      <h2 className="sr-only">{t(`tabs.${active}`)}</h2>
      <Slot key={active} of={SLOTS.side[active]} />
    </Tabs>
  );
}
