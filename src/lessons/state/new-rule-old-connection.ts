import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'new-rule-old-connection',
  kind: 'find-the-bug',
  title: { en: 'A new rule does not touch old connections', zh: '新规则管不到旧连接' },
  story: {
    en:
      'Someone at `198.51.100.66` is logged in to this server and should not be. In step 4 the admin blocks the address. Any new attempt fails, ' +
      'and yet the session goes on as if nothing had happened.\n\nEnd it: from step 5 on not one packet of that address may come in. The block itself stays as it is; ' +
      'say at the right **moment** what else has to be done.',
    zh:
      '`198.51.100.66` 上有人登录着这台服务器，而他不该在。第 4 步，管理员封了这个地址。新的连接全都失败，可是那个会话照常进行，好像什么也没发生。' +
      '\n\n请结束它：从第 5 步起，这个地址的包一个也不许进来。封锁规则本身保持不变；请在恰当的**时刻**做完还缺的那件事。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'files',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
    },
    ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:BLOCKED - [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -j BLOCKED
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.66',
        dst: '203.0.113.1',
        proto: 'tcp',
        sport: 40001,
        dport: 22,
        flags: 'SYN',
      },
      note: { en: 'The session begins; nothing is blocked yet.', zh: '会话开始；这时还没有封锁。' },
      goal: {
        says: { en: 'Before the block the login works', zh: '封锁之前能登录' },
        expect: { outcome: 'delivered', to: 'sshd' },
      },
    },
    { reply: { to: 1 }, note: { en: 'The handshake is complete.', zh: '握手完成。' } },
    { reply: { to: 1, flags: 'PSH,ACK', payload: 'SSH-2.0-OpenSSH_9.2\r\n' } },
    {
      command: 'iptables -A BLOCKED -s 198.51.100.66 -j DROP',
      note: { en: 'The admin blocks the address.', zh: '管理员封了这个地址。' },
    },
    {
      reply: { to: 3, flags: 'PSH,ACK', payload: 'keystrokes' },
      note: { en: 'Which rule of INPUT decides?', zh: 'INPUT 的哪条规则作了决定？' },
      goal: {
        says: { en: 'The old session is cut off', zh: '旧会话被切断' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.66',
        dst: '203.0.113.1',
        proto: 'tcp',
        sport: 40002,
        dport: 22,
        flags: 'SYN',
      },
      goal: {
        says: { en: 'A new attempt is dropped', zh: '新的尝试被丢弃' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '203.0.113.1',
        proto: 'tcp',
        sport: 40003,
        dport: 22,
        flags: 'SYN',
      },
      goal: {
        says: { en: 'A colleague still gets in', zh: '同事照样能进来' },
        expect: { outcome: 'delivered', to: 'sshd' },
      },
    },
  ],
  hints: [
    {
      en: 'Which rule lets the session’s packet in? Does the block ever see it?',
      zh: '会话的包是哪条规则放进来的？封锁规则见到过它吗？',
    },
    {
      en: 'As long as the entry is there, the packet is ESTABLISHED. The entry has to go.',
      zh: '只要表项还在，包就是 ESTABLISHED。必须让表项消失。',
    },
    {
      en: 'Add a command after step 4: `conntrack -D -s 198.51.100.66`.',
      zh: '在第 4 步之后加一条命令：`conntrack -D -s 198.51.100.66`。',
    },
  ],
  solution: [{ after: 4, command: 'conntrack -D -s 198.51.100.66' }],
  explanation: {
    en:
      'The first rule of nearly every firewall accepts what is ESTABLISHED, and that is good: it is fast, and answers come in. It also means that a new rule below it only ever judges ' +
      'NEW connections. Deleting the entry makes the next packet NEW again, and now it meets the block. The same holds for NAT: an old connection keeps the address it was given.',
    zh:
      '几乎每个防火墙的第一条规则都是放行 ESTABLISHED，这很好：快，而且应答进得来。但这也意味着，写在它下面的新规则只能裁决 NEW 的连接。' +
      '删掉表项，下一个包就又成了 NEW，于是遇到封锁。NAT 也是如此：旧连接会一直保留分给它的地址。',
  },
  remember: {
    en: 'To lock someone out takes two things: the rule, and the end of what is already open.',
    zh: '要把人挡在门外需要两件事：加上规则，并结束已经打开的连接。',
  },
  inIptables: ['iptables -A INPUT -s 198.51.100.66 -j DROP'],
  tryIt: [
    {
      command: 'conntrack -D -s 198.51.100.66',
      says: {
        en: 'Prints the entries that it deleted, and how many.',
        zh: '会打印它删掉的表项，以及数量。',
      },
    },
  ],
};
