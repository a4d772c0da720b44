import { ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { help } from './nfacct.help.ts';

/** struct nf_acct: the counter's name. */
interface Nfacct {
  readonly counter: string;
}

const NAME_BYTES = 31;

/** xt_nfacct; both printed forms have two blanks before the name. Counters are made with another tool, which there is none of here: the kernel never knows the name. */
export const nfacct = defineMatch<Nfacct>({
  kind: 'match',
  name: 'nfacct',
  size: 72,
  help,
  options: [{ name: 'nfacct-name', kind: 'string', mandatory: true, min: 1, placeholder: 'http' }],
  build: (given) => ok({ counter: (given.value<string>('nfacct-name') ?? '').slice(0, NAME_BYTES) }),
  check: ({ counter }) => ({ errno: 'ENOENT', log: `xt_nfacct: accounting object \`${counter}' does not exists` }),
  save: ({ counter }) => savedOption('nfacct-name', ` ${counter}`),
  list: ({ counter }) => `nfacct-name  ${counter}`,
  brief: ({ counter }) => counter,
  match: () => ({ kind: 'match' }),
});
