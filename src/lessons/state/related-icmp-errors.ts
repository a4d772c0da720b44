import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'related-icmp-errors',
  kind: 'write-the-rule',
  title: { en: 'RELATED: errors that belong to something', zh: 'RELATED：有来由的差错报文' },
  story: {
    en:
      'This machine lets in what is ESTABLISHED. Its backup client sends to a server whose port is closed, and waits half a minute for nothing: ' +
      'the server’s ICMP error, which would say so at once, is dropped.\n\nLet in the errors that concern **our own** connections. An ICMP error that anyone ' +
      'makes up must stay outside, and so must a ping.',
    zh:
      '这台机器放行 ESTABLISHED 的包。它的备份程序向一台端口已关闭的服务器发送数据，白等了半分钟：服务器的 ICMP 差错报文本来马上就能说明情况，却被丢弃了。' +
      '\n\n请放行与**我们自己的**连接有关的差错报文。任何人凭空编造的 ICMP 差错都要挡在外面，ping 也一样。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'desk',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
      localStack: 'silent',
    },
    ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: { from: 'local', dst: '198.51.100.20', proto: 'udp', sport: 5000, dport: 873, payload: 'backup' },
      note: { en: 'An entry is made, UNREPLIED.', zh: '建立了一个表项，UNREPLIED。' },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.20',
        dst: '203.0.113.1',
        proto: 'icmp',
        icmpType: 'port-unreachable',
        inner: { src: '203.0.113.1', dst: '198.51.100.20', proto: 'udp', sport: 5000, dport: 873, payload: 'backup' },
      },
      note: {
        en: 'The error quotes the head of the packet that caused it: the tracker looks that one up.',
        zh: '差错报文里引用了引发它的包的头部：连接跟踪查找的正是它。',
      },
      goal: {
        says: { en: 'The server’s “port unreachable” comes in', zh: '服务器的“端口不可达”进得来' },
        expect: { outcome: 'delivered', state: 'RELATED' },
      },
    },
  ],
  hidden: [
    {
      says: {
        en: 'An error about a packet that was never sent is a forgery: it must be dropped.',
        zh: '针对从未发出的包的差错是伪造的：必须丢弃。',
      },
      timeline: [
        {
          packet: {
            in: 'eth0',
            src: '192.0.2.66',
            dst: '203.0.113.1',
            proto: 'icmp',
            icmpType: 'port-unreachable',
            inner: { src: '203.0.113.1', dst: '198.51.100.99', proto: 'tcp', sport: 40000, dport: 443, flags: 'ACK' },
          },
          expect: { outcome: 'dropped' },
        },
      ],
    },
    {
      says: { en: 'A ping was not asked for: it must be dropped.', zh: '没有请求过 ping：必须丢弃。' },
      timeline: [
        {
          packet: { in: 'eth0', src: '192.0.2.66', dst: '203.0.113.1', proto: 'icmp', icmpType: 'echo-request' },
          expect: { outcome: 'dropped' },
        },
      ],
    },
    {
      says: {
        en: 'A router on the way may send the error too, “time exceeded” for one: it must come in.',
        zh: '途中的路由器也可能发来差错，例如“time exceeded”：必须放行。',
      },
      timeline: [
        { packet: { from: 'local', dst: '198.51.100.20', proto: 'udp', ttl: 3, sport: 5001, dport: 873 } },
        {
          packet: {
            in: 'eth0',
            src: '198.51.100.1',
            dst: '203.0.113.1',
            proto: 'icmp',
            icmpType: 'time-exceeded',
            inner: { src: '203.0.113.1', dst: '198.51.100.20', proto: 'udp', ttl: 1, sport: 5001, dport: 873 },
          },
          expect: { outcome: 'delivered' },
        },
      ],
    },
  ],
  traps: [
    { commands: ['iptables -A INPUT -p icmp --icmp-type destination-unreachable -j ACCEPT'], fails: 1 },
    { commands: ['iptables -A INPUT -p icmp -j ACCEPT'], fails: 2 },
    { commands: ['iptables -A INPUT -s 198.51.100.20 -m conntrack --ctstate RELATED -j ACCEPT'], fails: 3 },
  ],
  hints: [
    {
      en: 'Step to the lookup of the second packet: what state does the tracker give it?',
      zh: '走到第二个包的连接跟踪查找处：它得到了什么状态？',
    },
    {
      en: 'The type of the message does not tell a true error from a forged one. The state does.',
      zh: '报文类型分不出真差错和假差错，状态分得出。',
    },
    {
      en: '`iptables -A INPUT -m conntrack --ctstate RELATED -j ACCEPT`',
      zh: '执行 `iptables -A INPUT -m conntrack --ctstate RELATED -j ACCEPT`',
    },
  ],
  solution: ['iptables -A INPUT -m conntrack --ctstate RELATED -j ACCEPT'],
  explanation: {
    en:
      'An ICMP error carries the head of the packet that it complains about. The tracker reads that inner packet and looks for its entry: found, the error is ' +
      '[RELATED](term:related); not found, it is [INVALID](term:invalid). So one rule lets in every true error from any router on the way, and no forged one. ' +
      'The error is no answer: the entry stays UNREPLIED.',
    zh:
      'ICMP 差错报文带着它所抱怨的那个包的头部。连接跟踪读出里面的包，查找它的表项：找到了，差错就是 [RELATED](term:related)；找不到，就是 ' +
      '[INVALID](term:invalid)。所以一条规则就能放行沿途任何路由器发来的真差错，而挡住伪造的。差错并不是应答：表项仍是 UNREPLIED。',
  },
  remember: {
    en: 'Never drop all ICMP: let RELATED in, it is how the network tells you what went wrong.',
    zh: '不要丢弃所有 ICMP：放行 RELATED，网络就是这样告诉你出了什么问题的。',
  },
  inIptables: ['iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT'],
  tryIt: [
    {
      command: 'iptables -I INPUT -m conntrack --ctstate RELATED -j LOG --log-prefix "related: "',
      says: {
        en: 'The log line shows the quoted packet in square brackets.',
        zh: '日志行会在方括号里显示被引用的包。',
      },
    },
  ],
};
