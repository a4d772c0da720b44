import type { OperandKind } from './operand.ts';
import type { CreateOption, SetType } from './set-type.ts';

const EXTENSIONS: readonly CreateOption[] = ['timeout', 'counters', 'comment', 'skbinfo'];
const hashOptions = (...own: readonly CreateOption[]): readonly CreateOption[] => [
  'family',
  'hashsize',
  'maxelem',
  ...own,
  ...EXTENSIONS,
  'forceadd',
  'bucketsize',
  'initval',
];

interface HashRow extends Pick<SetType, 'revision' | 'memory'> {
  readonly operands: readonly OperandKind[];
  readonly aliases?: readonly string[];
  readonly refusesZero?: NonNullable<SetType['refusesZero']>;
  readonly testsRanges?: boolean;
  /** Options besides those of every hash, and where they stand in the header. */
  readonly own?: readonly CreateOption[];
  readonly header?: readonly CreateOption[];
}

function hash(name: string, { operands, aliases = [], own = [], header, ...row }: HashRow): SetType {
  const hasNet = operands.includes('net');
  const wildcard = operands.includes('iface');
  return {
    ...row,
    name,
    aliases,
    operands,
    method: 'hash',
    dimensions: operands.length,
    createOptions: hashOptions(...own),
    header: header ?? ['family', 'hashsize', 'maxelem', ...own, ...EXTENSIONS, 'bucketsize', 'initval'],
    takesNomatch: hasNet,
    takesWildcard: wildcard,
    takesZeroPrefix: wildcard,
  };
}

/** These came late and ipset prints them after everything else. */
const LATE_MASKS: readonly CreateOption[] = [
  'family',
  'hashsize',
  'maxelem',
  ...EXTENSIONS,
  'bucketsize',
  'initval',
  'netmask',
  'bitmask',
];

const HASHES: readonly SetType[] = [
  hash('hash:ip', {
    operands: ['ip'],
    own: ['netmask', 'bitmask'],
    revision: 6,
    aliases: ['iphash'],
    memory: { base: 216, element: 4 },
    refusesZero: 'null-element',
    testsRanges: true,
  }),
  hash('hash:mac', { operands: ['mac'], revision: 1, aliases: ['machash'], memory: { base: 208, element: 8 } }),
  hash('hash:ip,mac', {
    operands: ['ip', 'mac'],
    revision: 1,
    aliases: ['ipmachash'],
    memory: { base: 208, element: 12 },
  }),
  hash('hash:ip,mark', {
    operands: ['ip', 'mark'],
    own: ['markmask'],
    revision: 3,
    memory: { base: 216, element: 8 },
    header: ['family', 'markmask', 'hashsize', 'maxelem', ...EXTENSIONS, 'bucketsize', 'initval'],
  }),
  hash('hash:ip,port', {
    refusesZero: 'invalid',
    operands: ['ip', 'port'],
    own: ['netmask', 'bitmask'],
    revision: 7,
    aliases: ['ipporthash'],
    memory: { base: 216, element: 8 },
    header: LATE_MASKS,
  }),
  hash('hash:ip,port,ip', {
    operands: ['ip', 'port', 'single-ip'],
    revision: 6,
    aliases: ['ipportiphash'],
    memory: { base: 208, element: 12 },
  }),
  hash('hash:ip,port,net', {
    operands: ['ip', 'port', 'net'],
    revision: 8,
    aliases: ['ipportnethash'],
    memory: { base: 464, element: 12 },
  }),
  hash('hash:net', { operands: ['net'], revision: 7, aliases: ['nethash'], memory: { base: 456, element: 8 } }),
  hash('hash:net,net', {
    operands: ['net', 'net'],
    own: ['netmask', 'bitmask'],
    revision: 4,
    aliases: ['netnethash'],
    memory: { base: 592, element: 16 },
    header: LATE_MASKS,
  }),
  hash('hash:net,port', {
    operands: ['net', 'port'],
    revision: 8,
    aliases: ['netporthash'],
    memory: { base: 456, element: 8 },
  }),
  hash('hash:net,port,net', {
    operands: ['net', 'port', 'net'],
    revision: 3,
    aliases: ['netportnethash'],
    memory: { base: 584, element: 16 },
  }),
  hash('hash:net,iface', {
    operands: ['net', 'iface'],
    revision: 8,
    aliases: ['netifacehash'],
    memory: { base: 488, element: 28 },
  }),
];

const bitmap = (
  name: string,
  row: Pick<SetType, 'aliases' | 'operands' | 'memory' | 'createOptions'> & { readonly optionalLast?: boolean },
): SetType => ({
  ...row,
  name,
  revision: 3,
  method: 'bitmap',
  dimensions: row.operands.length,
  header: [...row.createOptions.filter((option) => !EXTENSIONS.includes(option)), ...EXTENSIONS],
});

const BITMAPS: readonly SetType[] = [
  bitmap('bitmap:ip', {
    aliases: ['ipmap'],
    operands: ['ip'],
    createOptions: ['range', 'netmask', ...EXTENSIONS],
    memory: { base: 88, element: 0 },
  }),
  bitmap('bitmap:ip,mac', {
    aliases: ['macipmap'],
    operands: ['single-ip', 'mac'],
    createOptions: ['range', ...EXTENSIONS],
    memory: { base: 80, element: 8 },
    optionalLast: true,
  }),
  bitmap('bitmap:port', {
    aliases: ['portmap'],
    operands: ['plain-port'],
    createOptions: ['range', ...EXTENSIONS],
    memory: { base: 72, element: 0 },
  }),
];

/** A list takes any number of directions: its members decide. */
const LIST: SetType = {
  name: 'list:set',
  aliases: ['setlist'],
  revision: 3,
  method: 'list',
  operands: ['set'],
  dimensions: 1,
  createOptions: ['size', ...EXTENSIONS],
  header: ['size', ...EXTENSIONS],
  memory: { base: 80, element: 48 },
};

/** Every type of Debian 12's ipset, in their newest revisions. */
export const SET_TYPES: readonly SetType[] = [...BITMAPS, ...HASHES, LIST];

export const findSetType = (name: string): SetType | undefined =>
  SET_TYPES.find((type) => type.name === name || type.aliases.includes(name));
