import { common } from './common.ts';
import { timeline } from './timeline.ts';

export const en = { common, timeline } as const;
