import { matchIf, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { notEqual } from '../nft-words.ts';
import { help } from './cpu.help.ts';

/** struct xt_cpu_info. */
interface Cpu {
  readonly cpu: number;
  readonly inverted: boolean;
}

/** xt_cpu: cpu_mt. This machine has one processor, number 0. */
export const cpu = defineMatch<Cpu>({
  kind: 'match',
  name: 'cpu',
  size: 40,
  help,
  options: [{ name: 'cpu', kind: 'uint32', mandatory: true, invert: true, placeholder: '0' }],
  build: (given) => ok({ cpu: given.value<number>('cpu') ?? 0, inverted: given.inverted('cpu') }),
  save: (params) => savedOption('cpu', params.cpu, params.inverted),
  list: (params) => `cpu ${params.inverted ? '! ' : ''}${params.cpu}`,
  translate: (params) => `cpu ${notEqual(params.inverted)}${params.cpu}`,
  brief: (params) => `cpu:${params.inverted ? '!' : ''}${params.cpu}`,
  match: (params) =>
    matchIf(params.cpu === 0, params.inverted, '--cpu', `${params.inverted ? '! ' : ''}${params.cpu}`, 0),
});
