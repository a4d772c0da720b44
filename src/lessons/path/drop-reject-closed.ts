import type { Lesson } from '../lesson.ts';

const knock = (sport: number, dport: number) => ({
  in: 'eth0',
  src: '198.51.100.7',
  dst: '203.0.113.1',
  proto: 'tcp',
  sport,
  dport,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'drop-reject-closed',
  kind: 'predict',
  title: { en: 'DROP, REJECT, and a closed port', zh: 'DROP、REJECT 与关闭的端口' },
  story: {
    en:
      'A scanner knocks at three ports. Port 23 meets a `DROP`, port 25 a `REJECT --reject-with tcp-reset`, and for port 80 there is ' +
      'no rule at all and nobody listens.\n\nSay what becomes of each packet **before** it walks.',
    zh:
      '扫描器敲了三个端口：23 遇到 `DROP`，25 遇到 `REJECT --reject-with tcp-reset`，80 没有任何规则，也没有程序在监听。' +
      '\n\n在包出发**之前**，先说出它的下场。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'fw',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
    },
    ruleset: `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -p tcp -m tcp --dport 23 -j DROP
-A INPUT -p tcp -m tcp --dport 25 -j REJECT --reject-with tcp-reset
COMMIT
`,
  },
  timeline: [
    {
      packet: knock(40001, 23),
      predict: {
        question: { en: 'Port 23: what becomes of the SYN?', zh: '23 端口：这个 SYN 会怎样？' },
        choices: [
          {
            says: { en: 'It is dropped, and the scanner hears nothing', zh: '被丢弃，扫描器什么也听不到' },
            expect: { outcome: 'dropped' },
          },
          {
            says: { en: 'It is dropped, and the scanner is told so', zh: '被丢弃，并通知扫描器' },
            expect: { outcome: 'rejected' },
            because: {
              en: 'That would be REJECT. DROP answers nothing: the scanner waits until it gives up.',
              zh: '那是 REJECT。DROP 不作任何回答：扫描器只能等到超时。',
            },
          },
          {
            says: { en: 'It reaches the machine', zh: '到达本机' },
            expect: { outcome: 'delivered' },
            because: { en: 'Rule 1 of INPUT stands before delivery.', zh: 'INPUT 的第 1 条规则在交付之前。' },
          },
        ],
      },
    },
    {
      packet: knock(40002, 25),
      predict: {
        question: { en: 'Port 25: and this one?', zh: '25 端口：这一个呢？' },
        choices: [
          {
            says: { en: 'Dropped without a word', zh: '无声地丢弃' },
            expect: { outcome: 'dropped' },
            because: { en: 'Look at the target of rule 2.', zh: '看看第 2 条规则的目标。' },
          },
          { says: { en: 'Refused: a RST goes back', zh: '被拒绝：回一个 RST' }, expect: { outcome: 'rejected' } },
        ],
      },
    },
    {
      packet: knock(40003, 80),
      predict: {
        question: { en: 'Port 80: no rule, no listener.', zh: '80 端口：没有规则，也没有监听。' },
        choices: [
          {
            says: { en: 'The policy drops it', zh: '被默认策略丢弃' },
            expect: { outcome: 'dropped', by: 'filter INPUT policy' },
            because: { en: 'The policy of INPUT is ACCEPT.', zh: 'INPUT 的默认策略是 ACCEPT。' },
          },
          {
            says: {
              en: 'Every rule lets it pass; the machine itself answers with a RST',
              zh: '所有规则都放行；由本机协议栈回 RST',
            },
            expect: { outcome: 'dropped' },
          },
          {
            says: { en: 'netfilter rejects it', zh: '被 netfilter 拒绝' },
            expect: { outcome: 'rejected' },
            because: {
              en: 'From outside it looks the same, but no rule did it: the TCP stack answers for a closed port.',
              zh: '从外面看一模一样，但没有规则这样做：是 TCP 协议栈替关闭的端口作答。',
            },
          },
        ],
      },
    },
  ],
  hints: [
    {
      en: 'DROP never answers. REJECT answers in the name of the target. A closed port answers by itself.',
      zh: 'DROP 从不作答；REJECT 代目标作答；关闭的端口自己作答。',
    },
  ],
  solution: [],
  explanation: {
    en:
      'DROP makes the sender wait; `REJECT --reject-with tcp-reset` looks to the sender exactly like a port where nobody listens. ' +
      'Watch where the RST is born: in the second walk at the REJECT rule, in the third after delivery; both walk OUTPUT.',
    zh:
      'DROP 让对方空等；`REJECT --reject-with tcp-reset` 在对方看来与没有程序监听的端口一模一样。' +
      '注意 RST 在哪里产生：第二次在 REJECT 规则处，第三次在交付之后；两者都要经过 OUTPUT。',
  },
  remember: {
    en: 'DROP is silence; a RST says closed, whoever sent it.',
    zh: 'DROP 是沉默；RST 表示关闭，不论由谁发出。',
  },
  inIptables: ['iptables -A INPUT -p tcp --dport 25 -j REJECT --reject-with tcp-reset'],
  tryIt: [
    {
      command: 'nmap -Pn -p 23,25,80 203.0.113.1',
      says: {
        en: 'From another machine: `filtered` for DROP, `closed` for the other two.',
        zh: '在另一台机器上运行：DROP 显示 `filtered`，另外两个显示 `closed`。',
      },
    },
  ],
};
