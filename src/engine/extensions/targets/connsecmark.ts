import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { help } from './connsecmark.help.ts';

/** struct xt_connsecmark_target_info. */
interface Connsecmark {
  readonly mode: 'save' | 'restore';
}

/** xt_CONNSECMARK: connsecmark_tg. Without a security module every security mark is 0, so there is nothing to copy. */
export const connsecmark = defineTarget<Connsecmark>({
  kind: 'target',
  name: 'CONNSECMARK',
  size: 40,
  help,
  chip: 'mark',
  options: [
    { name: 'save', kind: 'flag', excludes: ['restore'] },
    { name: 'restore', kind: 'flag', excludes: ['save'] },
  ],
  needs: ['conntrack', 'defrag'],
  finalCheck: (given) => (given.all.length === 0 ? { message: 'CONNSECMARK target: parameter required' } : null),
  build: (given) => ok({ mode: given.has('save') ? 'save' : 'restore' }),
  check: (_, { table }) =>
    table === 'mangle' || table === 'security'
      ? null
      : { errno: 'EINVAL', log: `xt_CONNSECMARK: only valid in 'mangle' or 'security' table, not '${table}'` },
  save: ({ mode }) => [`--${mode}`],
  list: ({ mode }) => `CONNSECMARK ${mode}`,
  brief: ({ mode }) => mode,
  apply: () => CONTINUE,
});
