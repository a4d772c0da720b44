import type { Lesson } from '../lesson.ts';

const syn = (src: string, sport: number, dport: number) => ({
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
  id: 'port-knocking',
  kind: 'write-the-rule',
  title: { en: 'Port knocking with recent', zh: '用 recent 做敲门' },
  story: {
    en:
      'SSH on this server is closed to all, and yet you want to get in from anywhere. Who has knocked at port 7000 shall find port 22 open, for **30 seconds**, for the address that knocked. The knock itself gets no answer.\n\n' +
      'Two rules with `-m recent` and a list named `KNOCK` do it: one that writes, and one that reads. Further packets will try them.',
    zh:
      '这台服务器的 SSH 对所有人关闭，而你又想从任何地方进来。敲过 7000 端口的人，应在 **30 秒**内发现 22 端口开着，只对敲门的那个地址。敲门本身得不到回答。' +
      '\n\n用 `-m recent` 和一个名叫 `KNOCK` 的列表，两条规则就够了：一条写，一条读。另有一些包会来检验。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'far',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [
        { proto: 'tcp', port: 22, process: 'sshd' },
        { proto: 'tcp', port: 3306, process: 'mysqld' },
      ],
    },
    ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: syn('198.51.100.7', 40001, 22),
      note: { en: 'Without a knock.', zh: '没有敲门。' },
      goal: {
        says: { en: 'Without a knock SSH is closed', zh: '不敲门，SSH 是关着的' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      packet: syn('198.51.100.7', 40002, 7000),
      note: {
        en: 'The knock. Open the Rule panel: the list of the rule fills.',
        zh: '敲门。打开 Rule 面板：规则的列表有了内容。',
      },
      goal: { says: { en: 'The knock gets no answer', zh: '敲门得不到回答' }, expect: { outcome: 'dropped' } },
    },
    { wait: 2 },
    {
      packet: syn('198.51.100.7', 40003, 22),
      goal: {
        says: { en: 'Two seconds later SSH is open', zh: '两秒之后，SSH 开着' },
        expect: { outcome: 'delivered', to: 'sshd' },
      },
    },
  ],
  hidden: [
    {
      says: { en: 'A minute after the knock the door must be shut again.', zh: '敲门一分钟之后，门必须又关上。' },
      timeline: [{ wait: 60 }, { packet: syn('198.51.100.7', 40010, 22), expect: { outcome: 'dropped' } }],
    },
    {
      says: { en: 'The knock opens SSH, not the database.', zh: '敲门只打开 SSH，不打开数据库。' },
      timeline: [{ packet: syn('198.51.100.7', 40011, 3306), expect: { outcome: 'dropped' } }],
    },
    {
      says: {
        en: 'From another address, 192.0.2.9, the knock must work too.',
        zh: '从另一个地址 192.0.2.9 敲门，也必须有效。',
      },
      timeline: [
        { packet: syn('192.0.2.9', 40012, 7000), expect: { outcome: 'dropped' } },
        { wait: 20 },
        { packet: syn('192.0.2.9', 40013, 22), expect: { outcome: 'delivered' } },
      ],
    },
    {
      says: {
        en: 'Who has not knocked must not profit from another one’s knock.',
        zh: '没敲门的人，不能沾别人敲门的光。',
      },
      timeline: [{ packet: syn('192.0.2.66', 40014, 22), expect: { outcome: 'dropped' } }],
    },
  ],
  traps: [
    {
      commands: [
        'iptables -A INPUT -p tcp --dport 7000 -m recent --name KNOCK --set -j DROP',
        'iptables -A INPUT -p tcp --dport 22 -m recent --name KNOCK --rcheck -j ACCEPT',
      ],
      fails: 1,
    },
    {
      commands: [
        'iptables -A INPUT -p tcp --dport 7000 -m recent --name KNOCK --set -j DROP',
        'iptables -A INPUT -m recent --name KNOCK --rcheck --seconds 30 -j ACCEPT',
      ],
      fails: 2,
    },
    {
      commands: [
        'iptables -A INPUT -p tcp --dport 7000 -m recent --name KNOCK --set -j DROP',
        'iptables -A INPUT -p tcp --dport 22 -m recent --name KNOCK --rcheck --seconds 5 -j ACCEPT',
      ],
      fails: 3,
    },
    {
      commands: [
        'iptables -A INPUT -p tcp --dport 7000 -m recent --name KNOCK --mask 0.0.0.0 --set -j DROP',
        'iptables -A INPUT -p tcp --dport 22 -m recent --name KNOCK --mask 0.0.0.0 --rcheck --seconds 30 -j ACCEPT',
      ],
      fails: 4,
    },
  ],
  hints: [
    {
      en: '`--set` writes the sender into the list. `--rcheck --seconds N` matches if it stands there and was seen in the last N seconds.',
      zh: '`--set` 把发送者写进列表。`--rcheck --seconds N`：如果它在列表里，且最近 N 秒内见过，就匹配。',
    },
    {
      en: 'The first rule looks at port 7000 and drops; the second at port 22 and accepts. Both name the same list.',
      zh: '第一条看 7000 端口，丢弃；第二条看 22 端口，接受。两条用同一个列表名。',
    },
    {
      en: '`iptables -A INPUT -p tcp --dport 7000 -m recent --name KNOCK --set -j DROP` and `iptables -A INPUT -p tcp --dport 22 -m recent --name KNOCK --rcheck --seconds 30 -j ACCEPT`.',
      zh: '`iptables -A INPUT -p tcp --dport 7000 -m recent --name KNOCK --set -j DROP`，再加 `iptables -A INPUT -p tcp --dport 22 -m recent --name KNOCK --rcheck --seconds 30 -j ACCEPT`。',
    },
  ],
  solution: [
    'iptables -A INPUT -p tcp --dport 7000 -m recent --name KNOCK --set -j DROP',
    'iptables -A INPUT -p tcp --dport 22 -m recent --name KNOCK --rcheck --seconds 30 -j ACCEPT',
  ],
  explanation: {
    en:
      '`recent` is a memory between packets: a list of addresses and of the times at which they were seen. One rule writes, another one reads. The session itself needs no list: once accepted it is ESTABLISHED. ' +
      'A knock is no password: whoever listens on the wire hears it, and a port scan happens upon it. It keeps the noise out, not the enemy.',
    zh:
      '`recent` 是跨包的记忆：一张地址表，记着各自何时出现过。一条规则写，另一条读。会话本身不需要列表：一旦接受，它就是 ESTABLISHED。' +
      '敲门不是密码：在线路上窃听的人听得见，端口扫描也会碰巧敲中。它挡的是噪音，不是敌人。',
  },
  remember: {
    en: 'recent remembers who; --seconds says for how long.',
    zh: 'recent 记住是谁；--seconds 说记多久。',
  },
  inIptables: ['iptables -A INPUT -p tcp --dport 22 -m recent --name KNOCK --rcheck --seconds 30 -j ACCEPT'],
  tryIt: [
    {
      command: 'cat /proc/net/xt_recent/KNOCK',
      says: {
        en: 'The list: addresses, and when they were seen, in kernel ticks.',
        zh: '那张表：地址，以及何时见过，以内核的 tick 计。',
      },
    },
  ],
};
