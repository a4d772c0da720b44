import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'RATEEST',
  rules: [
    {
      rule: '-j RATEEST --rateest-name a --rateest-interval 250ms --rateest-ewmalog 500ms',
      saved: '-j RATEEST --rateest-name a --rateest-interval 250.0ms --rateest-ewmalog 500.0ms',
      listed: 'name a interval 250.0ms ewmalog 500.0ms',
    },
    {
      rule: '-j RATEEST --rateest-name a --rateest-interval 3s --rateest-ewmalog 5s',
      saved: '-j RATEEST --rateest-name a --rateest-interval 4.0s --rateest-ewmalog 8.0s',
    },
    {
      rule: '-j RATEEST --rateest-name a --rateest-interval 1e0s --rateest-ewmalog 0x5s',
      saved: '-j RATEEST --rateest-name a --rateest-interval 1.0s --rateest-ewmalog 4.0s',
    },
    {
      rule: '-j RATEEST --rateest-name a --rateest-interval 1 --rateest-ewmalog 3',
      saved: '-j RATEEST --rateest-name a --rateest-interval 250.0ms --rateest-ewmalog 500.0ms',
    },
    { rule: '-j RATEEST', error: 'RATEEST: ewmalog value is out of range' },
    {
      rule: '-j RATEEST --rateest-interval 1s --rateest-ewmalog 2s',
      error: 'RATEEST: option "--rateest-name" must be specified',
    },
    {
      rule: '-j RATEEST --rateest-name a --rateest-interval 9s --rateest-ewmalog 100s',
      error: 'RATEEST: interval value is too large',
    },
    { rule: '-j RATEEST --rateest-name a --rateest-interval 1x', error: 'RATEEST: bad interval value "1x"' },
    { rule: '-j RATEEST --rateest-name a --rateest-ewmalog 1hour', error: 'RATEEST: bad ewmalog value "1hour"' },
  ],
};
