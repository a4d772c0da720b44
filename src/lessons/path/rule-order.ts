import type { Lesson } from '../lesson.ts';

const ssh = (src: string, sport: number) => ({
  in: 'eth0',
  src,
  dst: '192.168.1.1',
  proto: 'tcp',
  sport,
  dport: 22,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'rule-order',
  kind: 'goal',
  title: { en: 'Rule order: -A against -I', zh: '规则的顺序：-A 与 -I' },
  story: {
    en:
      'The office may not log in to this server: a [rule](term:rule) drops whatever comes from `192.168.1.0/24`. The backup server, ' +
      '`192.168.1.146`, is the exception, and someone has **appended** a rule that accepts it. The backup still fails every night.\n\n' +
      'Let the backup server in, and keep everyone else of the office out.',
    zh:
      '办公室的机器不许登录这台服务器：有一条[规则](term:rule)丢弃一切来自 `192.168.1.0/24` 的包。备份服务器 `192.168.1.146` 是例外，' +
      '有人为它**追加**了一条放行规则。可是备份每晚照样失败。\n\n请放行备份服务器，同时仍把办公室的其他人挡在外面。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'files',
      interfaces: [{ name: 'eth0', addresses: ['192.168.1.1/24'] }],
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
    },
    ruleset: `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -s 192.168.1.0/24 -j DROP
-A INPUT -s 192.168.1.146/32 -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: ssh('192.168.1.146', 40001),
      note: {
        en: 'The backup server. Which rule decides, and is the other one ever asked?',
        zh: '备份服务器。是哪条规则作了决定？另一条被问到过吗？',
      },
      goal: {
        says: { en: 'The backup server reaches sshd', zh: '备份服务器能连到 sshd' },
        expect: { outcome: 'delivered', to: 'sshd' },
      },
    },
    {
      packet: ssh('192.168.1.20', 40002),
      note: { en: 'A laptop of the office.', zh: '办公室里的一台笔记本。' },
      goal: {
        says: { en: 'The laptop is still kept out', zh: '笔记本仍被挡在外面' },
        expect: { outcome: 'dropped' },
      },
    },
  ],
  hints: [
    {
      en: 'Step through the first packet. After rule 1 has matched, what becomes of rule 2?',
      zh: '单步走第一个包。第 1 条规则匹配之后，第 2 条怎样了？',
    },
    {
      en: '`-A` puts a rule at the end of the chain, `-I` at its beginning, `-I INPUT 5` in place 5.',
      zh: '`-A` 把规则放到链尾，`-I` 放到链首，`-I INPUT 5` 放到第 5 位。',
    },
    {
      en: 'Insert the exception before the rule that it is an exception from: `iptables -I INPUT -s 192.168.1.146 -j ACCEPT`.',
      zh: '例外要插到它所例外的规则之前：`iptables -I INPUT -s 192.168.1.146 -j ACCEPT`。',
    },
  ],
  solution: ['iptables -D INPUT 2', 'iptables -I INPUT -s 192.168.1.146 -j ACCEPT'],
  explanation: {
    en:
      'A chain is read from the top, and the first rule that matches and has a verdict decides. There is no “best match”: the narrow rule below ' +
      'the wide one was never asked, and its counter stood at 0. So exceptions go first. `-A` is for building a ruleset from top to bottom, ' +
      '`-I` for putting something before what is already there.',
    zh:
      '链是从上往下读的，第一条匹配且带裁决的规则说了算。没有“最佳匹配”这回事：宽规则下面的窄规则根本没被问到，计数器一直是 0。' +
      '所以例外要放在前面。`-A` 用来从上到下搭建规则集，`-I` 用来插到已有的规则之前。',
  },
  remember: {
    en: 'First match wins: the exception stands above the rule.',
    zh: '先匹配者先决定：例外要写在规则上面。',
  },
  inIptables: ['iptables -t filter -I INPUT -s 192.168.1.146 -j ACCEPT'],
  tryIt: [
    {
      command: 'iptables -nvL INPUT --line-numbers',
      says: {
        en: 'Look for rules whose packet counter is 0: something above them decides first.',
        zh: '找出包计数为 0 的规则：上面有别的规则抢先作了决定。',
      },
    },
    {
      command: 'iptables -R INPUT 3 -s 192.168.1.146 -j ACCEPT',
      says: {
        en: '`-R` replaces the rule in a place without moving the others.',
        zh: '`-R` 原位替换一条规则，不移动别的规则。',
      },
    },
  ],
};
