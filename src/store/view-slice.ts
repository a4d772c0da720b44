import type { Slice } from './app-state.ts';
import { positionsOf } from './positions.ts';
import type { Theme, ViewSlice } from './view-state.ts';

const START = {
  playhead: { step: 0, position: 0 },
  playing: false,
  selectedRule: null,
  composer: { mode: 'closed' },
  chainsShown: new Map<string, boolean>(),
  graphTarget: null,
  finderOpen: false,
  onlyTouched: false,
  pinned: null,
} as const;

const introOf = (title: string | undefined): string => `intro ${title ?? ''}`;

export const createViewSlice =
  (theme: Theme, seenBefore: ReadonlySet<string>, title: string | undefined): Slice<ViewSlice> =>
  (set, get) => {
    const lastPosition = (step: number): number => {
      const view = get().run.view?.steps[step];
      return view === undefined ? 0 : positionsOf(view).length - 1;
    };
    const stepCount = (): number => get().run.view?.steps.length ?? 0;

    return {
      ...START,
      introShown: !seenBefore.has(introOf(title)),
      notices: [],
      seen: seenBefore,
      tourStep: null,
      opened: 0,
      speed: 1,
      followPacket: true,
      walkView: 'graph',
      sideTab: 'packet',
      drawerTab: 'console',
      drawerOpen: true,
      theme,
      brokenLink: null,
      dialog: null,
      mobileTab: 'graph',
      mobilePanels: 'side',

      goTo: (step, position = 0) => {
        const within = clamp(step, 0, Math.max(0, stepCount() - 1));
        set({ playhead: { step: within, position: clamp(position, 0, lastPosition(within)) } });
      },

      moveByEvent: (direction) => {
        const { step, position } = get().playhead;
        const target = position + direction;
        if (target >= 0 && target <= lastPosition(step)) {
          get().goTo(step, target);
          return true;
        }
        const neighbour = step + direction;
        if (neighbour < 0 || neighbour >= stepCount()) return false;
        get().goTo(neighbour, direction === 1 ? 0 : lastPosition(neighbour));
        return true;
      },

      moveByStep: (direction) => {
        const { step, position } = get().playhead;
        if (direction === -1) get().goTo(position > 0 ? step : step - 1);
        else if (step + 1 < stepCount()) get().goTo(step + 1);
        else get().goTo(step, lastPosition(step));
      },

      goToEdge: (edge) => {
        const { step } = get().playhead;
        get().goTo(step, edge === 'start' ? 0 : lastPosition(step));
      },

      setPlaying: (playing) => set({ playing }),
      setSpeed: (speed) => set({ speed }),
      setFollowPacket: (followPacket) => set({ followPacket }),
      setWalkView: (walkView) => set({ walkView }),
      selectRule: (selectedRule) =>
        set(selectedRule === null ? { selectedRule } : { selectedRule, sideTab: 'rule', mobilePanels: 'side' }),
      setSideTab: (sideTab) => set({ sideTab, mobilePanels: 'side' }),
      setDrawerTab: (drawerTab) => set({ drawerTab, drawerOpen: true, mobilePanels: 'drawer' }),
      setDrawerOpen: (drawerOpen) => set({ drawerOpen }),
      setTheme: (next) => set({ theme: next }),
      setMobileTab: (mobileTab) => set({ mobileTab }),
      setComposer: (composer) => set({ composer }),
      showChain: (chain, shown) => set({ chainsShown: new Map(get().chainsShown).set(chain, shown) }),
      showInGraph: (place, focus) => {
        const isUserChain = get().run.view?.rulesets.some(({ tables }) =>
          tables.some(
            (table) =>
              table.name === place.table &&
              table.chains.some((chain) => chain.name === place.chain && chain.hook === null),
          ),
        );
        if (isUserChain === true) get().showChain(`${place.table}/${place.chain}`, true);
        set({ graphTarget: { place, focus }, walkView: 'graph', mobileTab: 'graph', onlyTouched: false });
      },
      setFinderOpen: (finderOpen) =>
        set(finderOpen ? { finderOpen, walkView: 'graph', mobileTab: 'graph' } : { finderOpen }),
      setOnlyTouched: (onlyTouched) => set({ onlyTouched }),
      setPinned: (pinned) => set({ pinned }),
      setBrokenLink: (brokenLink) => set({ brokenLink }),
      setDialog: (dialog) => set({ dialog }),
      setIntroShown: (introShown) => set({ introShown }),
      closeIntro: () => set({ introShown: false, seen: new Set(get().seen).add(introOf(get().scenario.title)) }),
      notify: (notice) => set({ notices: [...get().notices.filter(({ kind }) => kind !== notice.kind), notice] }),
      dismiss: (kind) => set({ notices: get().notices.filter((notice) => notice.kind !== kind) }),
      setTourStep: (tourStep) =>
        set(tourStep === null ? { tourStep, seen: new Set(get().seen).add('tour') } : { tourStep }),
      setMobilePanels: (mobilePanels) => set({ mobilePanels }),
      resetView: () =>
        set({ ...START, introShown: !get().seen.has(introOf(get().scenario.title)), opened: get().opened + 1 }),
      clampPlayhead: () => get().goTo(get().playhead.step, get().playhead.position),
    };
  };

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
