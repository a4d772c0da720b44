import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'mark',
  rules: [
    { rule: '-m mark --mark 4294967295', saved: '-m mark --mark 0xffffffff', listed: 'mark match 0xffffffff' },
    { rule: '-m mark ! --mark 010/0xff0', saved: '-m mark ! --mark 0x8/0xff0', listed: 'mark match ! 0x8/0xff0' },
    { rule: '-m mark --mark 0x1/0x0', saved: '=' },
    { rule: '-m mark', error: 'mark: option "--mark" must be specified' },
    { rule: '-m mark --mark 4294967296', error: 'mark: bad integer value for option "--mark", or out of range.' },
    { rule: '-m mark --mark 0x1/', error: 'mark: bad integer value for option "--mark", or out of range.' },
  ],
  packets: [
    { rule: '-m mark --mark 0x1/0xf', packet: { proto: 'udp', mark: 0x21 }, result: 'match' },
    { rule: '-m mark --mark 0x1', packet: { proto: 'udp', mark: 0x21 }, result: { miss: '--mark' } },
    { rule: '-m mark ! --mark 0x21', packet: { proto: 'udp', mark: 0x21 }, result: { miss: '--mark' } },
  ],
};
