import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'realm',
  rules: [
    { rule: '-m realm --realm 42', saved: '-m realm --realm 0x2a', listed: 'realm 0x2a' },
    { rule: '-m realm ! --realm 0x1/0xff', saved: '=', listed: '! realm 0x1/0xff' },
    { rule: '-m realm --realm cosmos', saved: '=', listed: 'realm 0x0' },
    { rule: '-m realm --realm foo', error: 'realm: could not map name foo to an integer value for option "--realm".' },
    { rule: '-m realm --realm 1/', error: 'realm: bad integer value for option "--realm", or out of range.' },
    { rule: '-m realm', error: 'realm: option "--realm" must be specified' },
    {
      table: 'raw',
      chain: 'PREROUTING',
      rule: '-m realm --realm 1',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
  ],
  packets: [
    { rule: '-m realm --realm 1', packet: { proto: 'udp' }, result: { miss: '--realm' } },
    { rule: '-m realm ! --realm 1', packet: { proto: 'udp' }, result: 'match' },
  ],
};
