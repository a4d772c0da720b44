import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'dscp',
  rules: [
    { rule: '-m dscp --dscp 63', saved: '-m dscp --dscp 0x3f', listed: 'DSCP match 0x3f' },
    { rule: '-m dscp ! --dscp-class ef', saved: '-m dscp ! --dscp 0x2e', listed: 'DSCP match !0x2e' },
    { rule: '-m dscp', error: 'DSCP match: Parameter --dscp is required' },
    { rule: '-m dscp --dscp 64', error: 'dscp: bad value for option "--dscp", or out of range (0-63).' },
    { rule: '-m dscp --dscp-class AF44', error: "Invalid DSCP value `AF44'" },
    {
      rule: '-m dscp --dscp 1 --dscp-class CS0',
      error: 'dscp: option "--dscp" cannot be used together with "--dscp-class".',
    },
  ],
  packets: [
    { rule: '-m dscp --dscp-class EF', packet: { proto: 'udp', tos: 0xb9 }, result: 'match' },
    { rule: '-m dscp --dscp-class EF', packet: { proto: 'udp', tos: 0 }, result: { miss: '--dscp' } },
  ],
};
