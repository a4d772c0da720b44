import type { ExtensionCases } from '../cases.ts';

const at = { table: 'mangle', chain: 'PREROUTING' };

export const cases: ExtensionCases = {
  name: 'TPROXY',
  rules: [
    {
      ...at,
      rule: '-p tcp -j TPROXY --on-port 3128',
      saved: '-p tcp -j TPROXY --on-port 3128 --on-ip 0.0.0.0 --tproxy-mark 0x0/0x0',
      listed: 'TPROXY redirect 0.0.0.0:3128 mark 0x0/0x0',
    },
    {
      ...at,
      rule: '-p udp -j TPROXY --on-port 0 --on-ip 1.2.3.4 --tproxy-mark 5',
      saved: '-p udp -j TPROXY --on-port 0 --on-ip 1.2.3.4 --tproxy-mark 0x5/0xffffffff',
    },
    { ...at, rule: '-p tcp -j TPROXY', error: 'TPROXY: option "--on-port" must be specified' },
    { ...at, rule: '-j TPROXY --on-port 1', error: "Invalid argument. Run `dmesg' for more information." },
    {
      table: 'mangle',
      chain: 'OUTPUT',
      rule: '-p tcp -j TPROXY --on-port 1',
      error: "Invalid argument. Run `dmesg' for more information.",
    },
  ],
};
