import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'CHECKSUM',
  rules: [
    {
      table: 'mangle',
      chain: 'POSTROUTING',
      rule: '-p udp -m udp --dport 68 -j CHECKSUM --checksum-fill',
      saved: '=',
      listed: 'udp dpt:68 CHECKSUM fill',
    },
    {
      table: 'mangle',
      chain: 'POSTROUTING',
      rule: '-j CHECKSUM',
      error: 'CHECKSUM: option "--checksum-fill" must be specified',
    },
    { rule: '-j CHECKSUM --checksum-fill', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
