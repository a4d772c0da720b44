import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { help } from './checksum.help.ts';

/** xt_CHECKSUM: checksum_tg. It completes checksums that were left to the network card; datagrams here always have theirs. */
export const checksum = defineTarget<Record<string, never>>({
  kind: 'target',
  name: 'CHECKSUM',
  size: 40,
  help,
  chip: 'other',
  options: [{ name: 'checksum-fill', kind: 'flag', mandatory: true }],
  legality: { tables: ['mangle'] },
  build: () => ok({}),
  save: () => ['--checksum-fill'],
  list: () => 'CHECKSUM fill',
  brief: () => 'fill',
  apply: () => CONTINUE,
});
