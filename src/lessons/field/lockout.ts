import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'lockout',
  kind: 'find-the-bug',
  title: { en: 'Do not lock yourself out', zh: '别把自己锁在外面' },
  story: {
    en:
      'You are logged in to a server a thousand kilometres away and build its firewall, command by command, as the timeline shows: first the [policy](term:policy), then the exceptions. ' +
      'After the first command your keys do nothing any more. There never is a second one.\n\nThe rules must be in force **before** the door falls shut. Type what has to stand there, so that the session of step 5 lives and strangers stay out.',
    zh:
      '你登录在一千公里外的服务器上，一条命令一条命令地搭防火墙，就像时间线上那样：先设[默认策略](term:policy)，再写例外。第一条命令之后，按键就没反应了，第二条永远轮不到。' +
      '\n\n规则必须在门关上**之前**就生效。请写好该在那里的规则，让第 5 步的会话活下去，陌生人仍进不来。',
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
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
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
        sport: 50022,
        dport: 22,
        flags: 'SYN',
      },
      note: { en: 'You log in.', zh: '你登录了。' },
      goal: { says: { en: 'You can log in', zh: '你能登录' }, expect: { outcome: 'delivered', to: 'sshd' } },
    },
    { reply: { to: 1 } },
    { reply: { to: 1, flags: 'PSH,ACK', payload: 'iptables -P INPUT DROP\r\n' } },
    { command: 'iptables -P INPUT DROP', note: { en: 'Your first command.', zh: '你的第一条命令。' } },
    {
      reply: { to: 3, flags: 'PSH,ACK', payload: 'ls\r\n' },
      note: { en: 'Your next key.', zh: '你的下一次按键。' },
      goal: {
        says: { en: 'Your session is still alive after the policy', zh: '设了默认策略之后，会话还活着' },
        expect: { outcome: 'delivered', to: 'sshd' },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '203.0.113.1',
        proto: 'tcp',
        sport: 50023,
        dport: 22,
        flags: 'SYN',
      },
      goal: {
        says: { en: 'You can log in once more', zh: '你还能再登录一次' },
        expect: { outcome: 'delivered', to: 'sshd' },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '192.0.2.66',
        dst: '203.0.113.1',
        proto: 'tcp',
        sport: 50024,
        dport: 3306,
        flags: 'SYN',
      },
      goal: {
        says: { en: 'A stranger does not reach the database', zh: '陌生人连不到数据库' },
        expect: { outcome: 'dropped' },
      },
    },
  ],
  hints: [
    {
      en: 'What does your session need so that INPUT accepts its packets, and what does a new login need?',
      zh: '你的会话要靠什么才能被 INPUT 接受？新的登录又要靠什么？',
    },
    {
      en: 'Two rules: one for what is established, one for new connections to port 22. They go in before the policy changes.',
      zh: '两条规则：一条给已建立的，一条给到 22 端口的新连接。要在默认策略改变之前写好。',
    },
    {
      en: '`iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT`, then `iptables -A INPUT -p tcp --dport 22 -j ACCEPT`.',
      zh: '先 `iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT`，再 `iptables -A INPUT -p tcp --dport 22 -j ACCEPT`。',
    },
  ],
  solution: [
    'iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
    'iptables -A INPUT -p tcp --dport 22 -j ACCEPT',
  ],
  explanation: {
    en:
      'A policy of DROP takes effect at once and for everyone, you included. So the order is: accept what is established, accept what you need, look at the listing, and only then change the policy. ' +
      'Better still, load it all in one stroke with `iptables-restore`: a table is replaced as a whole or not at all. And `iptables -F` does not rescue you: it empties the chains and leaves the policy at DROP.',
    zh:
      'DROP 的默认策略立刻对所有人生效，包括你自己。所以顺序是：放行已建立的，放行你需要的，看一遍列表，最后才改默认策略。' +
      '更好的办法是用 `iptables-restore` 一次装入：一张表要么整个替换，要么完全不动。`iptables -F` 救不了你：它清空各条链，却让默认策略停在 DROP。',
  },
  remember: {
    en: 'First the doors, then the wall; and let a timer undo it if you do not come back.',
    zh: '先开门，后砌墙；再设个定时器，你回不来时替你撤销。',
  },
  inIptables: [
    'iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
    'iptables -A INPUT -p tcp --dport 22 -j ACCEPT',
  ],
  tryIt: [
    {
      command: 'iptables-save > /root/good.rules',
      says: { en: 'Keep what works before you change it.', zh: '改动之前，先把能用的存下来。' },
    },
    {
      command: 'iptables-apply -t 60 /root/new.rules',
      says: {
        en: 'Loads new rules and takes them back after a minute unless you confirm.',
        zh: '装入新规则，一分钟内不确认就自动恢复。',
      },
    },
  ],
};
