import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'mtu-and-icmp',
  kind: 'find-the-bug',
  title: { en: 'Blocked ICMP, and connections that hang', zh: '封了 ICMP，连接就卡住' },
  story: {
    en:
      'Behind this router, which has a DSL line with an [MTU](term:mtu) of 1492, stands a web server. Small pages load, large ones hang for ever. “We drop ICMP”, says the admin proudly, “for safety.”\n\n' +
      'A router far away has a narrow line and says “fragmentation needed” to the server; that must arrive. Pings from outside may stay dropped. And let every connection that goes out by the DSL line ' +
      'agree on segments that fit: the log shows the MSS option of each SYN, and `05B4` (1460) is too large, `05AC` (1452) is right.',
    zh:
      '这台路由器接的是 [MTU](term:mtu) 为 1492 的 DSL 线路，后面有一台 Web 服务器。小页面能打开，大页面永远卡住。“我们丢弃 ICMP，”管理员自豪地说，“为了安全。”' +
      '\n\n远处一台路由器的线路很窄，它对服务器说“需要分片”；这个消息必须到达。外面来的 ping 可以继续丢弃。另外，请让每条从 DSL 线路出去的连接商定合适的段长：' +
      '日志里有每个 SYN 的 MSS 选项，`05B4`（1460）太大，`05AC`（1452）才对。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'router',
      interfaces: [
        { name: 'ppp0', addresses: ['203.0.113.1/24'], mtu: 1492 },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
      ],
      routes: ['default via 203.0.113.254 dev ppp0'],
    },
    ruleset: `*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -o ppp0 -p tcp -m tcp --tcp-flags SYN SYN -j LOG --log-prefix "syn out: " --log-tcp-options
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A FORWARD -p icmp -j DROP
COMMIT
`,
  },
  timeline: [
    {
      packet: {
        in: 'ppp0',
        src: '198.51.100.7',
        dst: '192.168.1.10',
        proto: 'tcp',
        sport: 51000,
        dport: 80,
        flags: 'SYN',
      },
      note: { en: 'A visitor opens a connection to the web server.', zh: '一位访客与 Web 服务器建立连接。' },
    },
    {
      reply: { to: 1 },
      note: {
        en: 'The server’s SYN,ACK says: send me segments of up to 1460.',
        zh: '服务器的 SYN,ACK 说：给我的段最长 1460。',
      },
    },
    { reply: { to: 2 } },
    {
      packet: {
        in: 'ppp0',
        src: '198.51.100.1',
        dst: '192.168.1.10',
        proto: 'icmp',
        icmpType: 'fragmentation-needed',
        inner: {
          src: '192.168.1.10',
          dst: '198.51.100.7',
          proto: 'tcp',
          sport: 80,
          dport: 51000,
          flags: 'ACK',
          df: true,
        },
      },
      note: {
        en: 'A router on the way: “your packet is too large for me.”',
        zh: '途中的路由器：“你的包对我来说太大了。”',
      },
      goal: {
        says: { en: '“Fragmentation needed” reaches the server', zh: '“需要分片”到达服务器' },
        expect: { outcome: 'forwarded', to: 'eth1', state: 'RELATED' },
      },
    },
    {
      packet: { in: 'ppp0', src: '192.0.2.66', dst: '192.168.1.10', proto: 'icmp', icmpType: 'echo-request' },
      goal: {
        says: { en: 'A ping from outside is dropped', zh: '外面来的 ping 被丢弃' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      packet: {
        in: 'eth1',
        src: '192.168.1.20',
        dst: '198.51.100.80',
        proto: 'tcp',
        sport: 40001,
        dport: 443,
        flags: 'SYN',
      },
      note: { en: 'A laptop opens a connection. Read its MSS in the log.', zh: '一台笔记本建立连接。看日志里的 MSS。' },
      goal: {
        says: { en: 'A SYN leaves with an MSS of 1452', zh: 'SYN 以 1452 的 MSS 发出' },
        expect: { outcome: 'forwarded', to: 'ppp0', log: 'OPT (020405AC)' },
      },
    },
  ],
  hints: [
    {
      en: 'The message belongs to a connection: which state has it? And who lets that state pass, before rule 1?',
      zh: '那条消息属于一个连接：它是什么状态？谁在第 1 条规则之前放行这种状态？',
    },
    {
      en: 'The target TCPMSS, in mangle FORWARD, can write into the SYN what fits the route: `--clamp-mss-to-pmtu`.',
      zh: 'mangle FORWARD 里的目标 TCPMSS 能把合适的值写进 SYN：`--clamp-mss-to-pmtu`。',
    },
    {
      en: '`iptables -I FORWARD -m conntrack --ctstate RELATED -j ACCEPT` and `iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu`.',
      zh: '`iptables -I FORWARD -m conntrack --ctstate RELATED -j ACCEPT`，以及 `iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu`。',
    },
  ],
  solution: [
    'iptables -I FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    'iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu',
  ],
  explanation: {
    en:
      'TCP sends with “do not fragment” and waits to be told when a packet is too large: [path MTU discovery](term:path-mtu-discovery). Who drops that message makes a black hole: the handshake is small and works, ' +
      'the first full segment is lost, again and again. [MSS](term:mss) clamping is the plaster for networks whose ICMP others have dropped: 1492 less 40 bytes of headers is 1452.',
    zh:
      'TCP 发包时都带“不许分片”，等着别人告诉它包太大了：这就是[路径 MTU 发现](term:path-mtu-discovery)。丢弃这种消息就造出了黑洞：握手的包小，没问题；第一个满长的段却一次又一次地丢失。' +
      '钳制 [MSS](term:mss) 是贴在别人封了 ICMP 的网络上的膏药：1492 减去 40 字节头部，就是 1452。',
  },
  remember: {
    en: 'Small works and large hangs? Someone dropped “fragmentation needed”.',
    zh: '小的能通、大的卡住？有人丢了“需要分片”。',
  },
  inIptables: [
    'iptables -I FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    'iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu',
  ],
  tryIt: [
    {
      command: 'ping -M do -s 1464 198.51.100.80',
      says: {
        en: '1464 bytes and 28 of headers make 1492; raise it by one and read the answer.',
        zh: '1464 字节加 28 字节头部正好 1492；再加一，看看回答。',
      },
    },
  ],
};
