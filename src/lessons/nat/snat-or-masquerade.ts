import type { Lesson } from '../lesson.ts';

const syn = (sport: number) => ({
  in: 'eth1',
  src: '192.168.1.20',
  dst: '198.51.100.80',
  proto: 'tcp',
  sport,
  dport: 443,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'snat-or-masquerade',
  kind: 'find-the-bug',
  title: { en: 'SNAT or MASQUERADE, when the address changes', zh: '地址变了：SNAT 还是 MASQUERADE' },
  story: {
    en:
      'The provider of this small office gives the router another address every night. In the evening everything works; in the morning nobody gets out. ' +
      'The rule still stands there, and its counter even goes up.\n\nIn steps 2 to 4 you see the night: the address `203.0.113.1` goes, `203.0.113.99` comes. ' +
      'Make it work before and after, without a new rule every morning.',
    zh:
      '这间小办公室的运营商每晚都会给路由器换一个地址。晚上一切正常，早上谁也上不了网。规则还在，计数器甚至还在增长。' +
      '\n\n第 2 到 4 步就是那个夜晚：地址 `203.0.113.1` 走了，`203.0.113.99` 来了。请让换地址之前和之后都能用，而不必每天早上写一条新规则。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'router',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
      ],
      routes: ['default via 203.0.113.254 dev eth0'],
    },
    ruleset: `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -o eth0 -j SNAT --to-source 203.0.113.1
COMMIT
`,
  },
  timeline: [
    {
      packet: syn(40001),
      goal: {
        says: { en: 'In the evening the laptop leaves as 203.0.113.1', zh: '晚上，笔记本以 203.0.113.1 出去' },
        expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '203.0.113.1' } },
      },
    },
    {
      command: 'ip addr del 203.0.113.1/24 dev eth0',
      note: { en: 'The night: the old address goes,', zh: '夜里：旧地址没了，' },
    },
    { command: 'ip addr add 203.0.113.99/24 dev eth0', note: { en: 'a new one comes,', zh: '来了新地址，' } },
    {
      command: 'ip route replace default via 203.0.113.254 dev eth0',
      note: { en: 'and the way out is set again.', zh: '出口路由也重新设好。' },
    },
    {
      packet: syn(40002),
      note: {
        en: 'It leaves. But to which address will the answer be sent?',
        zh: '它出去了。可是应答会发往哪个地址？',
      },
      goal: {
        says: { en: 'In the morning it leaves as 203.0.113.99', zh: '早上，它以 203.0.113.99 出去' },
        expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '203.0.113.99' } },
      },
    },
    {
      reply: { to: 5 },
      goal: {
        says: { en: 'And its answer comes back to the laptop', zh: '应答也回到笔记本' },
        expect: { outcome: 'forwarded', to: 'eth1', packet: { dst: '192.168.1.20' } },
      },
    },
  ],
  hints: [
    {
      en: 'Look at the source address of the packet of step 5, and at the address that eth0 has by then.',
      zh: '看看第 5 步的包的源地址，再看看那时 eth0 的地址。',
    },
    {
      en: 'SNAT writes what you told it. Which target asks the interface each time?',
      zh: 'SNAT 写的是你告诉它的地址。哪个目标会每次都去问接口？',
    },
    {
      en: 'Replace the rule: `iptables -t nat -R POSTROUTING 1 -o eth0 -j MASQUERADE`.',
      zh: '替换那条规则：`iptables -t nat -R POSTROUTING 1 -o eth0 -j MASQUERADE`。',
    },
  ],
  solution: ['iptables -t nat -R POSTROUTING 1 -o eth0 -j MASQUERADE'],
  explanation: {
    en:
      '[SNAT](term:snat) is a fixed address: right for a server that must always be seen under the same one, and a trap where the address changes. ' +
      '[MASQUERADE](term:masquerade) asks the outgoing interface for every new connection. And when the address goes away it forgets the connections that were bound to it, ' +
      'for nobody could answer them any more.',
    zh:
      '[SNAT](term:snat) 用的是固定地址：适合必须始终以同一地址示人的服务器，地址会变时就成了陷阱。[MASQUERADE](term:masquerade) 每有新连接都去问出接口。' +
      '地址消失时，它还会忘掉绑在那个地址上的连接，因为已经没有人能回答它们了。',
  },
  remember: {
    en: 'A fixed address: SNAT. One that comes and goes: MASQUERADE.',
    zh: '地址固定用 SNAT；地址来来去去用 MASQUERADE。',
  },
  inIptables: [
    'iptables -t nat -A POSTROUTING -o eth0 -j SNAT --to-source 203.0.113.1',
    'iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE',
  ],
  tryIt: [
    {
      command: 'iptables -t nat -nvL POSTROUTING',
      says: {
        en: 'The counter rises although no answer ever comes: it counts what matched, not what worked.',
        zh: '没有任何应答，计数器照样增长：它数的是匹配了的，不是成功了的。',
      },
    },
  ],
};
