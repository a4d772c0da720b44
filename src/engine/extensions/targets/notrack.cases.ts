import type { ExtensionCases } from '../cases.ts';

const at = { table: 'raw', chain: 'PREROUTING' };

export const cases: ExtensionCases = {
  name: 'NOTRACK',
  rules: [
    { ...at, rule: '-j NOTRACK', saved: '=', listed: 'NOTRACK' },
    { ...at, rule: '-j NOTRACK --notrack', error: 'unknown option "--notrack"' },
    { rule: '-j NOTRACK', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
