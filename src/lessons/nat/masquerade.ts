import type { Lesson } from '../lesson.ts';

const syn = (src: string, sport: number, dst = '198.51.100.80') => ({
  in: 'eth1',
  src,
  dst,
  proto: 'tcp',
  sport,
  dport: 443,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'masquerade',
  kind: 'write-the-rule',
  title: { en: 'MASQUERADE for a home network', zh: '家庭网络的 MASQUERADE' },
  story: {
    en:
      'At home every machine has an address like `192.168.1.20`, which nobody on the Internet can answer. The laptop’s request leaves by `eth0` all the same, ' +
      'with that address as its sender, and no answer will ever come.\n\nLet **all** machines of the home network go out under the router’s own address. ' +
      'On `eth2` hangs a storage box with a network of its own; it wants to see who is really asking. Further packets, which you do not see, will look at both.',
    zh:
      '家里每台机器的地址都像 `192.168.1.20` 这样，互联网上没有人能回答它。笔记本的请求照样从 `eth0` 发了出去，发送者写着那个地址，于是永远等不到应答。' +
      '\n\n请让家庭网络里**所有**机器都以路由器自己的地址出去。`eth2` 上挂着一台存储设备，有自己的网段；它想看到真正来访的是谁。' +
      '另有一些你看不到的包，会来检验这两点。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'router',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
        { name: 'eth2', addresses: ['192.168.2.1/24'] },
      ],
      routes: ['default via 203.0.113.254 dev eth0'],
    },
    ruleset: `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -i eth1 -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: syn('192.168.1.20', 40000),
      note: { en: 'Look at the source address of the packet that leaves.', zh: '看看发出去的包的源地址。' },
      goal: {
        says: { en: 'The laptop’s request leaves as 203.0.113.1', zh: '笔记本的请求以 203.0.113.1 发出' },
        expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '203.0.113.1' } },
      },
    },
    {
      reply: { to: 1 },
      note: {
        en: 'The answer goes to the router’s address. Who turns it back?',
        zh: '应答发往路由器的地址。谁把它改回来？',
      },
      goal: {
        says: { en: 'Its answer reaches the laptop', zh: '应答到达笔记本' },
        expect: { outcome: 'forwarded', to: 'eth1', packet: { dst: '192.168.1.20' } },
      },
    },
  ],
  hidden: [
    {
      says: {
        en: 'Towards the storage box the real address must stay.',
        zh: '去往存储设备的包，必须保留真实地址。',
      },
      timeline: [
        {
          packet: syn('192.168.1.20', 40010, '192.168.2.10'),
          expect: { outcome: 'forwarded', to: 'eth2', packet: { src: '192.168.1.20' } },
        },
      ],
    },
    {
      says: { en: 'The telephone, 192.168.1.77, wants to go out as well.', zh: '手机 192.168.1.77 也要上网。' },
      timeline: [
        {
          packet: syn('192.168.1.77', 40011),
          expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '203.0.113.1' } },
        },
      ],
    },
    {
      says: {
        en: 'A name server is asked by UDP: that must be rewritten too.',
        zh: '用 UDP 询问域名服务器：也要改写。',
      },
      timeline: [
        {
          packet: { in: 'eth1', src: '192.168.1.20', dst: '198.51.100.53', proto: 'udp', sport: 5353, dport: 53 },
          expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '203.0.113.1' } },
        },
      ],
    },
  ],
  traps: [
    { commands: ['iptables -t nat -A POSTROUTING -j MASQUERADE'], fails: 1 },
    { commands: ['iptables -t nat -A POSTROUTING -s 192.168.1.20 -o eth0 -j MASQUERADE'], fails: 2 },
    { commands: ['iptables -t nat -A POSTROUTING -o eth0 -p tcp -j MASQUERADE'], fails: 3 },
  ],
  hints: [
    {
      en: 'The sender is rewritten at the last moment, when it is known where the packet leaves: in `POSTROUTING` of the table `nat`.',
      zh: '发送者是在最后一刻改写的，那时已知道包从哪里出去：在 `nat` 表的 `POSTROUTING`。',
    },
    {
      en: 'Say by which interface the packet leaves, and nothing else: `-o eth0`.',
      zh: '只说明包从哪个接口出去，别的都不用写：`-o eth0`。',
    },
    {
      en: 'The rule is `iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE`.',
      zh: '规则是 `iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE`。',
    },
  ],
  solution: ['iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE'],
  explanation: {
    en:
      '[MASQUERADE](term:masquerade) puts the address of the outgoing interface in place of the sender, and the tracker notes both in one entry. ' +
      'The answer is addressed to the router; its tuple is found in the table, and the address is turned back before the routing decision, without any rule. ' +
      'That is why one rule is enough for both ways.',
    zh:
      '[MASQUERADE](term:masquerade) 用出接口的地址替换发送者，连接跟踪把两者记在同一个表项里。应答发给路由器；在表里找到它的元组，' +
      '地址便在路由判决之前改了回来，不需要任何规则。所以一条规则就管了来回两个方向。',
  },
  remember: {
    en: 'NAT rules are written for the first packet only; the way back is remembered.',
    zh: 'NAT 规则只为第一个包而写；回来的路是记住的。',
  },
  inIptables: ['iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE'],
  tryIt: [
    {
      command: 'conntrack -L -p tcp --dport 443',
      says: {
        en: 'The second half of the line, the reply, has dst= the router’s address.',
        zh: '一行的后半是应答方向，其中 dst= 是路由器的地址。',
      },
    },
  ],
};
