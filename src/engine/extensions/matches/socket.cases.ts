import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'socket',
  rules: [
    { rule: '-m socket', saved: '=', listed: 'socket' },
    {
      rule: '-m socket --nowildcard --restore-skmark --transparent',
      saved: '-m socket --transparent --nowildcard --restore-skmark',
      listed: 'socket --transparent --nowildcard --restore-skmark',
    },
    { chain: 'FORWARD', rule: '-m socket', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [{ rule: '-m socket', packet: { proto: 'udp', dport: 9 }, result: { miss: '-m socket' } }],
};
