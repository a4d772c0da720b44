import type { Lesson } from '../lesson.ts';

const open = (sport: number) => ({
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
  id: 'timeouts-and-full-table',
  kind: 'find-the-bug',
  title: { en: 'Timeouts, and the table that is full', zh: '超时，与装满了的表' },
  story: {
    en:
      'Every few days a small router stops letting anyone out. Old connections still work, new ones die, and no rule drops them. After a restart all is well, for some days. ' +
      'This one has room for two [entries](term:conntrack-entry) only, so that you see it at once.\n\nTwo laptops opened a connection and were switched off without a word. ' +
      '**An hour later** someone else wants to go out. Let them, without giving the table more room.',
    zh:
      '一台小路由器每过几天就谁也出不去了。旧连接照常，新连接全都失败，却没有规则丢弃它们。重启一下就好，好上几天。为了让你马上看到，这一台只容得下两个[表项](term:conntrack-entry)。' +
      '\n\n两台笔记本各打开一条连接，然后一声不吭地关了机。**一小时之后**，另有一个人想上网。请让他出去，但不许把表加大。',
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
      sysctl: { 'net.netfilter.nf_conntrack_max': 2 },
    },
    ruleset: `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -o eth0 -j MASQUERADE
COMMIT
`,
  },
  timeline: [
    { packet: open(40001), note: { en: 'The first laptop opens a connection.', zh: '第一台笔记本打开一条连接。' } },
    { reply: { to: 1 } },
    {
      reply: { to: 2 },
      note: { en: 'Established: its timer stands at five days.', zh: '连接建立：计时器是五天。' },
    },
    { packet: open(40002), note: { en: 'The second one.', zh: '第二台。' } },
    { reply: { to: 4 } },
    { reply: { to: 5 }, note: { en: 'Both are switched off now.', zh: '现在两台都关机了。' } },
    { wait: 3600, note: { en: 'An hour passes.', zh: '过了一小时。' } },
    {
      packet: open(40003),
      note: {
        en: 'Read the kernel log: “nf_conntrack: table full, dropping packet”.',
        zh: '看内核日志：“nf_conntrack: table full, dropping packet”。',
      },
      goal: {
        says: { en: 'After an hour a third connection gets out', zh: '一小时之后，第三条连接出得去' },
        expect: { outcome: 'forwarded', to: 'eth0' },
      },
    },
    {
      command: 'sysctl net.netfilter.nf_conntrack_max',
      goal: {
        says: { en: 'The table still has room for two', zh: '表仍然只容得下两个' },
        expect: { stdout: 'nf_conntrack_max = 2\n' },
      },
    },
  ],
  hints: [
    {
      en: 'No rule drops the packet: the tracker does. What does the kernel log say, and what is in the table?',
      zh: '丢弃它的不是规则，而是连接跟踪。内核日志怎么说？表里有什么？',
    },
    {
      en: 'How long does an established connection stay when nobody says goodbye?',
      zh: '没有人道别的话，已建立的连接会留多久？',
    },
    {
      en: '`sysctl -w net.netfilter.nf_conntrack_tcp_timeout_established=1800`, before the connections are made.',
      zh: '在连接建立之前执行 `sysctl -w net.netfilter.nf_conntrack_tcp_timeout_established=1800`。',
    },
  ],
  solution: ['sysctl -w net.netfilter.nf_conntrack_tcp_timeout_established=1800'],
  explanation: {
    en:
      'An entry is kept until its [timeout](term:timeout) runs out, and each packet winds it up again. For an established TCP connection that is 432,000 seconds, five days: ' +
      'a laptop that dies without FIN leaves its entry for so long. A full table drops what is NEW, whatever your rules say; ' +
      'entries that never saw an answer may be thrown out early, [ASSURED](term:assured) ones are not. A shorter timeout, or a larger table, or both.',
    zh:
      '表项会一直留到[超时](term:timeout)，每来一个包就重新计时。已建立的 TCP 连接是 432,000 秒，也就是五天：没有发 FIN 就消失的笔记本，表项会留这么久。' +
      '表满之后，NEW 的包一律丢弃，不管规则怎么写；从没见过应答的表项可能被提前清掉，[ASSURED](term:assured) 的不会。要么缩短超时，要么加大表，或者两样都做。',
  },
  remember: {
    en: 'When new connections die and old ones live, look into dmesg for “table full”.',
    zh: '新连接失败而旧连接正常时，先看 dmesg 里有没有“table full”。',
  },
  inIptables: ['iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE'],
  tryIt: [
    {
      command: 'dmesg | grep "table full"',
      says: {
        en: 'The kernel says it once in a while, not for each packet.',
        zh: '内核隔一阵才说一次，不是每个包都说。',
      },
    },
    {
      command: 'sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max',
      says: { en: 'Watch these two on every router.', zh: '每台路由器上都该盯着这两个数。' },
    },
  ],
};
