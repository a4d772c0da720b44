import type { ExtensionCases } from '../cases.ts';

const at = { table: 'mangle', chain: 'POSTROUTING' };

export const cases: ExtensionCases = {
  name: 'DSCP',
  rules: [
    { ...at, rule: '-j DSCP --set-dscp 5', saved: '-j DSCP --set-dscp 0x05', listed: 'DSCP set 0x05' },
    { ...at, rule: '-j DSCP --set-dscp-class ef', saved: '-j DSCP --set-dscp 0x2e' },
    { ...at, rule: '-j DSCP', error: 'DSCP target: Parameter --set-dscp is required' },
    { ...at, rule: '-j DSCP --set-dscp 64', error: 'DSCP: bad value for option "--set-dscp", or out of range (0-63).' },
    { ...at, rule: '-j DSCP --set-dscp-class XX', error: "Invalid DSCP value `XX'" },
    { rule: '-j DSCP --set-dscp 1', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
