import type { RulePlace } from '../engine/model/event.ts';
import type { Slice } from './app-state.ts';
import { positionsOf } from './positions.ts';

export const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

export const SIDE_TABS = ['packet', 'conntrack', 'log', 'rule', 'host'] as const;
export type SideTab = (typeof SIDE_TABS)[number];
export const DRAWER_TABS = ['console', 'ruleset', 'trace'] as const;
export type DrawerTab = (typeof DRAWER_TABS)[number];
export type MobileTab = 'timeline' | 'graph' | 'panels';
export type Theme = 'system' | 'light' | 'dark';

/** The packet composer of the timeline: closed, for a new step at an index, or for an existing step. */
export type Composer =
  | { readonly mode: 'closed' }
  | { readonly mode: 'add'; readonly at: number }
  | { readonly mode: 'edit'; readonly step: number };

/** Why a link opened nothing; `details` are the engine's words about the document in it. */
export interface BrokenLink {
  readonly kind: 'newer-version' | 'damaged' | 'too-large' | 'not-json' | 'invalid';
  readonly details: readonly string[];
}

export interface Playhead {
  /** Index of the step, 0-based. */
  readonly step: number;
  /** Index into the step's positions, 0-based. */
  readonly position: number;
}

export interface ViewSlice {
  readonly playhead: Playhead;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly followPacket: boolean;
  /** The graph, or the same walk as an ordered list. */
  readonly walkView: 'graph' | 'list';
  readonly selectedRule: RulePlace | null;
  readonly sideTab: SideTab;
  readonly drawerTab: DrawerTab;
  readonly drawerOpen: boolean;
  readonly theme: Theme;
  readonly mobileTab: MobileTab;
  readonly composer: Composer;
  /** User chains opened or closed by hand in the graph: 'filter/DOCKER' → open. */
  readonly chainsShown: ReadonlyMap<string, boolean>;
  readonly brokenLink: BrokenLink | null;

  goTo(step: number, position?: number): void;
  /** To the next or last event, over the edge of a step into its neighbour. False at the end of the timeline. */
  moveByEvent(direction: 1 | -1): boolean;
  /** To the start of the next step; backwards to the start of this one first. */
  moveByStep(direction: 1 | -1): void;
  goToEdge(edge: 'start' | 'end'): void;
  setPlaying(playing: boolean): void;
  setSpeed(speed: Speed): void;
  setFollowPacket(follow: boolean): void;
  setWalkView(view: 'graph' | 'list'): void;
  /** Selects a rule and shows it in the side panel. */
  selectRule(place: RulePlace | null): void;
  setSideTab(tab: SideTab): void;
  /** Opens the drawer at a tab. */
  setDrawerTab(tab: DrawerTab): void;
  setDrawerOpen(open: boolean): void;
  setTheme(theme: Theme): void;
  setMobileTab(tab: MobileTab): void;
  setComposer(composer: Composer): void;
  showChain(chain: string, shown: boolean): void;
  setBrokenLink(link: BrokenLink | null): void;
  /** For a newly opened document. */
  resetView(): void;
  /** Puts the playhead back inside a run that became shorter. */
  clampPlayhead(): void;
}

const START = {
  playhead: { step: 0, position: 0 },
  playing: false,
  selectedRule: null,
  composer: { mode: 'closed' },
  chainsShown: new Map<string, boolean>(),
} as const;

export const createViewSlice =
  (theme: Theme): Slice<ViewSlice> =>
  (set, get) => {
    const lastPosition = (step: number): number => {
      const view = get().run.view?.steps[step];
      return view === undefined ? 0 : positionsOf(view).length - 1;
    };
    const stepCount = (): number => get().run.view?.steps.length ?? 0;

    return {
      ...START,
      speed: 1,
      followPacket: true,
      walkView: 'graph',
      sideTab: 'packet',
      drawerTab: 'console',
      drawerOpen: true,
      theme,
      brokenLink: null,
      mobileTab: 'graph',

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
      selectRule: (selectedRule) => set(selectedRule === null ? { selectedRule } : { selectedRule, sideTab: 'rule' }),
      setSideTab: (sideTab) => set({ sideTab }),
      setDrawerTab: (drawerTab) => set({ drawerTab, drawerOpen: true }),
      setDrawerOpen: (drawerOpen) => set({ drawerOpen }),
      setTheme: (next) => set({ theme: next }),
      setMobileTab: (mobileTab) => set({ mobileTab }),
      setComposer: (composer) => set({ composer }),
      showChain: (chain, shown) => set({ chainsShown: new Map(get().chainsShown).set(chain, shown) }),
      setBrokenLink: (brokenLink) => set({ brokenLink }),
      resetView: () => set(START),
      clampPlayhead: () => get().goTo(get().playhead.step, get().playhead.position),
    };
  };

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
