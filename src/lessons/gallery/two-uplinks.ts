import type { GalleryScenario } from './gallery-scenario.ts';

const RULESET = `*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -i eth0 -p tcp -m tcp --dport 80 -j MARK --set-xmark 0x1/0xffffffff
-A PREROUTING -i eth0 -p udp -m udp --dport 53 -j MARK --set-xmark 0x2/0xffffffff
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -o eth1 -j MASQUERADE
-A POSTROUTING -o eth2 -j MASQUERADE
COMMIT
`;

export const twoUplinks: GalleryScenario = {
  id: 'two-uplinks',
  title: { en: 'Two uplinks, chosen by mark', zh: '两条上行链路，按标记选择' },
  description: {
    en:
      'mangle marks a packet before it is routed; ip rule sends each mark to a routing table of its own. Web traffic ' +
      'leaves by eth1, DNS by eth2, everything else by the main table.',
    zh: 'mangle 在路由之前给包打标记；ip rule 让每种标记查询各自的路由表。Web 流量走 eth1，DNS 走 eth2，其余查主路由表。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'gw',
      interfaces: [
        { name: 'eth0', addresses: ['192.168.1.1/24'] },
        { name: 'eth1', addresses: ['10.10.1.2/24'] },
        { name: 'eth2', addresses: ['10.10.2.2/24'] },
      ],
      routes: [
        'default via 10.10.1.1 dev eth1',
        'default via 10.10.1.1 dev eth1 table 10',
        'default via 10.10.2.1 dev eth2 table 20',
      ],
      rules: ['from all fwmark 1 table 10', 'from all fwmark 2 table 20'],
    },
    ruleset: RULESET,
  },
  timeline: [
    {
      step: {
        packet: {
          in: 'eth0',
          src: '192.168.1.2',
          dst: '198.51.100.80',
          proto: 'tcp',
          sport: 40000,
          dport: 80,
          flags: 'SYN',
        },
        expect: { outcome: 'forwarded', to: 'eth1' },
      },
      note: { en: 'Marked 1, so table 10 decides: out by eth1.', zh: '标记为 1，由 10 号表决定：从 eth1 出去。' },
    },
    {
      step: {
        packet: {
          in: 'eth0',
          src: '192.168.1.2',
          dst: '198.51.100.53',
          proto: 'udp',
          sport: 5353,
          dport: 53,
          payload: 'query',
        },
        expect: { outcome: 'forwarded', to: 'eth2', packet: { src: '10.10.2.2' } },
      },
      note: {
        en: 'Marked 2, so table 20 decides: out by eth2, masqueraded as 10.10.2.2.',
        zh: '标记为 2，由 20 号表决定：从 eth2 出去，伪装成 10.10.2.2。',
      },
    },
    {
      step: {
        reply: { to: 2, payload: 'answer' },
        expect: { outcome: 'forwarded', to: 'eth0', packet: { dst: '192.168.1.2' } },
      },
      note: { en: 'The answer needs no mark: the destination decides.', zh: '应答不需要标记：由目的地址决定。' },
    },
    {
      step: {
        packet: {
          in: 'eth0',
          src: '192.168.1.2',
          dst: '198.51.100.22',
          proto: 'tcp',
          sport: 40001,
          dport: 22,
          flags: 'SYN',
        },
        expect: { outcome: 'forwarded', to: 'eth1' },
      },
      note: { en: 'No mark: the main table’s default route.', zh: '没有标记：走主表的默认路由。' },
    },
    { step: { command: 'ip rule show', expect: { stdout: 'from all fwmark 0x2 lookup 20' } } },
    {
      step: { command: 'ip rule del fwmark 2 table 20', expect: { exit: 0 } },
      note: { en: 'Take the rule away…', zh: '去掉这条规则……' },
    },
    {
      step: {
        packet: {
          in: 'eth0',
          src: '192.168.1.2',
          dst: '198.51.100.53',
          proto: 'udp',
          sport: 5354,
          dport: 53,
          payload: 'query',
        },
        expect: { outcome: 'forwarded', to: 'eth1' },
      },
      note: {
        en: '…and DNS leaves by eth1, although its mark is still set.',
        zh: '……DNS 就从 eth1 出去，虽然标记还在。',
      },
    },
  ],
};
