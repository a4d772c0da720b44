import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels';
import { useApp, type DrawerTab } from '../store/index.ts';
import { Transport } from '../ui/transport/Transport.tsx';
import { Drawer } from './Drawer.tsx';
import { Intro } from './Intro.tsx';
import { SidePanel } from './SidePanel.tsx';
import { Slot } from './Slot.tsx';
import { SLOTS } from './slots.tsx';
import { Stage } from './Stage.tsx';

/** Height of the drawer when only its tabs are seen, px. */
const CLOSED_DRAWER = 40;
/** Of tables and diagrams little is seen through a slit: opening one makes room, px. */
const TALL_DRAWER = 320;
const TALL_TABS: ReadonlySet<DrawerTab> = new Set<DrawerTab>(['sequence', 'compare']);

/** As on the board: timeline, graph and drawer to the left, details over the full height to the right. */
export function DesktopLayout() {
  const { t } = useTranslation('app');
  const isLearning = useApp((state) => state.lessonView !== 'closed');
  return (
    <div className="min-h-0 flex-1">
      <Group orientation="horizontal">
        {isLearning && (
          <Panel id="learning" defaultSize={332} minSize={260} maxSize={560} groupResizeBehavior="preserve-pixel-size">
            <Learning />
          </Panel>
        )}
        {isLearning && <Handle across="columns" />}
        <Panel id="work" minSize={420}>
          <Group orientation="vertical">
            <Panel id="upper" minSize={240}>
              <Group orientation="horizontal">
                {!isLearning && (
                  <Panel
                    id="timeline"
                    defaultSize={236}
                    minSize={200}
                    maxSize={420}
                    groupResizeBehavior="preserve-pixel-size"
                  >
                    <Timeline />
                  </Panel>
                )}
                {!isLearning && <Handle across="columns" />}
                <Panel id="stage" minSize={320}>
                  <main id="stage" tabIndex={-1} className="flex h-full flex-col outline-none">
                    <Stage />
                    <Transport />
                  </main>
                </Panel>
              </Group>
            </Panel>
            <Handle across="rows" />
            <DrawerPanel />
          </Group>
        </Panel>
        <Handle across="columns" />
        <Panel id="side" defaultSize={316} minSize={260} maxSize={640} groupResizeBehavior="preserve-pixel-size">
          <section data-tour="side" aria-label={t('side')} className="h-full overflow-hidden">
            <SidePanel />
          </section>
        </Panel>
      </Group>
    </div>
  );
}

/** The lesson above its packets, over the full height: the graph keeps its width. */
function Learning() {
  return (
    <Group orientation="vertical">
      <Panel id="lesson" defaultSize="62%" minSize={160}>
        <Slot of={SLOTS.lesson} />
      </Panel>
      <Handle across="rows" />
      <Panel id="lesson-timeline" minSize={96}>
        <Timeline alone />
      </Panel>
    </Group>
  );
}

/** `alone`: without the scenario's explanation, where a lesson explains. */
function Timeline({ alone = false }: { readonly alone?: boolean }) {
  const { t } = useTranslation('app');
  return (
    <section data-tour="timeline" aria-label={t('timeline')} className="flex h-full flex-col overflow-hidden bg-panel">
      {!alone && <Intro />}
      <div className="min-h-0 flex-1">
        <Slot of={SLOTS.timeline} />
      </div>
    </section>
  );
}

function DrawerPanel() {
  const { t } = useTranslation('app');
  const open = useApp((state) => state.drawerOpen);
  const panel = usePanelRef();
  useEffect(() => {
    if (open) panel.current?.expand();
    else panel.current?.collapse();
  }, [open, panel]);
  const asksForRoom = useApp((state) => state.drawerOpen && TALL_TABS.has(state.drawerTab));
  useEffect(() => {
    if (asksForRoom && (panel.current?.getSize().inPixels ?? TALL_DRAWER) < TALL_DRAWER)
      panel.current?.resize(TALL_DRAWER);
  }, [asksForRoom, panel]);
  return (
    <Panel
      id="drawer"
      panelRef={panel}
      defaultSize={186}
      minSize={96}
      collapsible
      collapsedSize={CLOSED_DRAWER}
      groupResizeBehavior="preserve-pixel-size"
    >
      <section data-tour="drawer" aria-label={t('drawer')} className="h-full overflow-hidden">
        <Drawer />
      </section>
    </Panel>
  );
}

/** One pixel to the eye, more to the pointer. */
function Handle({ across }: { readonly across: 'columns' | 'rows' }) {
  const { t } = useTranslation('app');
  const size = across === 'columns' ? 'w-px after:-inset-x-1 after:inset-y-0' : 'h-px after:inset-x-0 after:-inset-y-1';
  return (
    <Separator
      aria-label={t('resize')}
      className={`relative z-10 bg-line outline-none after:absolute after:content-[''] hover:bg-accent focus-visible:bg-accent focus-visible:ring-1 focus-visible:ring-accent ${size}`}
    />
  );
}
