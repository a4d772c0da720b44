import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'SYNPROXY',
  rules: [
    {
      rule: '-p tcp -j SYNPROXY --mss 1460 --wscale 300 --timestamp --sack-perm',
      saved: '-p tcp -j SYNPROXY --sack-perm --timestamp --wscale 44 --mss 1460',
    },
    { rule: '-p tcp -j SYNPROXY --ecn', saved: '=' },
    { rule: '-j SYNPROXY --mss 5', error: "Invalid argument. Run `dmesg' for more information." },
    {
      table: 'mangle',
      chain: 'PREROUTING',
      rule: '-p tcp -j SYNPROXY',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
  ],
};
