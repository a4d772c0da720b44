import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'port-forwarding',
  kind: 'find-the-bug',
  title: { en: 'Port forwarding: FORWARD sees the new address', zh: '端口转发：FORWARD 看到的是新地址' },
  story: {
    en:
      'Port 8080 of the public address is to lead to the web server `192.168.1.10`, port 80. The admin wrote two rules: one that rewrites the destination, and one in `FORWARD` that lets ' +
      '“port 8080 of 203.0.113.1” through. The first one counts packets, the second one none.\n\nVisitors see nothing. Let them in, and nothing else.',
    zh:
      '公网地址的 8080 端口要通到 Web 服务器 `192.168.1.10` 的 80 端口。管理员写了两条规则：一条改写目的地址，一条在 `FORWARD` 里放行“203.0.113.1 的 8080 端口”。' +
      '第一条有计数，第二条没有。\n\n访客什么也看不到。请让他们进来，别的不许进。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'router',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
      ],
      routes: ['default via 203.0.113.254 dev eth0'],
    },
    ruleset: `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -d 203.0.113.1/32 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -d 203.0.113.1/32 -p tcp -m tcp --dport 8080 -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '203.0.113.1',
        proto: 'tcp',
        sport: 51000,
        dport: 8080,
        flags: 'SYN',
      },
      note: {
        en: 'Watch the destination on the packet as it leaves PREROUTING, and then as FORWARD reads it.',
        zh: '注意包离开 PREROUTING 时的目的地址，再看 FORWARD 读到的是什么。',
      },
      goal: {
        says: {
          en: 'A visitor of port 8080 reaches 192.168.1.10, port 80',
          zh: '8080 端口的访客到达 192.168.1.10 的 80 端口',
        },
        expect: { outcome: 'forwarded', to: 'eth1', packet: { dst: '192.168.1.10', dport: 80 } },
      },
    },
    {
      reply: { to: 1 },
      goal: {
        says: { en: 'The answer leaves as 203.0.113.1, port 8080', zh: '应答以 203.0.113.1 的 8080 端口发出' },
        expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '203.0.113.1', sport: 8080 } },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.66',
        dst: '192.168.1.10',
        proto: 'tcp',
        sport: 51001,
        dport: 22,
        flags: 'SYN',
      },
      note: { en: 'A neighbour on the outer network tries SSH.', zh: '外网上的一个邻居在试 SSH。' },
      goal: {
        says: { en: 'Nobody outside reaches the server’s SSH', zh: '外面没有人能连到服务器的 SSH' },
        expect: { outcome: 'dropped' },
      },
    },
  ],
  hints: [
    {
      en: 'Why does rule 2 of FORWARD not match? Ask it: the reason names the value it wants and the one it got.',
      zh: 'FORWARD 的第 2 条规则为什么不匹配？问问它：原因里写着它要的值和它得到的值。',
    },
    {
      en: 'PREROUTING comes first. What FORWARD sees is addressed to 192.168.1.10, port 80.',
      zh: 'PREROUTING 在先。FORWARD 看到的包，目的地已是 192.168.1.10 的 80 端口。',
    },
    {
      en: '`iptables -R FORWARD 2 -d 192.168.1.10 -p tcp --dport 80 -j ACCEPT` does it.',
      zh: '`iptables -R FORWARD 2 -d 192.168.1.10 -p tcp --dport 80 -j ACCEPT` 就行了。',
    },
  ],
  solution: ['iptables -R FORWARD 2 -i eth0 -d 192.168.1.10 -p tcp --dport 80 -j ACCEPT'],
  explanation: {
    en:
      '[DNAT](term:dnat) happens before the routing decision; it has to, for the new destination decides where the packet goes. Everything after it, FORWARD above all, sees the new address and the new port. ' +
      'Whoever wants to ask for the old one uses `-m conntrack --ctorigdst 203.0.113.1 --ctorigdstport 8080`: the tracker still knows it.',
    zh:
      '[DNAT](term:dnat) 发生在路由判决之前，也必须如此，因为新的目的地址决定包往哪里走。在它之后的一切，首先是 FORWARD，看到的都是新地址和新端口。' +
      '想问旧地址的人，可以用 `-m conntrack --ctorigdst 203.0.113.1 --ctorigdstport 8080`：连接跟踪还记得。',
  },
  remember: {
    en: 'Filter rules speak of the packet as it is after DNAT and before SNAT: of real machines on both ends.',
    zh: 'filter 规则说的是 DNAT 之后、SNAT 之前的包：两端都是真实的机器。',
  },
  inIptables: [
    'iptables -t nat -A PREROUTING -d 203.0.113.1 -p tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80',
    'iptables -A FORWARD -d 192.168.1.10 -p tcp --dport 80 -j ACCEPT',
  ],
  tryIt: [
    {
      command: 'iptables -A FORWARD -m conntrack --ctstate DNAT -j ACCEPT',
      says: {
        en: 'Accepts whatever was forwarded by a DNAT rule: one place to name a port instead of two.',
        zh: '接受一切经 DNAT 规则转发的包：端口只需写在一个地方，而不是两个。',
      },
    },
  ],
};
