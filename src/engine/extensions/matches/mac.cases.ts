import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'mac',
  rules: [
    { rule: '-m mac --mac-source 00:11:22:33:44:55', saved: '=', listed: 'MAC 00:11:22:33:44:55' },
    {
      rule: '-m mac ! --mac-source 0:a:B:3:4:5',
      saved: '-m mac ! --mac-source 00:0a:0b:03:04:05',
      listed: 'MAC ! 00:0a:0b:03:04:05',
    },
    { rule: '-m mac', error: 'mac: option "--mac-source" must be specified' },
    { rule: '-m mac --mac-source 00-11-22-33-44-55', error: 'Invalid MAC address specified.' },
    {
      chain: 'OUTPUT',
      rule: '-m mac --mac-source 00:11:22:33:44:55',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
  ],
  packets: [
    {
      rule: '-m mac --mac-source 02:aa:00:00:00:01',
      packet: { proto: 'udp', srcMac: '02:aa:00:00:00:01' },
      result: 'match',
    },
    {
      rule: '-m mac --mac-source 02:aa:00:00:00:01',
      packet: { proto: 'udp', srcMac: '02:aa:00:00:00:02' },
      result: { miss: '--mac-source' },
    },
  ],
};
