import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'length',
  rules: [
    { rule: '-m length --length 4:4', saved: '-m length --length 4', listed: 'length 4' },
    { rule: '-m length ! --length :9', saved: '-m length ! --length 0:9', listed: 'length !0:9' },
    { rule: '-m length --length 9:5', saved: '=' },
    { rule: '-m length', error: 'length: option "--length" must be specified' },
    {
      rule: '-m length --length 65536',
      error: 'length: bad value for option "--length" near "65536", or out of range (0-65535).',
    },
    { rule: '-m length --length 5x', error: 'length: Argument to "--length" has unexpected characters near "x".' },
  ],
  packets: [
    { rule: '-m length --length 28', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m length --length 29:', packet: { proto: 'udp' }, result: { miss: '--length' } },
    { rule: '-m length --length 100:20', packet: { proto: 'udp' }, result: { miss: '--length' } },
  ],
};
