import type { ExtensionCases } from '../cases.ts';

const at = { table: 'mangle', chain: 'FORWARD' };

export const cases: ExtensionCases = {
  name: 'CONNMARK',
  rules: [
    {
      ...at,
      rule: '-j CONNMARK --set-mark 0x3/0xc',
      saved: '-j CONNMARK --set-xmark 0x3/0xf',
      listed: 'CONNMARK xset 0x3/0xf',
    },
    {
      ...at,
      rule: '-j CONNMARK --set-mark 5',
      saved: '-j CONNMARK --set-xmark 0x5/0xffffffff',
      listed: 'CONNMARK set 0x5',
    },
    {
      ...at,
      rule: '-j CONNMARK --and-mark 0xff',
      saved: '-j CONNMARK --set-xmark 0x0/0xffffff00',
      listed: 'CONNMARK and 0xff',
    },
    {
      ...at,
      rule: '-j CONNMARK --save-mark',
      saved: '-j CONNMARK --save-mark --nfmask 0xffffffff --ctmask 0xffffffff',
      listed: 'CONNMARK save',
    },
    {
      ...at,
      rule: '-j CONNMARK --save-mark --mask 0xff',
      saved: '-j CONNMARK --save-mark --nfmask 0xff --ctmask 0xff',
      listed: 'CONNMARK save mask 0xff',
    },
    {
      ...at,
      rule: '-j CONNMARK --restore-mark --nfmask 1 --ctmask 2',
      saved: '-j CONNMARK --restore-mark --nfmask 0x1 --ctmask 0x2',
      listed: 'CONNMARK restore ctmask 0x2 nfmask ~0x1',
    },
    {
      ...at,
      rule: '-j CONNMARK --restore-mark --left-shift-mark 3',
      saved: '-j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xffffffff --left-shift-mark 3',
      listed: 'CONNMARK restore left-shift-mark 3',
    },
    { ...at, rule: '-j CONNMARK', error: 'CONNMARK target: No operation specified' },
    {
      ...at,
      rule: '-j CONNMARK --set-mark 1 --save-mark',
      error: 'CONNMARK: option "--set-mark" cannot be used together with "--save-mark".',
    },
    {
      ...at,
      rule: '-j CONNMARK --restore-mark --ctmask 1 --mask 3',
      error: 'CONNMARK: option "--ctmask" cannot be used together with "--mask".',
    },
    {
      ...at,
      rule: '-j CONNMARK --save-mark --right-shift-mark 40',
      error: 'CONNMARK: bad value for option "--right-shift-mark", or out of range (0-32).',
    },
  ],
};
