import type { ExtensionCases } from '../cases.ts';

const at = { table: 'mangle', chain: 'PREROUTING' };

export const cases: ExtensionCases = {
  name: 'TCPOPTSTRIP',
  rules: [
    {
      ...at,
      rule: '-p tcp -j TCPOPTSTRIP --strip-options timestamp,sack,2',
      saved: '-p tcp -j TCPOPTSTRIP --strip-options 2,5,8',
      listed: 'TCPOPTSTRIP options 2,5,8',
    },
    { ...at, rule: '-p tcp -j TCPOPTSTRIP', saved: '=', listed: '' },
    { ...at, rule: '-p tcp -j TCPOPTSTRIP --strip-options 1', error: 'Option value may not be 0 or 1' },
    { ...at, rule: '-p tcp -j TCPOPTSTRIP --strip-options 256', error: 'Bad TCP option value "256"' },
    { ...at, rule: '-j TCPOPTSTRIP', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
