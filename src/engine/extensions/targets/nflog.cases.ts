import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'NFLOG',
  rules: [
    { rule: '-j NFLOG', saved: '=', listed: '' },
    {
      rule: '-j NFLOG --nflog-threshold 7 --nflog-size 0 --nflog-group 3 --nflog-prefix abc',
      saved: '-j NFLOG --nflog-prefix abc --nflog-group 3 --nflog-size 0 --nflog-threshold 7',
      listed: 'nflog-prefix abc nflog-group 3 nflog-size 0 nflog-threshold 7',
    },
    { rule: '-j NFLOG --nflog-group 0 --nflog-threshold 0', saved: '-j NFLOG' },
    { rule: '-j NFLOG --nflog-range 5', saved: '=', listed: 'nflog-range 5' },
    {
      rule: '-j NFLOG --nflog-group 65536',
      error: 'NFLOG: bad value for option "--nflog-group", or out of range (0-65535).',
    },
    { rule: '-j NFLOG --nflog-prefix ""', error: 'Argument must have a minimum length of 1 characters' },
    {
      rule: '-j NFLOG --nflog-range 5 --nflog-size 6',
      error: 'NFLOG: option "--nflog-range" cannot be used together with "--nflog-size".',
    },
  ],
};
