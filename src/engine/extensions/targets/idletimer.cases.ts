import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'IDLETIMER',
  rules: [
    {
      rule: '-j IDLETIMER --label foo --timeout 5 --alarm',
      saved: '-j IDLETIMER --timeout 5 --label foo --alarm',
      listed: 'timeout:5 label:foo alarm',
    },
    { rule: '-j IDLETIMER --label x', error: 'IDLETIMER: option "--timeout" must be specified' },
    { rule: '-j IDLETIMER --timeout 0 --label x', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
