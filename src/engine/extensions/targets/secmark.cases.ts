import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'SECMARK',
  rules: [
    {
      table: 'security',
      rule: '-j SECMARK --selctx system_u:object_r:firewalld_exec_t:s0',
      error: 'No chain/target/match by that name.',
    },
    { table: 'security', rule: '-j SECMARK', error: 'SECMARK: option "--selctx" must be specified' },
  ],
};
