import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'icmp',
  rules: [
    { rule: '-p icmp -m icmp --icmp-type any', saved: '=', listed: 'icmptype 255' },
    { rule: '-p icmp --icmp-type ping', saved: '-p icmp -m icmp --icmp-type 8', listed: 'icmptype 8' },
    { rule: '-p icmp -m icmp --icmp-type 8/0', saved: '=', listed: 'icmptype 8 code 0' },
    { rule: '-p icmp --icmp-type Host-r', saved: '-p icmp -m icmp --icmp-type 5/1', listed: 'icmptype 5 code 1' },
    { rule: '-p icmp -m icmp ! --icmp-type 3/4', saved: '=', listed: 'icmp !type 3 code 4' },
    { rule: '-p icmp --icmp-type echo', error: "Ambiguous ICMP type `echo': `echo-reply' or `echo-request'?" },
    { rule: '-p icmp --icmp-type 300', error: "Unknown ICMP type `300'" },
    { rule: '-p icmp --icmp-type 3/300', error: "Unknown ICMP code `3/300'" },
    { rule: '-p icmp -m icmp', error: 'icmp: option "--icmp-type" must be specified' },
    { rule: '-m icmp --icmp-type 8', error: "Invalid argument. Run `dmesg' for more information." },
  ],
  packets: [
    { rule: '-p icmp --icmp-type 8', packet: { proto: 'icmp', icmpType: 8 }, result: 'match' },
    {
      rule: '-p icmp --icmp-type 3/3',
      packet: { proto: 'icmp', icmpType: 3, icmpCode: 1 },
      result: { miss: '--icmp-type' },
    },
    { rule: '-p icmp ! --icmp-type any', packet: { proto: 'icmp', icmpType: 0 }, result: { miss: '--icmp-type' } },
  ],
};
