import type { ExtensionCases } from '../cases.ts';

const at = { table: 'nat', chain: 'PREROUTING' };

export const cases: ExtensionCases = {
  name: 'DNAT',
  rules: [
    {
      ...at,
      rule: '-p tcp -j DNAT --to-destination 1.1.1.1-1.1.1.10:1025-65535',
      saved: '=',
      listed: 'to:1.1.1.1-1.1.1.10:1025-65535',
    },
    {
      ...at,
      rule: '-p tcp -j DNAT --to-destination :http',
      saved: '-p tcp -j DNAT --to-destination :80',
      listed: 'to::80',
    },
    {
      ...at,
      rule: '-p tcp -j DNAT --to-destination 1.1.1.1:10-10/5',
      saved: '-p tcp -j DNAT --to-destination 1.1.1.1:10/5',
      unreadable: true,
    },
    {
      ...at,
      rule: '-j DNAT --to-destination 1.1.1.1 --random --persistent',
      saved: '=',
      listed: 'to:1.1.1.1 random persistent',
    },
    { ...at, rule: '-p icmp -j DNAT --to-destination :5', saved: '=' },
    { ...at, rule: '-p tcp -j DNAT --to-destination 1.1.1.1:1000-2000/0', error: "Port `0' not valid" },
    { ...at, rule: '-p tcp -j DNAT --to-destination 1.1.1.1:echo-ssh', error: "Port `echo-ssh' not valid" },
    { ...at, rule: '-j DNAT --to-destination 1.2.3.4/24', error: 'Bad IP address "1.2.3.4/24"' },
    {
      ...at,
      rule: '-j DNAT --to-destination 1.1.1.1 --to-destination 2.2.2.2',
      error: 'DNAT: option "--to-destination" can only be used once.',
    },
    {
      ...at,
      chain: 'INPUT',
      rule: '-j DNAT --to-destination 1.1.1.1',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
  ],
};
