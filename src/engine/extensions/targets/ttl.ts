import { ipTtl, setIpTtl } from '../../net/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import type { OptionSpec } from '../options.ts';
import { rewriteHeader } from '../rewrite.ts';
import { help } from './ttl.help.ts';

type Mode = 'set' | 'dec' | 'inc';

/** struct ipt_TTL_info. */
interface Ttl {
  readonly mode: Mode;
  readonly value: number;
}

const MODES: readonly Mode[] = ['set', 'dec', 'inc'];
const WORDS = { set: 'set to', dec: 'decrement by', inc: 'increment by' } as const;
const SIGNS = { set: '= ', dec: '−', inc: '+' } as const;
const option = (mode: Mode): OptionSpec => ({
  name: `ttl-${mode}`,
  kind: 'uint8',
  min: mode === 'set' ? 0 : 1,
  placeholder: mode === 'set' ? '64' : '1',
  excludes: MODES.filter((other) => other !== mode).map((other) => `ttl-${other}`),
});

/** xt_HL: ttl_tg. Sums end at 0 and 255. */
export const ttlTarget = defineTarget<Ttl>({
  kind: 'target',
  name: 'TTL',
  size: 40,
  help,
  chip: 'other',
  options: MODES.map(option),
  legality: { tables: ['mangle'] },
  finalCheck: (given) => (given.all.length === 0 ? { message: 'TTL: You must specify an action' } : null),
  build: (given) => {
    const mode = MODES.find((candidate) => given.has(`ttl-${candidate}`)) ?? 'set';
    return ok({ mode, value: given.value<number>(`ttl-${mode}`) ?? 0 });
  },
  save: ({ mode, value }) => savedOption(`ttl-${mode}`, value),
  list: ({ mode, value }) => `TTL ${WORDS[mode]} ${value}`,
  brief: ({ mode, value }) => `${SIGNS[mode]}${value}`,
  apply: ({ mode, value }, { packet }) => {
    const before = ipTtl(packet.bytes);
    const ttl = mode === 'set' ? value : Math.min(255, Math.max(0, mode === 'inc' ? before + value : before - value));
    if (ttl !== before) rewriteHeader(packet, (bytes) => setIpTtl(bytes, ttl));
    return CONTINUE;
  },
});
