import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';

/** xt_TRACE: trace_tg. The packet's way from the next rule on is written to the kernel log. */
export const trace = defineTarget<Record<string, never>>({
  kind: 'target',
  name: 'TRACE',
  size: 32,
  chip: 'log',
  options: [],
  legality: { tables: ['raw'] },
  build: () => ok({}),
  save: () => [],
  list: () => '',
  translate: () => 'nftrace set 1',
  brief: () => '',
  apply: (_, { packet }) => {
    packet.traced = true;
    return CONTINUE;
  },
});
