import type { ExtensionCases } from '../cases.ts';

const at = { table: 'nat', chain: 'PREROUTING' };

export const cases: ExtensionCases = {
  name: 'NETMAP',
  rules: [
    { ...at, rule: '-j NETMAP --to 10.1.2.3/8', saved: '-j NETMAP --to 10.0.0.0/8', listed: 'to:10.0.0.0/8' },
    { ...at, rule: '-j NETMAP --to 10.1.2.3', saved: '-j NETMAP --to 10.1.2.3/32' },
    { ...at, rule: '-j NETMAP --to 10.1.2.0/255.255.255.0', saved: '-j NETMAP --to 10.1.2.0/24' },
    { ...at, rule: '-j NETMAP', error: 'NETMAP: option "--to" must be specified' },
    { rule: '-j NETMAP --to 10.0.0.0/8', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
