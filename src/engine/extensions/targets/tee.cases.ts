import type { ExtensionCases } from '../cases.ts';

const at = { table: 'mangle', chain: 'PREROUTING' };

export const cases: ExtensionCases = {
  name: 'TEE',
  rules: [
    { ...at, rule: '-j TEE --gateway 1.2.3.4', saved: '=', listed: 'TEE gw:1.2.3.4' },
    {
      ...at,
      rule: '-j TEE --oif eth0 --gateway 1.2.3.4',
      saved: '-j TEE --gateway 1.2.3.4 --oif eth0',
      listed: 'TEE gw:1.2.3.4 oif=eth0',
    },
    { ...at, rule: '-j TEE', error: 'TEE: option "--gateway" must be specified' },
    { ...at, rule: '-j TEE --gateway 0.0.0.0', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
