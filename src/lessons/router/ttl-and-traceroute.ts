import type { Lesson } from '../lesson.ts';

const probe = (ttl: number, dport: number, dst = '198.51.100.80') => ({
  in: 'eth1',
  src: '192.168.1.20',
  dst,
  proto: 'udp',
  ttl,
  sport: 40000,
  dport,
  payload: 'probe',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'ttl-and-traceroute',
  kind: 'predict',
  title: { en: 'TTL, and how traceroute sees a router', zh: 'TTL：traceroute 如何看见路由器' },
  story: {
    en:
      'traceroute sends packets that are meant to die on the way: the first with a [TTL](term:ttl) of 1, the next with 2, and so on. Whoever throws one away says so, and so is discovered.\n\n' +
      'This router is the first one on the laptop’s way. Say what it does with each probe.',
    zh:
      'traceroute 发出的包就是打算死在路上的：第一个 [TTL](term:ttl) 是 1，下一个是 2，依此类推。谁扔掉了它，谁就会说一声，于是被发现。' +
      '\n\n这台路由器是笔记本路上的第一站。请说出它如何处理每个探测包。',
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
      sockets: [{ proto: 'udp', port: 53, process: 'dnsmasq' }],
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
      packet: probe(1, 33434),
      predict: {
        question: { en: 'TTL 1, for a server on the Internet.', zh: 'TTL 为 1，发往互联网上的服务器。' },
        choices: [
          {
            says: {
              en: 'It is thrown away before FORWARD, with “time exceeded”',
              zh: '在 FORWARD 之前被扔掉，并回“time exceeded”',
            },
            expect: { outcome: 'dropped' },
          },
          {
            says: { en: 'It leaves with TTL 0; the next router throws it away', zh: '以 TTL 0 发出，由下一站扔掉' },
            expect: { outcome: 'forwarded', packet: { ttl: 0 } },
            because: {
              en: 'Whoever would have to make a 0 of it must not pass it on.',
              zh: '谁要把它减到 0，谁就不许再转发。',
            },
          },
        ],
      },
    },
    {
      packet: probe(1, 53, '192.168.1.1'),
      predict: {
        question: { en: 'TTL 1, for the router’s own name service.', zh: 'TTL 为 1，发给路由器自己的域名服务。' },
        choices: [
          {
            says: { en: 'Thrown away: TTL 1 has run out', zh: '扔掉：TTL 1 已经用完' },
            expect: { outcome: 'dropped' },
            because: {
              en: 'The TTL counts routers that pass it on. Here nobody has to: it has arrived.',
              zh: 'TTL 数的是转发它的路由器。这里没有人要转发：它到了。',
            },
          },
          { says: { en: 'Delivered to dnsmasq', zh: '交给 dnsmasq' }, expect: { outcome: 'delivered', to: 'dnsmasq' } },
        ],
      },
    },
    {
      packet: probe(2, 33435),
      predict: {
        question: { en: 'TTL 2, for the server on the Internet.', zh: 'TTL 为 2，发往互联网上的服务器。' },
        choices: [
          {
            says: { en: 'It leaves with TTL 2', zh: '以 TTL 2 发出' },
            expect: { outcome: 'forwarded', packet: { ttl: 2 } },
            because: { en: 'Every router takes one off.', zh: '每个路由器都要减一。' },
          },
          {
            says: { en: 'It leaves with TTL 1', zh: '以 TTL 1 发出' },
            expect: { outcome: 'forwarded', packet: { ttl: 1 } },
          },
        ],
      },
    },
    {
      command: 'iptables -t mangle -A PREROUTING -i eth1 -j TTL --ttl-inc 1',
      note: { en: 'A sly admin adds a rule.', zh: '一位狡猾的管理员加了一条规则。' },
    },
    {
      packet: probe(1, 33436),
      predict: {
        question: { en: 'TTL 1 once more, with that rule in place.', zh: '有了那条规则，再来一个 TTL 为 1 的包。' },
        choices: [
          {
            says: { en: 'It leaves with TTL 1: this router is invisible now', zh: '以 TTL 1 发出：这台路由器隐形了' },
            expect: { outcome: 'forwarded', packet: { ttl: 1 } },
          },
          {
            says: { en: 'It is thrown away as before', zh: '照样被扔掉' },
            expect: { outcome: 'dropped' },
            because: {
              en: 'mangle PREROUTING stands before the routing decision, where the TTL is looked at.',
              zh: 'mangle PREROUTING 在路由判决之前，而 TTL 是在路由判决时才检查的。',
            },
          },
        ],
      },
    },
  ],
  hints: [
    {
      en: 'The TTL is looked at when the decision “forward” has been made, and taken down by one just before FORWARD.',
      zh: '作出“转发”决定之后才检查 TTL，并在 FORWARD 之前减一。',
    },
    {
      en: 'In the graph, compare the TTL of the packet in PREROUTING and in FORWARD.',
      zh: '在图上比较包在 PREROUTING 和 FORWARD 里的 TTL。',
    },
  ],
  solution: [],
  explanation: {
    en:
      'Routing takes one off the [TTL](term:ttl) of everything it forwards, and throws away what would reach 0, with an ICMP “time exceeded” that begins its own walk in OUTPUT. ' +
      'A rule that drops this ICMP makes three stars in traceroute; `TTL --ttl-inc 1` makes a router disappear altogether. Both are hiding, not safety.',
    zh:
      '路由会把它转发的一切 [TTL](term:ttl) 减一，会减到 0 的就扔掉，并发一个 ICMP “time exceeded”，这个 ICMP 从 OUTPUT 开始自己的旅程。' +
      '丢弃这个 ICMP 的规则会让 traceroute 显示三个星号；`TTL --ttl-inc 1` 则让路由器彻底隐形。两者都只是躲藏，不是安全。',
  },
  remember: {
    en: 'TTL belongs to routing: checked only when forwarding, before the FORWARD hook.',
    zh: 'TTL 归路由管：只在转发时检查，而且在 FORWARD 钩子之前。',
  },
  inIptables: ['iptables -t mangle -A POSTROUTING -j TTL --ttl-set 64'],
  tryIt: [
    {
      command: 'traceroute -n 198.51.100.80',
      says: {
        en: 'Each line is a router that said “time exceeded”; `* * *` is one that kept quiet.',
        zh: '每一行是一台说了“time exceeded”的路由器；`* * *` 是不作声的。',
      },
    },
  ],
};
