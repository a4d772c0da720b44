import { matchIf, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { help } from './quota.help.ts';

/** struct xt_quota_info: bytes. */
interface Quota {
  readonly quota: bigint;
  readonly inverted: boolean;
}

/** Bytes left (struct xt_quota_priv). */
interface Left {
  bytes: bigint;
}

/** xt_quota: quota_mt. The first packet that is too long ends it for good. */
export const quota = defineMatch<Quota, Left>({
  kind: 'match',
  name: 'quota',
  size: 56,
  help,
  options: [{ name: 'quota', kind: 'uint64', mandatory: true, invert: true, placeholder: '1000000' }],
  build: (given) => ok({ quota: given.value<bigint>('quota') ?? 0n, inverted: given.inverted('quota') }),
  save: (params) => savedOption('quota', params.quota, params.inverted),
  list: (params) => `quota: ${params.quota} bytes`,
  translate: (params) => `quota ${params.inverted ? 'over ' : ''}${params.quota} bytes`,
  brief: (params) => `${params.inverted ? '>' : '≤'}${params.quota} B`,
  initialState: (params) => ({ bytes: params.quota }),
  describeState: ({ bytes }, { quota: capacity }) => ({
    unit: 'bytes',
    entries: [{ name: '', level: Number(bytes), capacity: Number(capacity) }],
  }),
  match: (params, { packet: { bytes }, state }) => {
    const left = state.bytes;
    const fits = left >= BigInt(bytes.length);
    state.bytes = fits ? left - BigInt(bytes.length) : 0n;
    return matchIf(
      fits,
      params.inverted,
      '--quota',
      () => `${params.inverted ? 'less than ' : ''}${bytes.length} bytes left`,
      () => `${left} bytes left`,
    );
  },
});
