import { lazy, type ComponentType } from 'react';
import type { DrawerTab, SideTab } from '../store/index.ts';

/**
 * What fills the frame. Each slot takes no props and reads the store; what is not in the first view is loaded when it is opened.
 */
const Graph = lazy(() => import('../ui/graph/GraphView.tsx').then((module) => ({ default: module.GraphView })));
const WalkList = lazy(() => import('../ui/graph/WalkList.tsx').then((module) => ({ default: module.WalkList })));

const Timeline = lazy(() => import('../ui/timeline/index.ts').then((module) => ({ default: module.TimelinePanel })));

const Packet = lazy(() => import('../ui/packet/index.ts').then((module) => ({ default: module.PacketPanel })));
const Conntrack = lazy(() => import('../ui/conntrack/index.ts').then((module) => ({ default: module.ConntrackPanel })));
const Log = lazy(() => import('../ui/log/index.ts').then((module) => ({ default: module.LogPanel })));
const Rule = lazy(() => import('../ui/rules/index.ts').then((module) => ({ default: module.RulePanel })));
const Console = lazy(() => import('../ui/console/index.ts').then((module) => ({ default: module.ConsolePanel })));
const ScenarioMenu = lazy(() => import('../ui/share/index.ts').then((module) => ({ default: module.ScenarioMenu })));
const Exchange = lazy(() => import('../ui/share/index.ts').then((module) => ({ default: module.Exchange })));
const RecordedNote = lazy(() => import('../ui/share/index.ts').then((module) => ({ default: module.RecordedNote })));
const LinkProblem = lazy(() =>
  import('../ui/share/index.ts').then((module) => ({ default: module.LinkProblemDialog })),
);
const Host = lazy(() => import('../ui/host/index.ts').then((module) => ({ default: module.HostPanel })));
const Ruleset = lazy(() => import('../ui/editor/index.ts').then((module) => ({ default: module.RulesetPanel })));
const Palette = lazy(() => import('./palette/index.ts').then((module) => ({ default: module.CommandPalette })));
const Shortcuts = lazy(() => import('./palette/index.ts').then((module) => ({ default: module.ShortcutSheet })));
const Lessons = lazy(() => import('../ui/lessons/index.ts').then((module) => ({ default: module.LessonsEntry })));
const Lesson = lazy(() => import('../ui/lessons/index.ts').then((module) => ({ default: module.LessonPanel })));
const LessonOnPhone = lazy(() => import('../ui/lessons/index.ts').then((module) => ({ default: module.LessonSheet })));
const Tour = lazy(() => import('./tour/index.ts').then((module) => ({ default: module.Tour })));
const Trace = lazy(() => import('../ui/log/index.ts').then((module) => ({ default: module.TracePanel })));
const Sequence = lazy(() => import('../ui/sequence/index.ts').then((module) => ({ default: module.SequencePanel })));
const Compare = lazy(() => import('../ui/compare/index.ts').then((module) => ({ default: module.ComparePanel })));

interface Slots {
  readonly graph: ComponentType;
  readonly walkList: ComponentType;
  readonly timeline: ComponentType;
  /** Whose walk is shown, where a kernel's log is open. */
  readonly recordedNote: ComponentType;
  readonly linkProblem: ComponentType;
  readonly palette: ComponentType;
  readonly tour: ComponentType;
  readonly shortcuts: ComponentType;
  /** Left in the header: the scenario's name with its menu, Gallery. */
  readonly scenarioMenu: ComponentType;
  /** Right in the header: Import, Export, Share. */
  readonly exchange: ComponentType;
  /** In the header after the gallery: lessons, or the one under way. */
  readonly lessons: ComponentType;
  readonly lesson: ComponentType;
  readonly lessonOnPhone: ComponentType;
  readonly side: { readonly [T in SideTab]: ComponentType };
  readonly drawer: { readonly [T in DrawerTab]: ComponentType };
}

export const SLOTS: Slots = {
  graph: Graph,
  walkList: WalkList,
  timeline: Timeline,
  recordedNote: RecordedNote,
  linkProblem: LinkProblem,
  palette: Palette,
  tour: Tour,
  shortcuts: Shortcuts,
  scenarioMenu: ScenarioMenu,
  exchange: Exchange,
  lessons: Lessons,
  lesson: Lesson,
  lessonOnPhone: LessonOnPhone,
  side: { packet: Packet, conntrack: Conntrack, log: Log, rule: Rule, host: Host },
  drawer: { console: Console, ruleset: Ruleset, trace: Trace, sequence: Sequence, compare: Compare },
};
