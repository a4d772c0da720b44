import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'ecn',
  rules: [
    {
      rule: '-p tcp -m ecn --ecn-tcp-cwr ! --ecn-tcp-ece',
      saved: '-p tcp -m ecn ! --ecn-tcp-ece --ecn-tcp-cwr',
      listed: 'ECN match !ECE CWR',
    },
    { rule: '-m ecn ! --ecn-ip-ect 0', saved: '=', listed: 'ECN match !ECT=0' },
    { rule: '-m ecn', error: 'ECN match: some option required' },
    { rule: '-m ecn --ecn-ip-ect 4', error: 'ecn: bad value for option "--ecn-ip-ect", or out of range (0-3).' },
    { rule: '-m ecn --ecn-tcp-cwr', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    {
      rule: '-p tcp -m ecn --ecn-tcp-cwr --ecn-tcp-ece',
      packet: { proto: 'tcp', flags: 'SYN,ECE,CWR' },
      result: 'match',
    },
    { rule: '-p tcp -m ecn --ecn-tcp-cwr', packet: { proto: 'tcp', flags: 'SYN' }, result: { miss: '--ecn-tcp-cwr' } },
    { rule: '-m ecn --ecn-ip-ect 2', packet: { proto: 'udp', tos: 1 }, result: { miss: '--ecn-ip-ect' } },
  ],
};
