import {
  ArrowDown,
  ArrowUp,
  BookOpen,
  Check,
  ChevronDown,
  ChevronFirst,
  ChevronLast,
  ChevronLeft,
  ChevronRight,
  ChevronsLeft,
  ChevronsRight,
  ChevronUp,
  Copy,
  CornerUpLeft,
  Download,
  Ellipsis,
  ExternalLink,
  FileUp,
  GraduationCap,
  Funnel,
  GripVertical,
  Info,
  Languages,
  Lightbulb,
  List,
  Locate,
  Map as MapIcon,
  Maximize,
  Minus,
  Monitor,
  Moon,
  Pause,
  Pencil,
  Play,
  Plus,
  Redo2,
  RotateCcw,
  Search,
  Share2,
  Sun,
  Trash2,
  TriangleAlert,
  Undo2,
  Workflow,
  X,
  type LucideIcon,
} from 'lucide-react';

const ICONS = {
  alert: TriangleAlert,
  check: Check,
  close: X,
  copy: Copy,
  delete: Trash2,
  down: ChevronDown,
  up: ChevronUp,
  edit: Pencil,
  end: ChevronLast,
  export: Download,
  filter: Funnel,
  fit: Maximize,
  follow: Locate,
  gallery: BookOpen,
  graph: Workflow,
  grip: GripVertical,
  hint: Lightbulb,
  import: FileUp,
  info: Info,
  language: Languages,
  lesson: GraduationCap,
  list: List,
  map: MapIcon,
  minus: Minus,
  more: Ellipsis,
  moveDown: ArrowDown,
  moveUp: ArrowUp,
  outside: ExternalLink,
  nextEvent: ChevronRight,
  nextPacket: ChevronsRight,
  pause: Pause,
  play: Play,
  plus: Plus,
  previousEvent: ChevronLeft,
  previousPacket: ChevronsLeft,
  redo: Redo2,
  reply: CornerUpLeft,
  reset: RotateCcw,
  search: Search,
  share: Share2,
  start: ChevronFirst,
  themeDark: Moon,
  themeLight: Sun,
  themeSystem: Monitor,
  undo: Undo2,
} as const satisfies Readonly<Record<string, LucideIcon>>;

export type IconName = keyof typeof ICONS;

/** Decoration: whatever carries it has a name of its own. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  const Drawn = ICONS[name];
  const solid = name === 'play' || name === 'pause';
  return (
    <Drawn
      size={size}
      strokeWidth={1.9}
      aria-hidden="true"
      fill={solid ? 'currentColor' : 'none'}
      className="shrink-0"
    />
  );
}
