import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'physdev',
  rules: [
    {
      chain: 'FORWARD',
      rule: '-m physdev --physdev-is-bridged --physdev-out eth1 --physdev-in eth0',
      saved: '-m physdev --physdev-in eth0 --physdev-out eth1 --physdev-is-bridged',
      listed: 'PHYSDEV match --physdev-in eth0 --physdev-out eth1 --physdev-is-bridged',
    },
    { chain: 'FORWARD', rule: '-m physdev ! --physdev-is-in ! --physdev-is-out', saved: '=' },
    { rule: '-m physdev', error: 'PHYSDEV: no physdev option specified' },
    {
      rule: '-m physdev --physdev-in abcdefghijklmnopq',
      error: "interface name `abcdefghijklmnopq' must be shorter than IFNAMSIZ (15)",
    },
    {
      chain: 'OUTPUT',
      rule: '-m physdev --physdev-out eth0',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
  ],
  packets: [
    { rule: '-m physdev --physdev-is-bridged', packet: { proto: 'udp' }, result: { miss: '--physdev-is-bridged' } },
    { rule: '-m physdev ! --physdev-is-bridged', packet: { proto: 'udp' }, result: 'match' },
  ],
};
