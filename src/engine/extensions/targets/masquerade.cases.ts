import type { ExtensionCases } from '../cases.ts';

const at = { table: 'nat', chain: 'POSTROUTING' };

export const cases: ExtensionCases = {
  name: 'MASQUERADE',
  rules: [
    { ...at, rule: '-j MASQUERADE', saved: '=', listed: '' },
    {
      ...at,
      rule: '-p tcp -j MASQUERADE --to-ports 1024-2000 --random',
      saved: '=',
      listed: 'masq ports: 1024-2000 random',
    },
    {
      ...at,
      rule: '-j MASQUERADE --random-fully --random',
      saved: '-j MASQUERADE --random --random-fully',
      listed: 'random random-fully',
    },
    {
      ...at,
      rule: '-p tcp -j MASQUERADE --to-ports 10-20/3',
      saved: '-p tcp -j MASQUERADE --to-ports 10-20/0',
      unreadable: true,
    },
    { ...at, rule: '-p udp -j MASQUERADE --to-ports -1', error: "Port `-1' not valid" },
    { ...at, rule: '-p tcp -j MASQUERADE --to-ports 10-5', error: "Port range `5' funky" },
    { ...at, rule: '-j MASQUERADE --to-ports 1024', error: 'Need TCP, UDP, SCTP or DCCP with port specification' },
    { ...at, chain: 'OUTPUT', rule: '-j MASQUERADE', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
