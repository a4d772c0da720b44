import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { help } from './secmark.help.ts';

/** struct xt_secmark_target_info_v1. */
interface Secmark {
  readonly context: string;
}

/** xt_SECMARK. No security module runs here, so the kernel knows no context and refuses every rule. */
export const secmark = defineTarget<Secmark>({
  kind: 'target',
  name: 'SECMARK',
  help,
  chip: 'mark',
  options: [{ name: 'selctx', kind: 'string', mandatory: true, placeholder: 'system_u:object_r:http_packet_t:s0' }],
  build: (given) => ok({ context: given.value<string>('selctx') ?? '' }),
  check: (_, { table }) =>
    table === 'mangle' || table === 'security'
      ? { errno: 'ENOENT' }
      : { errno: 'EINVAL', log: `xt_SECMARK: only valid in 'mangle' or 'security' table, not '${table}'` },
  save: ({ context }) => savedOption('selctx', context),
  list: ({ context }) => `SECMARK selctx ${context}`,
  brief: ({ context }) => context,
  apply: () => CONTINUE,
});
