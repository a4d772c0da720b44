import type { Lesson } from '../lesson.ts';

const syn = (src: string, sport: number, dport = 80) => ({
  in: 'eth0',
  src,
  dst: '203.0.113.1',
  proto: 'tcp',
  sport,
  dport,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'flood',
  kind: 'write-the-rule',
  title: { en: 'connlimit and limit against a flood', zh: '用 connlimit 和 limit 抵挡洪泛' },
  story: {
    en:
      'One visitor, `198.51.100.66`, opens connection after connection to the web server and never closes one. Last week the admin put `-m limit` before the port, and **everyone** was locked out, ' +
      'because a limit counts packets, whoever sent them.\n\nReject what goes beyond **two** connections at a time from one address to port 80. Others must not suffer for it.',
    zh:
      '有一位访客 `198.51.100.66`，对 Web 服务器一条接一条地开连接，从不关闭。上周管理员在端口前加了 `-m limit`，结果**所有人**都被挡住了，因为限速数的是包，不管是谁发的。' +
      '\n\n请拒绝同一地址到 80 端口同时超过**两条**的连接。别人不能因此受累。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'web',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [
        { proto: 'tcp', port: 80, process: 'nginx' },
        { proto: 'tcp', port: 22, process: 'sshd' },
      ],
    },
    ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: syn('198.51.100.66', 40001),
      goal: {
        says: { en: 'The first connection is served', zh: '第一条连接得到服务' },
        expect: { outcome: 'delivered' },
      },
    },
    {
      packet: syn('198.51.100.66', 40002),
      goal: { says: { en: 'So is the second', zh: '第二条也是' }, expect: { outcome: 'delivered' } },
    },
    {
      packet: syn('198.51.100.66', 40003),
      note: { en: 'The two before it are still open.', zh: '前面两条还开着。' },
      goal: { says: { en: 'The third is rejected', zh: '第三条被拒绝' }, expect: { outcome: 'rejected' } },
    },
  ],
  hidden: [
    {
      says: {
        en: 'Another visitor must be served while the first one is over the limit.',
        zh: '第一位访客超限时，另一位访客必须得到服务。',
      },
      timeline: [{ packet: syn('198.51.100.7', 40010), expect: { outcome: 'delivered', to: 'nginx' } }],
    },
    {
      says: {
        en: 'SSH was not meant: the same address may still log in.',
        zh: '没有说要限制 SSH：同一地址仍可登录。',
      },
      timeline: [{ packet: syn('198.51.100.66', 40011, 22), expect: { outcome: 'delivered', to: 'sshd' } }],
    },
    {
      says: {
        en: 'A neighbour of the flooder in the same network is another address: served.',
        zh: '同一网段里洪泛者的邻居是另一个地址：要服务。',
      },
      timeline: [{ packet: syn('198.51.100.67', 40012), expect: { outcome: 'delivered', to: 'nginx' } }],
    },
    {
      says: {
        en: 'After half an hour the half-open connections are forgotten: the same address may come again.',
        zh: '半小时之后，半开的连接已被遗忘：同一地址可以再来。',
      },
      timeline: [{ wait: 1800 }, { packet: syn('198.51.100.66', 40013), expect: { outcome: 'delivered' } }],
    },
  ],
  traps: [
    {
      commands: [
        'iptables -R INPUT 2 -p tcp --dport 80 -m limit --limit 1/minute --limit-burst 2 -j ACCEPT',
        'iptables -A INPUT -p tcp --dport 80 -j REJECT',
      ],
      fails: 1,
    },
    { commands: ['iptables -I INPUT -p tcp --syn -m connlimit --connlimit-above 2 -j REJECT'], fails: 2 },
    {
      commands: [
        'iptables -I INPUT -p tcp --syn --dport 80 -m connlimit --connlimit-above 2 --connlimit-mask 24 -j REJECT',
      ],
      fails: 3,
    },
    {
      commands: [
        'iptables -I INPUT -p tcp --syn --dport 80 -m recent --name web --update --hitcount 2 -j REJECT',
        'iptables -I INPUT 2 -p tcp --syn --dport 80 -m recent --name web --set',
      ],
      fails: 4,
    },
  ],
  hints: [
    {
      en: 'What is to be counted: packets, or connections that exist? And for whom?',
      zh: '要数的是什么：包，还是现存的连接？按谁来数？',
    },
    {
      en: '`connlimit` counts the entries of the connection table for each source address. Put it before the rule that accepts port 80.',
      zh: '`connlimit` 按源地址统计连接跟踪表里的表项。放在接受 80 端口的规则之前。',
    },
    {
      en: '`iptables -I INPUT -p tcp --syn --dport 80 -m connlimit --connlimit-above 2 -j REJECT`',
      zh: '写成 `iptables -I INPUT -p tcp --syn --dport 80 -m connlimit --connlimit-above 2 -j REJECT`',
    },
  ],
  solution: ['iptables -I INPUT -p tcp --syn --dport 80 -m connlimit --connlimit-above 2 -j REJECT'],
  explanation: {
    en:
      '`limit` is one bucket for the whole world: good for logs, bad for people, since the flooder empties it for all. `connlimit` asks the tracker how many connections of **this** source exist, ' +
      'with `--connlimit-mask 24` of this network. It counts what exists, not what was tried: closed or forgotten connections make room. Against forged sources neither helps; there it takes SYN cookies.',
    zh:
      '`limit` 是全世界共用的一个桶：用来管日志很好，用来管人很糟，洪泛者会替所有人把它掏空。`connlimit` 问连接跟踪：**这个**来源现存多少条连接？加上 `--connlimit-mask 24` 就是问这个网段。' +
      '它数的是现存的，不是尝试过的：关闭或被遗忘的连接会腾出位置。对伪造的来源两者都没用，那要靠 SYN cookie。',
  },
  remember: {
    en: 'limit counts packets of everyone, connlimit the open connections of one.',
    zh: 'limit 数所有人的包，connlimit 数一个人的连接。',
  },
  inIptables: ['iptables -A INPUT -p tcp --syn --dport 80 -m connlimit --connlimit-above 2 -j REJECT'],
  tryIt: [
    {
      command: 'conntrack -L -p tcp --orig-port-dst 80 -s 198.51.100.66',
      says: { en: 'What connlimit counts.', zh: 'connlimit 数的就是这些。' },
    },
  ],
};
