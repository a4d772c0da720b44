import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'CONNSECMARK',
  rules: [
    { table: 'mangle', rule: '-j CONNSECMARK --save', saved: '=', listed: 'CONNSECMARK save' },
    { table: 'mangle', rule: '-j CONNSECMARK', error: 'CONNSECMARK target: parameter required' },
    {
      table: 'mangle',
      rule: '-j CONNSECMARK --save --restore',
      error: 'CONNSECMARK: option "--save" cannot be used together with "--restore".',
    },
    { rule: '-j CONNSECMARK --save', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
