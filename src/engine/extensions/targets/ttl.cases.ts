import type { ExtensionCases } from '../cases.ts';

const at = { table: 'mangle', chain: 'PREROUTING' };

export const cases: ExtensionCases = {
  name: 'TTL',
  rules: [
    { ...at, rule: '-j TTL --ttl-set 0', saved: '=', listed: 'TTL set to 0' },
    { ...at, rule: '-j TTL --ttl-inc 255', saved: '=', listed: 'TTL increment by 255' },
    { ...at, rule: '-j TTL --ttl-dec 1', saved: '=', listed: 'TTL decrement by 1' },
    { ...at, rule: '-j TTL', error: 'TTL: You must specify an action' },
    { ...at, rule: '-j TTL --ttl-inc 0', error: 'TTL: bad value for option "--ttl-inc", or out of range (1-255).' },
    {
      ...at,
      rule: '-j TTL --ttl-dec 1 --ttl-inc 1',
      error: 'TTL: option "--ttl-dec" cannot be used together with "--ttl-inc".',
    },
    { table: 'filter', rule: '-j TTL --ttl-set 1', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
