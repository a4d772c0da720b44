import type { TableName } from '../../engine/index.ts';

export const TABLE_NAMES: readonly TableName[] = ['raw', 'mangle', 'nat', 'filter', 'security'];

/** A table's name stands in the table's colour. */
export const TABLE_TEXT: { readonly [T in TableName]: string } = {
  raw: 'text-raw',
  mangle: 'text-mangle',
  nat: 'text-nat',
  filter: 'text-filter',
  security: 'text-security',
};
