import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'connlimit',
  rules: [
    {
      rule: '-m connlimit --connlimit-above 2',
      saved: '-m connlimit --connlimit-above 2 --connlimit-mask 32 --connlimit-saddr',
      listed: '#conn src/32 > 2',
    },
    {
      rule: '-m connlimit ! --connlimit-above 2 --connlimit-daddr --connlimit-mask 255.255.0.0',
      saved: '-m connlimit --connlimit-upto 2 --connlimit-mask 16 --connlimit-daddr',
      listed: '#conn dst/16 <= 2',
    },
    {
      rule: '-m connlimit --connlimit-above 1 --connlimit-mask 0',
      saved: '-m connlimit --connlimit-above 1 --connlimit-mask 0 --connlimit-saddr',
    },
    { rule: '-m connlimit', error: 'You must specify "--connlimit-above" or "--connlimit-upto".' },
    {
      rule: '-m connlimit --connlimit-above 2 --connlimit-upto 3',
      error: 'connlimit: option "--connlimit-upto" cannot be used together with "--connlimit-above".',
    },
    {
      rule: '-m connlimit --connlimit-upto -1',
      error: 'connlimit: bad value for option "--connlimit-upto", or out of range (0-4294967295).',
    },
  ],
  packets: [
    { rule: '-m connlimit --connlimit-upto 1', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m connlimit --connlimit-above 1', packet: { proto: 'udp' }, result: { miss: '--connlimit-above' } },
    { rule: '-m connlimit --connlimit-above 0', packet: { proto: 'udp' }, result: 'match' },
  ],
};
