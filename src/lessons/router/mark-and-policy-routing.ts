import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'mark-and-policy-routing',
  kind: 'goal',
  title: { en: 'MARK and policy routing', zh: 'MARK 与策略路由' },
  story: {
    en:
      'A company has two lines: a fast one at `eth1` for the web, and a reliable one at `eth2` for DNS. Routes are chosen by destination, but here the **port** is to choose, ' +
      'and a route cannot see ports. netfilter can: it writes a [mark](term:mark) on the packet, and a routing rule reads the mark.\n\n' +
      'The tables 10 and 20 with their default routes are there. Mark what comes in by `eth0`: TCP 80 with 1, UDP 53 with 2; and let mark 1 use table 10, mark 2 table 20.',
    zh:
      '一家公司有两条线路：`eth1` 那条快，用来上网；`eth2` 那条可靠，用来走 DNS。路由按目的地址选择，这里却要按**端口**选择，而路由看不见端口。' +
      'netfilter 看得见：它在包上写一个[标记](term:mark)，再由路由策略去读。\n\n路由表 10 和 20 以及各自的默认路由已经有了。请标记从 `eth0` 进来的包：TCP 80 标 1，UDP 53 标 2；并让标记 1 走表 10，标记 2 走表 20。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'gw',
      interfaces: [
        { name: 'eth0', addresses: ['192.168.1.1/24'] },
        { name: 'eth1', addresses: ['10.10.1.2/24'] },
        { name: 'eth2', addresses: ['10.10.2.2/24'] },
      ],
      routes: ['default via 10.10.1.1 dev eth1 table 10', 'default via 10.10.2.1 dev eth2 table 20'],
    },
    ruleset: `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
COMMIT
`,
  },
  timeline: [
    {
      packet: {
        in: 'eth0',
        src: '192.168.1.20',
        dst: '198.51.100.80',
        proto: 'tcp',
        sport: 40001,
        dport: 80,
        flags: 'SYN',
      },
      note: { en: 'Now: no route, network unreachable.', zh: '现在：没有路由，网络不可达。' },
      goal: {
        says: { en: 'The web leaves by eth1', zh: 'Web 从 eth1 出去' },
        expect: { outcome: 'forwarded', to: 'eth1' },
      },
    },
    {
      packet: { in: 'eth0', src: '192.168.1.20', dst: '198.51.100.53', proto: 'udp', sport: 5353, dport: 53 },
      goal: {
        says: { en: 'DNS leaves by eth2', zh: 'DNS 从 eth2 出去' },
        expect: { outcome: 'forwarded', to: 'eth2' },
      },
    },
  ],
  hints: [
    {
      en: 'The mark has to be on the packet before the routing decision: which hook, which table?',
      zh: '标记必须在路由判决之前就写在包上：哪个钩子、哪张表？',
    },
    {
      en: '`iptables -t mangle -A PREROUTING -i eth0 -p tcp --dport 80 -j MARK --set-mark 1`, and the like for UDP 53.',
      zh: '`iptables -t mangle -A PREROUTING -i eth0 -p tcp --dport 80 -j MARK --set-mark 1`，UDP 53 同理。',
    },
    {
      en: 'Then `ip rule add from all fwmark 1 table 10` and `ip rule add from all fwmark 2 table 20`.',
      zh: '再执行 `ip rule add from all fwmark 1 table 10` 和 `ip rule add from all fwmark 2 table 20`。',
    },
  ],
  solution: [
    'iptables -t mangle -A PREROUTING -i eth0 -p tcp --dport 80 -j MARK --set-mark 1',
    'iptables -t mangle -A PREROUTING -i eth0 -p udp --dport 53 -j MARK --set-mark 2',
    'ip rule add from all fwmark 1 table 10',
    'ip rule add from all fwmark 2 table 20',
  ],
  explanation: {
    en:
      'A [mark](term:mark) is a number that the kernel keeps beside the packet; it is never sent. `mangle PREROUTING` writes it, the [routing rules](term:policy-routing) are asked from the smallest priority up, ' +
      'and the first that fits names the [table](term:routing-table) to look in. netfilter sees everything and decides no route; routing decides and sees little. The mark is the note between them.',
    zh:
      '[标记](term:mark)是内核放在包旁边的一个数字，从不发到网上。`mangle PREROUTING` 写下它，[路由策略](term:policy-routing)按优先级从小到大被询问，第一条符合的指出查哪张[路由表](term:routing-table)。' +
      'netfilter 什么都看得见，却不决定路由；路由作决定，却看得很少。标记就是两者之间的便条。',
  },
  remember: {
    en: 'mangle marks, ip rule reads, the table routes.',
    zh: 'mangle 打标记，ip rule 读标记，路由表定方向。',
  },
  inIptables: [
    'iptables -t mangle -A PREROUTING -i eth0 -p tcp --dport 80 -j MARK --set-mark 1',
    'iptables -t mangle -A PREROUTING -i eth0 -p udp --dport 53 -j MARK --set-mark 2',
  ],
  tryIt: [
    {
      command: 'ip rule show; ip route show table 10',
      says: {
        en: 'The rules in the order in which they are asked, and the table.',
        zh: '按询问顺序列出规则，以及那张路由表。',
      },
    },
    {
      command: 'ip route get 198.51.100.80 mark 1',
      says: { en: 'Asks the kernel which way a packet with mark 1 would go.', zh: '问内核：带标记 1 的包会走哪条路。' },
    },
  ],
};
