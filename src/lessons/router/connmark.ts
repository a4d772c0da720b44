import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'connmark',
  kind: 'find-the-bug',
  title: { en: 'CONNMARK, so that replies keep the mark', zh: 'CONNMARK：让应答也带上标记' },
  story: {
    en:
      'The company’s web server `192.168.1.10` is reachable by both lines: `10.10.1.2` at `eth1` and `10.10.2.2` at `eth2`. The default route leads to `eth1`. Visitors who come in by `eth2` wait for ever: ' +
      'their answers leave by `eth1`, where the provider throws them away as forged.\n\nMake every answer leave by the line its visitor came in by.',
    zh:
      '公司的 Web 服务器 `192.168.1.10` 从两条线路都能访问：`eth1` 上的 `10.10.1.2` 和 `eth2` 上的 `10.10.2.2`。默认路由走 `eth1`。从 `eth2` 进来的访客永远等不到回音：' +
      '他们的应答从 `eth1` 出去，被运营商当作伪造的扔掉了。\n\n请让每个应答从访客进来的那条线路出去。',
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
      routes: [
        'default via 10.10.1.1 dev eth1',
        'default via 10.10.2.1 dev eth2 table 20',
        '192.168.1.0/24 dev eth0 table 20',
      ],
      rules: ['from all fwmark 2 table 20'],
    },
    ruleset: `*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -i eth2 -j MARK --set-xmark 0x2/0xffffffff
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING ! -i eth0 -p tcp -m tcp --dport 80 -j DNAT --to-destination 192.168.1.10
COMMIT
`,
  },
  timeline: [
    {
      packet: {
        in: 'eth2',
        src: '198.51.100.7',
        dst: '10.10.2.2',
        proto: 'tcp',
        sport: 51000,
        dport: 80,
        flags: 'SYN',
      },
      note: {
        en: 'It gets mark 2, as someone wanted. See what becomes of the mark.',
        zh: '它得到了标记 2，正如有人想要的。看看标记后来怎样了。',
      },
      goal: {
        says: { en: 'A visitor at eth2 reaches the server', zh: 'eth2 的访客能到达服务器' },
        expect: { outcome: 'forwarded', to: 'eth0' },
      },
    },
    {
      reply: { to: 1 },
      note: {
        en: 'The server’s answer: a new packet, without any mark.',
        zh: '服务器的应答：一个新的包，没有任何标记。',
      },
      goal: {
        says: { en: 'The answer leaves by eth2', zh: '应答从 eth2 出去' },
        expect: { outcome: 'forwarded', to: 'eth2', packet: { src: '10.10.2.2' } },
      },
    },
    {
      packet: {
        in: 'eth1',
        src: '198.51.100.8',
        dst: '10.10.1.2',
        proto: 'tcp',
        sport: 51001,
        dport: 80,
        flags: 'SYN',
      },
    },
    {
      reply: { to: 3 },
      goal: {
        says: { en: 'Who came in by eth1 is answered by eth1', zh: '从 eth1 进来的，由 eth1 回答' },
        expect: { outcome: 'forwarded', to: 'eth1', packet: { src: '10.10.1.2' } },
      },
    },
  ],
  hints: [
    {
      en: 'A mark belongs to one packet. What do the SYN and its answer have in common?',
      zh: '标记只属于一个包。SYN 和它的应答有什么是共有的？',
    },
    {
      en: 'The connection has a mark as well. CONNMARK copies: `--save-mark` from the packet to the connection, `--restore-mark` back.',
      zh: '连接也有一个标记。CONNMARK 负责复制：`--save-mark` 从包到连接，`--restore-mark` 从连接到包。',
    },
    {
      en: '`iptables -t mangle -A PREROUTING -i eth2 -j CONNMARK --save-mark`, and `-i eth0 -j CONNMARK --restore-mark`.',
      zh: '`iptables -t mangle -A PREROUTING -i eth2 -j CONNMARK --save-mark`，再加 `-i eth0 -j CONNMARK --restore-mark`。',
    },
  ],
  solution: [
    'iptables -t mangle -A PREROUTING -i eth2 -j CONNMARK --save-mark',
    'iptables -t mangle -A PREROUTING -i eth0 -j CONNMARK --restore-mark',
  ],
  explanation: {
    en:
      'The mark of a packet dies with the packet. The [connection mark](term:connmark) stands in the tracker’s entry and is there for every packet of both directions. ' +
      'So the first packet writes down by which line it came, and each answer reads that before the routing decision. conntrack stands before mangle in PREROUTING, and that is why the entry is at hand.',
    zh:
      '包的标记随包而逝。[连接标记](term:connmark)写在连接跟踪的表项里，两个方向的每个包都用得上。于是第一个包记下自己从哪条线路来，每个应答在路由判决之前读出它。' +
      'PREROUTING 里 conntrack 排在 mangle 之前，所以表项已经在手边。',
  },
  remember: {
    en: 'MARK is for this packet, CONNMARK for the whole conversation.',
    zh: 'MARK 只管这个包，CONNMARK 管整个会话。',
  },
  inIptables: [
    'iptables -t mangle -A PREROUTING -i eth2 -j CONNMARK --set-mark 2',
    'iptables -t mangle -A PREROUTING -i eth0 -j CONNMARK --restore-mark',
  ],
  tryIt: [
    {
      command: 'conntrack -L --mark 2',
      says: { en: 'All connections that came in by the second line.', zh: '所有从第二条线路进来的连接。' },
    },
  ],
};
