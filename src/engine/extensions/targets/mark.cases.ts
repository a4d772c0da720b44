import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'MARK',
  rules: [
    { rule: '-j MARK --set-xmark 0xfeedcafe/0xfeedcafe', saved: '=', listed: 'MARK or 0xfeedcafe' },
    { rule: '-j MARK --set-mark 0x3/0xc', saved: '-j MARK --set-xmark 0x3/0xf', listed: 'MARK xset 0x3/0xf' },
    { rule: '-j MARK --set-mark 7', saved: '-j MARK --set-xmark 0x7/0xffffffff', listed: 'MARK set 0x7' },
    { rule: '-j MARK --and-mark 0xff', saved: '-j MARK --set-xmark 0x0/0xffffff00', listed: 'MARK and 0xff' },
    { rule: '-j MARK --or-mark 0', saved: '-j MARK --set-xmark 0x0/0x0', listed: 'MARK and 0xffffffff' },
    { rule: '-j MARK --xor-mark 0xff', saved: '-j MARK --set-xmark 0xff/0x0', listed: 'MARK xor 0xff' },
    { rule: '-j MARK', error: 'MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required' },
    {
      rule: '-j MARK --set-mark 1 --or-mark 2',
      error: 'MARK: option "--set-mark" cannot be used together with "--or-mark".',
    },
    { rule: '-j MARK --or-mark 1/2', error: 'MARK: bad value for option "--or-mark", or out of range (0-4294967295).' },
    { rule: '-j MARK --set-mark abc', error: 'MARK: bad integer value for option "--set-mark", or out of range.' },
  ],
};
