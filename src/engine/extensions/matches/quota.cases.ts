import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'quota',
  rules: [
    { rule: '-m quota --quota 18446744073709551615', saved: '=', listed: 'quota: 18446744073709551615 bytes' },
    { rule: '-m quota ! --quota 0x10', saved: '-m quota ! --quota 16', listed: 'quota: 16 bytes' },
    { rule: '-m quota', error: 'quota: option "--quota" must be specified' },
    {
      rule: '-m quota --quota -1',
      error: 'quota: bad value for option "--quota", or out of range (0-18446744073709551615).',
    },
  ],
  packets: [
    { rule: '-m quota --quota 28', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m quota --quota 27', packet: { proto: 'udp' }, result: { miss: '--quota' } },
    { rule: '-m quota ! --quota 27', packet: { proto: 'udp' }, result: 'match' },
  ],
};
