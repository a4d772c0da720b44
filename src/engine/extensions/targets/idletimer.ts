import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { help } from './idletimer.help.ts';

/** struct idletimer_tg_info_v1; seconds. */
interface Idletimer {
  readonly timeout: number;
  readonly label: string;
  readonly alarm: boolean;
}

const LABEL_BYTES = 27;

/** xt_IDLETIMER: idletimer_tg. Whoever reads the timer in sysfs learns when traffic ends; the packet goes on. */
export const idletimer = defineTarget<Idletimer>({
  kind: 'target',
  name: 'IDLETIMER',
  size: 80,
  help,
  chip: 'other',
  options: [
    { name: 'timeout', kind: 'uint32', mandatory: true, placeholder: '30' },
    { name: 'label', kind: 'string', mandatory: true, placeholder: 'wan' },
    { name: 'alarm', kind: 'flag' },
  ],
  build: (given) =>
    ok({
      timeout: given.value<number>('timeout') ?? 0,
      label: (given.value<string>('label') ?? '').slice(0, LABEL_BYTES),
      alarm: given.has('alarm'),
    }),
  check: ({ timeout, label }) => (timeout === 0 || label === '' ? { errno: 'EINVAL' } : null),
  save: ({ timeout, label, alarm }) => [
    ...savedOption('timeout', timeout),
    ...savedOption('label', label),
    ...(alarm ? ['--alarm'] : []),
  ],
  list: ({ timeout, label, alarm }) => `timeout:${timeout} label:${label}${alarm ? ' alarm' : ''}`,
  brief: ({ timeout, label }) => `${label} ${timeout}s`,
  apply: () => CONTINUE,
});
