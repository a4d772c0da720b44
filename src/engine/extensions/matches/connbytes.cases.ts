import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'connbytes',
  rules: [
    {
      rule: '-m connbytes --connbytes 10 --connbytes-dir original --connbytes-mode packets',
      saved: '-m connbytes --connbytes 10 --connbytes-mode packets --connbytes-dir original',
      listed: 'connbytes 10 connbytes mode packets connbytes direction original',
    },
    {
      rule: '-m connbytes ! --connbytes :20 --connbytes-dir reply --connbytes-mode bytes',
      saved: '-m connbytes ! --connbytes 0:20 --connbytes-mode bytes --connbytes-dir reply',
      listed: '! connbytes 0:20 connbytes mode bytes connbytes direction reply',
    },
    { rule: '-m connbytes --connbytes 1000:1000 --connbytes-mode avgpkt --connbytes-dir both', saved: '=' },
    {
      rule: '-m connbytes --connbytes 20:10 --connbytes-mode bytes --connbytes-dir both',
      error: '20 should be less than 10',
    },
    { rule: '-m connbytes --connbytes 10', error: 'connbytes: option "--connbytes-dir" must be specified' },
    {
      rule: '-m connbytes --connbytes 1 --connbytes-dir foo --connbytes-mode bytes',
      error: "Unknown --connbytes-dir `foo'",
    },
  ],
  packets: [
    {
      rule: '-m connbytes --connbytes 1 --connbytes-dir original --connbytes-mode packets',
      packet: { proto: 'udp' },
      result: 'match',
    },
    {
      rule: '-m connbytes --connbytes 2 --connbytes-dir original --connbytes-mode packets',
      packet: { proto: 'udp' },
      result: { miss: '--connbytes' },
    },
    {
      rule: '-m connbytes --connbytes 28:28 --connbytes-dir both --connbytes-mode avgpkt',
      packet: { proto: 'udp' },
      result: 'match',
    },
  ],
};
