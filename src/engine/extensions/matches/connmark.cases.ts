import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'connmark',
  rules: [
    { rule: '-m connmark --mark 5/6', saved: '-m connmark --mark 0x5/0x6', listed: 'connmark match  0x5/0x6' },
    {
      rule: '-m connmark ! --mark 0xffffffff/0xffffffff',
      saved: '-m connmark ! --mark 0xffffffff',
      listed: 'connmark match ! 0xffffffff',
    },
    { rule: '-m connmark', error: 'connmark: option "--mark" must be specified' },
    {
      rule: '-m connmark --mark 0xfffffffff',
      error: 'connmark: bad integer value for option "--mark", or out of range.',
    },
  ],
  packets: [
    { rule: '-m connmark --mark 0', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m connmark --mark 1', packet: { proto: 'udp' }, result: { miss: '--mark' } },
    { rule: '-m connmark ! --mark 1', packet: { proto: 'tcp', flags: 'FIN' }, result: { miss: '--mark' } },
  ],
};
