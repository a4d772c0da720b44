import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'dnat-to-loopback',
  kind: 'find-the-bug',
  title: { en: 'DNAT to 127.0.0.1, the martian', zh: 'DNAT 到 127.0.0.1：火星来客' },
  story: {
    en:
      'An application listens on `127.0.0.1:8080` only. Visitors are to reach it by port 80, so the admin wrote a [DNAT](term:dnat) to 127.0.0.1. The rule matches, the address is rewritten, ' +
      'and then the packet is gone: no rule dropped it, no counter of `filter` moved.\n\nLet the visitors in **without moving the application**. And see to it that a neighbour on the ' +
      'same wire cannot send to 127.0.0.1 directly.',
    zh:
      '一个应用只监听 `127.0.0.1:8080`。访客要从 80 端口访问它，于是管理员写了一条到 127.0.0.1 的 [DNAT](term:dnat)。规则匹配，地址改写，然后包就没了：没有规则丢弃它，`filter` 的计数器也没有动。' +
      '\n\n请让访客进来，**但不要挪动应用**。同时要保证同一条线路上的邻居不能直接往 127.0.0.1 发包。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'app',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [{ proto: 'tcp', port: 8080, address: '127.0.0.1', process: 'app' }],
    },
    ruleset: `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -i eth0 -p tcp -m tcp --dport 80 -j DNAT --to-destination 127.0.0.1:8080
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
        dport: 80,
        flags: 'SYN',
      },
      note: { en: 'Where does it end, and what is the reason given?', zh: '它在哪里结束？给出的原因是什么？' },
      goal: {
        says: { en: 'A visitor of port 80 reaches the application', zh: '80 端口的访客能到达应用' },
        expect: { outcome: 'delivered', to: 'app' },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '203.0.113.66',
        dst: '127.0.0.1',
        proto: 'tcp',
        sport: 51001,
        dport: 8080,
        flags: 'SYN',
      },
      note: {
        en: 'A neighbour on the same wire, with a packet made by hand.',
        zh: '同一线路上的邻居，手工造了一个包。',
      },
      goal: {
        says: { en: 'A neighbour’s packet to 127.0.0.1 is dropped', zh: '邻居发往 127.0.0.1 的包被丢弃' },
        expect: { outcome: 'dropped' },
      },
    },
  ],
  hints: [
    {
      en: 'The routing decision throws it away. A packet from the wire to 127.0.0.0/8 is a “martian”: no such packet can honestly be there.',
      zh: '是路由判决把它扔掉了。从线路上来、发往 127.0.0.0/8 的包叫“火星包”：这种包不可能是正常的。',
    },
    {
      en: 'There is a sysctl for each interface that allows it: `route_localnet`. Mind what else it lets in.',
      zh: '每个接口都有一个允许它的 sysctl：`route_localnet`。当心它还会放进什么。',
    },
    {
      en: '`sysctl -w net.ipv4.conf.eth0.route_localnet=1`, and in raw, before DNAT: `iptables -t raw -A PREROUTING -i eth0 -d 127.0.0.0/8 -j DROP`.',
      zh: '`sysctl -w net.ipv4.conf.eth0.route_localnet=1`，再在 DNAT 之前的 raw 表里：`iptables -t raw -A PREROUTING -i eth0 -d 127.0.0.0/8 -j DROP`。',
    },
  ],
  solution: [
    'sysctl -w net.ipv4.conf.eth0.route_localnet=1',
    'iptables -t raw -A PREROUTING -i eth0 -d 127.0.0.0/8 -j DROP',
  ],
  explanation: {
    en:
      'DNAT is done before routing, and routing is strict: an address of 127.0.0.0/8 on the wire is a [martian](term:martian), dropped in silence unless `log_martians` is set. `route_localnet=1` lifts that for one interface, ' +
      'for everyone on that wire: this is how services meant for localhost became reachable on Kubernetes nodes (CVE-2020-8558). The rule in `raw` sees packets before DNAT, ' +
      'when an honest visitor’s still carries the public address. An application that listens on a real address needs none of this.',
    zh:
      'DNAT 在路由之前进行，而路由很严格：线路上出现 127.0.0.0/8 的地址就是[火星包](term:martian)，除非设了 `log_martians`，否则无声丢弃。`route_localnet=1` 为一个接口解除限制，' +
      '却是对那条线路上的所有人：Kubernetes 节点上只给 localhost 用的服务正是这样暴露的（CVE-2020-8558）。`raw` 里的规则在 DNAT 之前看到包，那时正常访客的包还带着公网地址。' +
      '让应用监听真实地址，就什么都不需要。',
  },
  remember: {
    en: 'When a packet dies between PREROUTING and INPUT, it was routing, not a rule.',
    zh: '包死在 PREROUTING 与 INPUT 之间，凶手是路由，不是规则。',
  },
  inIptables: ['iptables -t raw -A PREROUTING -i eth0 -d 127.0.0.0/8 -j DROP'],
  tryIt: [
    {
      command: 'sysctl -w net.ipv4.conf.all.log_martians=1',
      says: { en: 'Then `dmesg` tells of each martian.', zh: '之后 `dmesg` 会记下每个火星包。' },
    },
  ],
};
