import type { RulePlace } from '../engine/index.ts';
import type { Notice } from './notice.ts';

export const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

export const SIDE_TABS = ['packet', 'conntrack', 'log', 'rule', 'host'] as const;
export type SideTab = (typeof SIDE_TABS)[number];
export const DRAWER_TABS = ['console', 'ruleset', 'trace', 'sequence', 'compare'] as const;
export type DrawerTab = (typeof DRAWER_TABS)[number];
export type MobileTab = 'timeline' | 'graph' | 'panels';
export type Theme = 'system' | 'light' | 'dark';

/** The packet composer of the timeline: closed, for a new step at an index, or for an existing step. */
export type Composer =
  | { readonly mode: 'closed' }
  | { readonly mode: 'add'; readonly at: number }
  | { readonly mode: 'edit'; readonly step: number };

/** A dialog of the frame; the composer and the link's problem have their own. */
export type Dialog = 'gallery' | 'library' | 'title' | 'import' | 'share' | 'palette' | 'shortcuts';

/** Why a link opened nothing; `details` are the engine's words about the document in it. */
export interface BrokenLink {
  readonly kind: 'newer-version' | 'damaged' | 'too-large' | 'not-json' | 'invalid' | 'invalid-lesson';
  readonly details: readonly string[];
}

export interface Playhead {
  /** Index of the step, 0-based. */
  readonly step: number;
  /** Index into the step's positions, 0-based. */
  readonly position: number;
}

/** What the graph is asked to bring into sight; a new object for every time of asking. */
export interface GraphTarget {
  /** `rule` 0 is the chain itself. */
  readonly place: RulePlace;
  /** Whether its row takes the keyboard focus. */
  readonly focus: boolean;
}

/** A ruleset set aside, to be run over the timeline beside the one in the document. */
export interface PinnedRuleset {
  /** Where it is from: "as of 14:05", a file's name, the edit that replaced it. */
  readonly name: string;
  readonly text: string;
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
  /** Which of the two sets of panels the phone's Panels tab shows. */
  readonly mobilePanels: 'side' | 'drawer';
  readonly composer: Composer;
  /** User chains opened or closed by hand in the graph: 'filter/DOCKER' → open. */
  readonly chainsShown: ReadonlyMap<string, boolean>;
  readonly graphTarget: GraphTarget | null;
  /** Whether the graph's search is open. */
  readonly finderOpen: boolean;
  /** Whether the graph is reduced to what the packet's walk touches. */
  readonly onlyTouched: boolean;
  /** Rises with every document that is opened: then the graph is fitted anew. */
  readonly opened: number;
  readonly pinned: PinnedRuleset | null;
  readonly brokenLink: BrokenLink | null;
  readonly dialog: Dialog | null;
  /** Whether the open scenario's explanation is shown above the walk. */
  readonly introShown: boolean;
  /** One of each kind, the newest last. */
  readonly notices: readonly Notice[];
  /** What was seen and closed for good: the tour, explanations. */
  readonly seen: ReadonlySet<string>;
  /** The step of the tour that is shown, 0-based; null outside it. */
  readonly tourStep: number | null;

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
  setMobilePanels(panels: ViewSlice['mobilePanels']): void;
  setComposer(composer: Composer): void;
  showChain(chain: string, shown: boolean): void;
  /** Brings a rule or a chain into sight in the graph; its chain is opened for it. */
  showInGraph(place: RulePlace, focus: boolean): void;
  setFinderOpen(open: boolean): void;
  setOnlyTouched(only: boolean): void;
  setPinned(pinned: PinnedRuleset | null): void;
  setBrokenLink(link: BrokenLink | null): void;
  /** Opens a dialog in place of any other; null closes. */
  setDialog(dialog: Dialog | null): void;
  setIntroShown(shown: boolean): void;
  /** By hand: then it stays closed when the scenario is opened again. */
  closeIntro(): void;
  notify(notice: Notice): void;
  dismiss(kind: Notice['kind']): void;
  /** Null leaves the tour, for good: it does not come by itself again. */
  setTourStep(step: number | null): void;
  /** For a newly opened document. */
  resetView(): void;
  /** Puts the playhead back inside a run that became shorter. */
  clampPlayhead(): void;
}
