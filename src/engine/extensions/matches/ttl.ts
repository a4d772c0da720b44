import { ipTtl } from '../../net/index.ts';
import { matchIf, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { help } from './ttl.help.ts';

type Comparison = 'eq' | 'ne' | 'lt' | 'gt';

/** struct ipt_ttl_info. */
interface Ttl {
  readonly comparison: Comparison;
  readonly value: number;
}

const SIGNS = { eq: '==', ne: '!=', lt: '<', gt: '>' } as const;
const holds = (comparison: Comparison, has: number, value: number): boolean => {
  switch (comparison) {
    case 'eq':
      return has === value;
    case 'ne':
      return has !== value;
    case 'lt':
      return has < value;
    case 'gt':
      return has > value;
  }
};
const NAMES = ['ttl-lt', 'ttl-gt', 'ttl-eq'];

/** xt_hl: ttl_mt. */
export const ttl = defineMatch<Ttl>({
  kind: 'match',
  name: 'ttl',
  size: 40,
  help,
  options: NAMES.map((name) => ({
    name,
    aliases: name === 'ttl-eq' ? ['ttl'] : [],
    kind: 'uint8' as const,
    invert: name === 'ttl-eq',
    excludes: NAMES.filter((other) => other !== name),
    placeholder: '64',
  })),
  finalCheck: (given) =>
    given.all.length === 0 ? { message: "TTL match: You must specify one of `--ttl-eq', `--ttl-lt', `--ttl-gt" } : null,
  build: (given) => {
    const [option] = given.all;
    const comparison =
      option?.name === 'ttl-lt' ? 'lt' : option?.name === 'ttl-gt' ? 'gt' : option?.inverted ? 'ne' : 'eq';
    return ok({ comparison, value: Number(option?.value ?? 0) });
  },
  save: ({ comparison, value }) =>
    comparison === 'ne' ? savedOption('ttl-eq', value, true) : savedOption(`ttl-${comparison}`, value),
  list: ({ comparison, value }) => `TTL match TTL ${SIGNS[comparison]} ${value}`,
  translate: ({ comparison, value }) => `ip ttl ${{ eq: '', ne: '!= ', lt: 'lt ', gt: 'gt ' }[comparison]}${value}`,
  brief: ({ comparison, value }) =>
    `ttl${comparison === 'eq' ? '=' : comparison === 'ne' ? '≠' : SIGNS[comparison]}${value}`,
  match: ({ comparison, value }, { packet: { bytes } }) =>
    matchIf(
      holds(comparison, ipTtl(bytes), value),
      false,
      `--ttl-${comparison === 'ne' ? 'eq' : comparison}`,
      () => `${SIGNS[comparison]} ${value}`,
      ipTtl(bytes),
    ),
});
