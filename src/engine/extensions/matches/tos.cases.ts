import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'tos',
  rules: [
    { rule: '-m tos --tos Minimize-Delay', saved: '-m tos --tos 0x10/0x3f', listed: 'tos match0x10/0x3f' },
    { rule: '-m tos ! --tos 0xff', saved: '-m tos ! --tos 0xff/0xff', listed: 'tos match!0xff/0xff' },
    { rule: '-m tos --tos 15/0x0f', saved: '-m tos --tos 0x0f/0x0f' },
    { rule: '-m tos', error: 'tos: option "--tos" must be specified' },
    { rule: '-m tos --tos 256', error: 'Symbolic name "256" is unknown' },
  ],
  packets: [
    { rule: '-m tos --tos 0x10', packet: { proto: 'udp', tos: 16 }, result: 'match' },
    { rule: '-m tos --tos 0x10', packet: { proto: 'udp', tos: 17 }, result: { miss: '--tos' } },
    { rule: '-m tos --tos 0x10/0xfe', packet: { proto: 'udp', tos: 17 }, result: 'match' },
  ],
};
