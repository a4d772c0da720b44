import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'multiport',
  rules: [
    { rule: '-p tcp -m multiport --dports 53,1024:65535', saved: '=', listed: 'multiport dports 53,1024:65535' },
    {
      rule: '-p tcp -m multiport ! --destination-ports ssh,2:3',
      saved: '-p tcp -m multiport ! --dports 22,2:3',
      listed: 'multiport dports  !22,2:3',
    },
    { rule: '-p udp -m multiport --port 1,2', saved: '-p udp -m multiport --ports 1,2' },
    { rule: '-p udplite -m multiport --sports 1', saved: '=' },
    { rule: '-p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,20:30', saved: '=' },
    { rule: '-p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,20:30', error: 'too many ports specified' },
    { rule: '-p tcp -m multiport --dports 5:3', error: 'invalid portrange specified' },
    { rule: '-p tcp -m multiport --dports 1:', error: "invalid port/service `' specified" },
    { rule: '-p tcp -m multiport', error: 'multiport expection an option' },
    {
      rule: '-m multiport --dports 1',
      error: "multiport needs `-p tcp', `-p udp', `-p udplite', `-p sctp' or `-p dccp'",
    },
    { rule: '-p icmp -m multiport --dports 1', error: 'multiport only works with TCP, UDP, UDPLITE, SCTP and DCCP' },
    {
      rule: '-p tcp -m multiport --dports 1 --sports 2',
      error: 'multiport: option "--source-ports" cannot be used together with "--destination-ports".',
    },
  ],
  packets: [
    { rule: '-p tcp -m multiport --dports 80,443', packet: { proto: 'tcp', dport: 443 }, result: 'match' },
    {
      rule: '-p tcp -m multiport --dports 80,443',
      packet: { proto: 'tcp', sport: 443, dport: 22 },
      result: { miss: '--dports' },
    },
    { rule: '-p tcp -m multiport --ports 400:500', packet: { proto: 'tcp', sport: 443, dport: 22 }, result: 'match' },
    {
      rule: '-p udp -m multiport ! --sports 1:100',
      packet: { proto: 'udp', sport: 53, dport: 9 },
      result: { miss: '--sports' },
    },
  ],
};
