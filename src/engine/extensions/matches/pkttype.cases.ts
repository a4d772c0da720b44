import type { ExtensionCases } from '../cases.ts';

export const cases: ExtensionCases = {
  name: 'pkttype',
  rules: [
    { rule: '-m pkttype --pkt-type UNICAST', saved: '-m pkttype --pkt-type unicast', listed: 'PKTTYPE = unicast' },
    { rule: '-m pkttype ! --pkt-type host', saved: '-m pkttype ! --pkt-type unicast', listed: 'PKTTYPE != unicast' },
    { rule: '-m pkttype', error: 'pkttype: option "--pkt-type" must be specified' },
    { rule: '-m pkttype --pkt-type uni', error: "Bad packet type 'uni'" },
  ],
  packets: [
    { rule: '-m pkttype --pkt-type unicast', packet: { proto: 'udp' }, result: 'match' },
    { rule: '-m pkttype --pkt-type multicast', packet: { proto: 'udp' }, result: { miss: '--pkt-type' } },
  ],
};
