import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'nfacct',
  rules: [
    { rule: '-m nfacct --nfacct-name foo', error: 'No chain/target/match by that name.' },
    { rule: '-m nfacct', error: 'nfacct: option "--nfacct-name" must be specified' },
  ],
};
