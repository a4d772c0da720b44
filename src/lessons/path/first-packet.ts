import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'first-packet',
  kind: 'goal',
  title: { en: 'First packet in, through and out', zh: '第一个数据包：进来、穿过、出去' },
  story: {
    en:
      'Three packets reach this machine: one is for its own web server, one only passes through on its way to `192.168.1.10`, ' +
      'and one is made by a process here. Each takes a different road through the five [hooks](term:hook).\n\n' +
      'Someone wrote a single rule into `FORWARD`, believing that it protects the web server. Step through the walk: the first ' +
      'packet never comes near it. Close port 80 of **this machine** to `198.51.100.7`, and let the forwarded packet through again.',
    zh:
      '有三个数据包经过这台主机：一个是给它自己的 Web 服务器的，一个只是路过、要去 `192.168.1.10`，还有一个由本机进程发出。' +
      '它们穿过五个[钩子](term:hook)的路各不相同。\n\n' +
      '有人在 `FORWARD` 里写了唯一的一条规则，以为它能保护 Web 服务器。单步看看：第一个包根本不经过它。请对 `198.51.100.7` 关闭**本机**的 ' +
      '80 端口，并让转发的包重新通过。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'fw',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
      ],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [{ proto: 'tcp', port: 80, process: 'nginx' }],
    },
    ruleset: `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A FORWARD -s 198.51.100.7/32 -p tcp -m tcp --dport 80 -j DROP
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
        dport: 80,
        flags: 'SYN',
      },
      note: { en: 'For an address of this machine: PREROUTING, INPUT.', zh: '目的地是本机地址：PREROUTING、INPUT。' },
      goal: {
        says: { en: 'The packet to the web server here is dropped', zh: '发往本机 Web 服务器的包被丢弃' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '192.168.1.10',
        proto: 'tcp',
        sport: 40002,
        dport: 80,
        flags: 'SYN',
      },
      note: {
        en: 'For someone else: PREROUTING, FORWARD, POSTROUTING.',
        zh: '目的地是别人：PREROUTING、FORWARD、POSTROUTING。',
      },
      goal: {
        says: { en: 'The packet for 192.168.1.10 leaves by eth1', zh: '发往 192.168.1.10 的包从 eth1 出去' },
        expect: { outcome: 'forwarded', to: 'eth1' },
      },
    },
    {
      packet: { from: 'local', dst: '198.51.100.7', proto: 'udp', sport: 5000, dport: 53 },
      note: { en: 'Made here: OUTPUT, POSTROUTING.', zh: '本机产生：OUTPUT、POSTROUTING。' },
      goal: {
        says: { en: 'The packet made here still leaves by eth0', zh: '本机产生的包照常从 eth0 出去' },
        expect: { outcome: 'sent', to: 'eth0' },
      },
    },
  ],
  hints: [
    {
      en: 'Look where the first packet turns at the routing decision: which hook comes after it?',
      zh: '看第一个包在路由判决处转向哪里：后面是哪个钩子？',
    },
    {
      en: 'What is delivered here passes `INPUT`; what is passed on passes `FORWARD`. No packet from outside passes both.',
      zh: '交给本机的包经过 `INPUT`，转交他人的包经过 `FORWARD`。从外面进来的包不会两个都经过。',
    },
    {
      en: 'Delete the rule with `iptables -D FORWARD 1` and append the same match to `INPUT`.',
      zh: '用 `iptables -D FORWARD 1` 删掉那条规则，再把同样的匹配加到 `INPUT`。',
    },
  ],
  solution: ['iptables -D FORWARD 1', 'iptables -A INPUT -s 198.51.100.7 -p tcp --dport 80 -j DROP'],
  explanation: {
    en:
      'The routing decision after PREROUTING parts the roads: an address of this machine leads to INPUT, any other to FORWARD. ' +
      'The two never meet. A rule in the wrong chain is not weak, it is simply never asked: its counters stay at zero.',
    zh:
      'PREROUTING 之后的路由判决把路分开：目的是本机地址就走 INPUT，否则走 FORWARD，两者从不相交。' +
      '写错链的规则不是不够强，而是根本没有被问到：它的计数器一直是零。',
  },
  remember: {
    en: 'INPUT guards this machine, FORWARD guards those behind it, OUTPUT watches what leaves from here.',
    zh: 'INPUT 保护本机，FORWARD 保护身后的机器，OUTPUT 看管从本机发出的包。',
  },
  inIptables: ['iptables -A INPUT -s 198.51.100.7 -p tcp --dport 80 -j DROP'],
  tryIt: [
    {
      command: 'iptables -nvL FORWARD --line-numbers',
      says: {
        en: 'A rule whose packet counter stays 0 while the traffic flows is in the wrong place.',
        zh: '流量不断而计数器始终为 0 的规则，放错了地方。',
      },
    },
  ],
};
