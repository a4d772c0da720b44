import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'devgroup',
  rules: [
    { rule: '-m devgroup --src-group 0x1', saved: '=', listed: 'src-group 0x1' },
    { rule: '-m devgroup --src-group default', saved: '=', listed: 'src-group 0x0' },
    {
      rule: '-m devgroup ! --src-group 0/0xff',
      saved: '-m devgroup ! --src-group 0x0/0xff',
      listed: '! src-group 0x0/0xff',
    },
    {
      chain: 'FORWARD',
      rule: '-m devgroup ! --dst-group 1 --src-group 0x1/0xf',
      saved: '-m devgroup --src-group 0x1/0xf ! --dst-group 0x1',
      listed: 'src-group 0x1/0xf ! dst-group 0x1',
    },
    { rule: '-m devgroup', error: "devgroup match: You must specify either '--src-group' or '--dst-group'" },
    {
      rule: '-m devgroup --src-group lan',
      error: 'devgroup: could not map name lan to an integer value for option "--src-group".',
    },
    {
      rule: '-m devgroup --src-group 1/',
      error: 'devgroup: bad integer value for option "--src-group", or out of range.',
    },
    { rule: '-m devgroup --dst-group 1', error: "Invalid argument. Run `dmesg' for more information." },
    {
      chain: 'OUTPUT',
      rule: '-m devgroup --src-group 1',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
  ],
  packets: [
    { rule: '-m devgroup --src-group default', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m devgroup --src-group 1', packet: { proto: 'udp' }, result: { miss: '--src-group' } },
    { rule: '-m devgroup ! --src-group 1', packet: { proto: 'udp' }, result: 'match' },
    { chain: 'OUTPUT', rule: '-m devgroup ! --dst-group 0', packet: { proto: 'udp' }, result: { miss: '--dst-group' } },
  ],
};
