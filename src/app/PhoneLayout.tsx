import { useTranslation } from 'react-i18next';
import { useApp, useAppStore } from '../store/index.ts';
import { Segmented } from '../ui/common/Segmented.tsx';
import { Tabs } from '../ui/common/Tabs.tsx';
import { Transport } from '../ui/transport/Transport.tsx';
import { Drawer } from './Drawer.tsx';
import { Intro } from './Intro.tsx';
import { SidePanel } from './SidePanel.tsx';
import { Slot } from './Slot.tsx';
import { SLOTS } from './slots.tsx';
import { Stage } from './Stage.tsx';

/** Three tabs, one at a time; the transport controls stay at the bottom. */
export function PhoneLayout() {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const active = useApp((state) => state.mobileTab);
  const tabs = [
    { id: 'timeline', label: t('timeline') },
    { id: 'graph', label: t('graph') },
    { id: 'panels', label: t('panels') },
  ] as const;
  return (
    <main id="stage" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
      <Tabs
        label={t('parts')}
        tabs={tabs}
        active={active}
        onSelect={(tab) => store.getState().setMobileTab(tab)}
        className="min-h-0 flex-1 bg-panel"
      >
        {active === 'timeline' && (
          <div data-tour="timeline" className="h-full">
            <Slot of={SLOTS.timeline} />
          </div>
        )}
        {active === 'graph' && (
          <div className="flex h-full flex-col bg-bg">
            <Intro />
            <Stage />
          </div>
        )}
        {active === 'panels' && <Panels />}
      </Tabs>
      <Transport />
      <Slot of={SLOTS.lessonOnPhone} />
    </main>
  );
}

/** What stands at the right and below on a desktop, one of the two at a time. */
function Panels() {
  const { t } = useTranslation('app');
  const store = useAppStore();
  const shown = useApp((state) => state.mobilePanels);
  return (
    <div data-tour={shown} className="flex h-full flex-col">
      <div className="shrink-0 px-3 pt-2">
        <Segmented
          label={t('panels')}
          options={[
            { id: 'side', label: t('side') },
            { id: 'drawer', label: t('drawer') },
          ]}
          value={shown}
          onChange={(panels) => store.getState().setMobilePanels(panels)}
        />
      </div>
      <div className="min-h-0 flex-1">{shown === 'side' ? <SidePanel /> : <Drawer always />}</div>
    </div>
  );
}
