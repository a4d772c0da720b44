import type { ExtensionCases } from '../cases.ts';

const at = { table: 'nat', chain: 'POSTROUTING' };

export const cases: ExtensionCases = {
  name: 'SNAT',
  rules: [
    { ...at, rule: '-j SNAT --to-source 1.1.1.1-1.1.1.10', saved: '=', listed: 'to:1.1.1.1-1.1.1.10' },
    { ...at, rule: '-p tcp -j SNAT --to-source 1.1.1.1:10-10', saved: '-p tcp -j SNAT --to-source 1.1.1.1:10' },
    {
      ...at,
      rule: '-p tcp -j SNAT --to 1.1.1.1:10-20/15',
      saved: '-p tcp -j SNAT --to-source 1.1.1.1:10-20/0',
      unreadable: true,
    },
    {
      ...at,
      rule: '-p tcp -j SNAT --to-source :5-10/4x',
      saved: '-p tcp -j SNAT --to-source :5-10/0',
      unreadable: true,
    },
    {
      ...at,
      rule: '-j SNAT --persistent --random-fully --random --to-source 1.1.1.1',
      saved: '-j SNAT --to-source 1.1.1.1 --random --random-fully --persistent',
      listed: 'to:1.1.1.1 random random-fully persistent',
    },
    { ...at, chain: 'INPUT', rule: '-j SNAT --to-source 1.1.1.1', saved: '=' },
    {
      ...at,
      chain: 'PREROUTING',
      rule: '-j SNAT --to-source 1.1.1.1',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
    { ...at, rule: '-j SNAT', error: 'SNAT: option "--to-source" must be specified' },
    { ...at, rule: '-j SNAT --to-source 1.1.1.1:5', error: 'Need TCP, UDP, SCTP or DCCP with port specification' },
    { ...at, rule: '-p tcp -j SNAT --to-source 1.1.1.1:5-', error: "Port `' not valid" },
    { ...at, rule: '-p tcp -j SNAT --to-source 1.1.1.1:5/4', error: "Garbage after port value: `/4'" },
    { ...at, rule: '-p tcp -j SNAT --to-source 1.1.1.1:10-5/4', error: "Port range `5/4' funky" },
    { ...at, rule: '-j SNAT --to-source 1.1.1.1-', error: 'Bad IP address ""' },
  ],
};
