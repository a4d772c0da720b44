import type { ExtensionCases } from '../cases.ts';

const at = { table: 'mangle', chain: 'POSTROUTING' };

export const cases: ExtensionCases = {
  name: 'CLASSIFY',
  rules: [
    {
      ...at,
      rule: '-j CLASSIFY --set-class 1:10',
      saved: '-j CLASSIFY --set-class 0001:0010',
      listed: 'CLASSIFY set 1:10',
    },
    { ...at, rule: '-j CLASSIFY --set-class 10000:1x', saved: '-j CLASSIFY --set-class 0000:0001' },
    { ...at, rule: '-j CLASSIFY', error: 'CLASSIFY: option "--set-class" must be specified' },
    { ...at, rule: '-j CLASSIFY --set-class 1:', error: 'Bad class value "1:"' },
    {
      table: 'mangle',
      chain: 'PREROUTING',
      rule: '-j CLASSIFY --set-class 1:1',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
  ],
};
