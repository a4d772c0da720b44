import type { en } from '../en/index.ts';
import type { Translated } from '../translated.ts';
import { common } from './common.ts';
import { timeline } from './timeline.ts';

export const zh: Translated<typeof en> = { common, timeline };
