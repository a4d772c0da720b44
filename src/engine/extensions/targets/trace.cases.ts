import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'TRACE',
  rules: [
    { table: 'raw', chain: 'PREROUTING', rule: '-j TRACE', saved: '=', listed: '' },
    { rule: '-j TRACE', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
