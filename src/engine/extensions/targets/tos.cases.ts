import type { ExtensionCases } from '../cases.ts';

const at = { table: 'mangle', chain: 'PREROUTING' };

export const cases: ExtensionCases = {
  name: 'TOS',
  rules: [
    { ...at, rule: '-j TOS --set-tos 0x1f', saved: '-j TOS --set-tos 0x1f/0xff', listed: 'TOS set 0x1f/0xff' },
    { ...at, rule: '-j TOS --set-tos minimize-cost', saved: '-j TOS --set-tos 0x02/0x3f' },
    { ...at, rule: '-j TOS --and-tos 0x12', saved: '-j TOS --set-tos 0x00/0xed' },
    { ...at, rule: '-j TOS --or-tos 0x12', saved: '-j TOS --set-tos 0x12/0x12' },
    { ...at, rule: '-j TOS --xor-tos 0x12', saved: '-j TOS --set-tos 0x12/0x00' },
    { ...at, rule: '-j TOS', error: 'TOS: An action is required' },
    { ...at, rule: '-j TOS --set-tos foo', error: 'Symbolic name "foo" is unknown' },
    { ...at, rule: '-j TOS --set-tos 0x10/0x100', error: 'Illegal value: "0x10/0x100"' },
    { ...at, rule: '-j TOS --and-tos 256', error: 'TOS: bad value for option "--and-tos", or out of range (0-255).' },
    { table: 'filter', rule: '-j TOS --set-tos 1', error: "Invalid argument. Run `dmesg' for more information." },
  ],
};
