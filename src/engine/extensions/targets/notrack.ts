import { ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { untrack } from './ct.ts';

/** The old name of `CT --notrack`, which it keeps when printed. Where nothing else does, neither turns tracking on. */
export const notrack = defineTarget<Record<string, never>>({
  kind: 'target',
  name: 'NOTRACK',
  size: 104,
  chip: 'other',
  options: [],
  legality: { tables: ['raw'], kernelName: 'CT' },
  build: () => ok({}),
  save: () => [],
  list: () => 'NOTRACK',
  translate: () => 'notrack',
  brief: () => '',
  apply: (_, { packet }) => untrack(packet),
});
