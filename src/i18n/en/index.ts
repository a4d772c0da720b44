import { common } from './common.ts';
import { lessons } from './lessons.ts';
import { palette } from './palette.ts';
import { share } from './share.ts';
import { gallery } from './gallery.ts';
import { editor } from './editor.ts';
import { trace } from './trace.ts';
import { host } from './host.ts';
import { rules } from './rules.ts';
import { consoleArea } from './console.ts';
import { composer } from './composer.ts';
import { packet } from './packet.ts';
import { transport } from './transport.ts';
import { log } from './log.ts';
import { conntrack } from './conntrack.ts';
import { app } from './app.ts';
import { explain } from './explain.ts';
import { graph } from './graph.ts';
import { presets } from './presets.ts';
import { timeline } from './timeline.ts';

export const en = {
  common,
  explain,
  graph,
  timeline,
  presets,
  app,
  conntrack,
  log,
  transport,
  packet,
  composer,
  consoleArea,
  rules,
  host,
  trace,
  editor,
  gallery,
  share,
  palette,
  lessons,
} as const;
