import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'tables-in-a-hook',
  kind: 'predict',
  title: { en: 'Tables in one hook, and their order', zh: '同一个钩子里的表，以及它们的顺序' },
  story: {
    en:
      'Three people have each written a rule on this machine, each into another [table](term:table), each sure that theirs decides. ' +
      'Anna accepts SSH in `mangle`, Bert drops it in `filter`. Bert accepts the web in `filter`, Carla drops it in `raw`. ' +
      'And what the machine asks its name server is first rewritten by `nat`, then judged by `filter`.\n\n' +
      'In one [hook](term:hook) the tables stand in a fixed order: raw, mangle, nat, filter. Say who wins **before** the packets walk.',
    zh:
      '三个人在这台机器上各写了一条规则，写进了不同的[表](term:table)，人人都相信自己说了算。Anna 在 `mangle` 里接受 SSH，Bert 在 `filter` 里丢弃它；' +
      'Bert 在 `filter` 里接受 Web，Carla 在 `raw` 里丢弃它；本机向域名服务器发出的查询，则先被 `nat` 改写，再由 `filter` 裁决。\n\n' +
      '同一个[钩子](term:hook)里，表的顺序是固定的：raw、mangle、nat、filter。请在数据包出发**之前**说出谁会赢。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'web',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [
        { proto: 'tcp', port: 22, process: 'sshd' },
        { proto: 'tcp', port: 80, process: 'nginx' },
      ],
    },
    ruleset: `*raw
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A PREROUTING -p tcp -m tcp --dport 80 -j DROP
COMMIT
*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A OUTPUT -d 198.51.100.53/32 -p udp -m udp --dport 53 -j DNAT --to-destination 203.0.113.53
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -p tcp -m tcp --dport 22 -j DROP
-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT
-A OUTPUT -d 198.51.100.53/32 -j DROP
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
        sport: 40001,
        dport: 22,
        flags: 'SYN',
      },
      predict: {
        question: { en: 'SSH: mangle says ACCEPT, filter says DROP.', zh: 'SSH：mangle 说 ACCEPT，filter 说 DROP。' },
        choices: [
          {
            says: { en: 'It is delivered: mangle was asked first', zh: '交付本机：先问的是 mangle' },
            expect: { outcome: 'delivered' },
            because: {
              en: 'ACCEPT ends the walk through its own table and no more. The next table is asked as if nothing had been said.',
              zh: 'ACCEPT 只结束它自己那张表。下一张表照样会被问到，就像什么都没说过一样。',
            },
          },
          {
            says: { en: 'It is dropped by filter', zh: '被 filter 丢弃' },
            expect: { outcome: 'dropped', by: 'filter INPUT 1' },
          },
        ],
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '203.0.113.1',
        proto: 'tcp',
        sport: 40002,
        dport: 80,
        flags: 'SYN',
      },
      predict: {
        question: { en: 'The web: raw says DROP, filter says ACCEPT.', zh: 'Web：raw 说 DROP，filter 说 ACCEPT。' },
        choices: [
          {
            says: { en: 'filter has the last word: it is delivered', zh: 'filter 最后说了算：交付本机' },
            expect: { outcome: 'delivered' },
            because: {
              en: 'The last word needs a packet to say it about. A DROP anywhere is final.',
              zh: '要有包在，才轮得到最后一句话。任何地方的 DROP 都是终局。',
            },
          },
          {
            says: { en: 'It is dropped by raw', zh: '被 raw 丢弃' },
            expect: { outcome: 'dropped', by: 'raw PREROUTING 1' },
          },
        ],
      },
    },
    {
      packet: { from: 'local', dst: '198.51.100.53', proto: 'udp', sport: 5000, dport: 53 },
      predict: {
        question: {
          en: 'A query to 198.51.100.53: nat sends it to 203.0.113.53, filter drops what goes to 198.51.100.53.',
          zh: '发往 198.51.100.53 的查询：nat 把它改发到 203.0.113.53，filter 丢弃去往 198.51.100.53 的包。',
        },
        choices: [
          {
            says: { en: 'filter drops it', zh: 'filter 丢弃它' },
            expect: { outcome: 'dropped' },
            because: {
              en: 'In OUTPUT nat stands before filter: filter sees the new destination, and its rule does not match.',
              zh: '在 OUTPUT 里 nat 排在 filter 之前：filter 看到的是新的目的地址，那条规则匹配不上。',
            },
          },
          {
            says: { en: 'It leaves for 203.0.113.53', zh: '它发往 203.0.113.53' },
            expect: { outcome: 'sent', to: 'eth0', packet: { dst: '203.0.113.53' } },
          },
          {
            says: { en: 'It leaves for 198.51.100.53, as it was asked', zh: '它按原样发往 198.51.100.53' },
            expect: { outcome: 'sent', packet: { dst: '198.51.100.53' } },
            because: {
              en: 'The nat rule matches: look at the packet after OUTPUT.',
              zh: 'nat 的规则匹配上了：看看 OUTPUT 之后的包。',
            },
          },
        ],
      },
    },
  ],
  hints: [
    {
      en: 'Follow the packet down one hook in the graph: the tables are passed from top to bottom.',
      zh: '在图上跟着包走完一个钩子：表是从上到下经过的。',
    },
    {
      en: 'ACCEPT leaves one table. DROP ends everything. A rewrite is seen by every table that follows.',
      zh: 'ACCEPT 只离开一张表；DROP 结束一切；改写之后的样子，后面每张表都会看到。',
    },
  ],
  solution: [],
  explanation: {
    en:
      'A hook asks its tables one after another. To get through, a packet needs every one of them to let it pass; to die, one is enough. ' +
      'That is why ACCEPT is weak and DROP is strong, and why it matters where an address is rewritten: `filter` always judges the packet as `nat` left it.',
    zh:
      '一个钩子会依次询问它的每一张表。包要通过，必须每张表都放行；要死，只需一张表开口。' +
      '所以 ACCEPT 很弱而 DROP 很强；在哪里改写地址也因此要紧：`filter` 裁决的总是 `nat` 改过之后的包。',
  },
  remember: {
    en: 'ACCEPT opens one door; the packet still has to pass all the others. DROP closes the house.',
    zh: 'ACCEPT 只开一扇门，后面的门还得逐一通过；DROP 则关上整座房子。',
  },
  inIptables: [
    'iptables -t mangle -A INPUT -p tcp --dport 22 -j ACCEPT',
    'iptables -t filter -A INPUT -p tcp --dport 22 -j DROP',
  ],
  tryIt: [
    {
      command: 'for t in raw mangle nat filter; do iptables -t $t -S; done',
      says: {
        en: 'All tables, in the order in which a packet from outside meets them. `iptables -S` alone shows only filter.',
        zh: '按外来数据包遇到的顺序列出所有的表。单用 `iptables -S` 只显示 filter。',
      },
    },
  ],
};
