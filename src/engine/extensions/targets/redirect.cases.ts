import type { ExtensionCases } from '../cases.ts';

const at = { table: 'nat', chain: 'PREROUTING' };

export const cases: ExtensionCases = {
  name: 'REDIRECT',
  rules: [
    { ...at, rule: '-p tcp -j REDIRECT --to-ports 42-1234 --random', saved: '=', listed: 'redir ports 42-1234 random' },
    { ...at, rule: '-p udp -j REDIRECT --to-port 0-0', saved: '-p udp -j REDIRECT --to-ports 0' },
    { ...at, rule: '-j REDIRECT', saved: '=', listed: '' },
    { ...at, rule: '-j REDIRECT --random', saved: '=', listed: 'random' },
    {
      ...at,
      rule: '-p tcp -j REDIRECT --to-ports 42-1234/567',
      error: 'Shifted portmap ranges not supported with this kernel',
    },
    { ...at, rule: '-p tcp -j REDIRECT --to-ports 10-ssh', error: "Port `ssh' not valid" },
    { ...at, rule: '-j REDIRECT --to-ports 42', error: 'Need TCP, UDP, SCTP or DCCP with port specification' },
    { ...at, chain: 'POSTROUTING', rule: '-j REDIRECT', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
