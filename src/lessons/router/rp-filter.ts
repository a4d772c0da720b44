import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'rp-filter',
  kind: 'find-the-bug',
  title: { en: 'rp_filter and the asymmetric path', zh: 'rp_filter 与不对称路径' },
  story: {
    en:
      'A monitoring station in `10.9.0.0/24` asks the file server behind this router. Its packets come in by `eth1`; the way back to it leads by `eth2`. Both lines are the company’s own, all of it is wanted. ' +
      'The packets vanish without a rule, a log line or an ICMP error.\n\nSomeone has already tried `net.ipv4.conf.eth1.rp_filter=0`, without effect. Let the station’s packets pass. ' +
      'A stranger on `eth0` who pretends to be inside must still be stopped.',
    zh:
      '`10.9.0.0/24` 里的监控站要访问这台路由器后面的文件服务器。它的包从 `eth1` 进来，回去的路却走 `eth2`。两条线路都是公司自己的，一切都是有意为之。可是包无声地消失了：没有规则，没有日志，没有 ICMP 差错。' +
      '\n\n有人已经试过 `net.ipv4.conf.eth1.rp_filter=0`，没有用。请让监控站的包通过；而 `eth0` 上冒充内部地址的陌生人，仍必须挡住。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'core',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'] },
        { name: 'eth1', addresses: ['10.1.0.1/24'] },
        { name: 'eth2', addresses: ['10.2.0.1/24'] },
        { name: 'eth3', addresses: ['192.168.1.1/24'] },
      ],
      routes: ['default via 203.0.113.254 dev eth0', '10.9.0.0/24 via 10.2.0.2 dev eth2'],
      sysctl: { 'net.ipv4.conf.all.rp_filter': 1, 'net.ipv4.conf.eth1.rp_filter': 0 },
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
        in: 'eth1',
        src: '10.9.0.5',
        dst: '192.168.1.10',
        proto: 'tcp',
        sport: 40001,
        dport: 445,
        flags: 'SYN',
      },
      note: {
        en: 'At the routing decision: by which interface would the answer leave?',
        zh: '在路由判决处：应答会从哪个接口出去？',
      },
      goal: {
        says: { en: 'The monitoring station reaches the file server', zh: '监控站能到达文件服务器' },
        expect: { outcome: 'forwarded', to: 'eth3' },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '192.168.1.66',
        dst: '192.168.1.10',
        proto: 'tcp',
        sport: 40002,
        dport: 445,
        flags: 'SYN',
      },
      note: {
        en: 'A stranger outside, with an inside address as the sender.',
        zh: '外面的陌生人，冒用内部地址作发送者。',
      },
      goal: {
        says: { en: 'A forged inside address from eth0 is dropped', zh: '从 eth0 来的伪造内部地址被丢弃' },
        expect: { outcome: 'dropped' },
      },
    },
  ],
  hints: [
    {
      en: 'rp_filter asks: if I answered the sender now, would the packet leave where this one came in?',
      zh: 'rp_filter 会问：如果我现在回答发送者，包会从它进来的地方出去吗？',
    },
    {
      en: 'What counts is the **larger** of `all` and the interface’s own value. 0 cannot undo a 1.',
      zh: '起作用的是 `all` 与接口自己的值中**较大**的那个。0 抵消不了 1。',
    },
    {
      en: '2 is the loose check: the sender must be reachable by any interface. `sysctl -w net.ipv4.conf.eth1.rp_filter=2`.',
      zh: '2 是宽松检查：发送者只要能从任一接口到达即可。`sysctl -w net.ipv4.conf.eth1.rp_filter=2`。',
    },
  ],
  solution: ['sysctl -w net.ipv4.conf.eth1.rp_filter=2'],
  explanation: {
    en:
      '[rp_filter](term:rp-filter) is the reverse path check: strict (1) wants the way back to lead through the same interface, loose (2) is content if there is a way back at all. ' +
      'It stops forged senders, and it breaks every network where the way there and the way back differ. It drops in silence, between PREROUTING and the next hook; `log_martians` makes it speak.',
    zh:
      '[rp_filter](term:rp-filter) 是反向路径检查：严格（1）要求回程走同一个接口，宽松（2）只要有路可回就行。它能挡住伪造的发送者，也会弄坏所有来去路径不同的网络。' +
      '它在 PREROUTING 与下一个钩子之间无声地丢包；`log_martians` 能让它开口。',
  },
  remember: {
    en: 'Two ways, one of them back: think of rp_filter, and of max(all, interface).',
    zh: '来去两条路，就想到 rp_filter，以及 max(all, 接口)。',
  },
  inIptables: ['iptables -t raw -A PREROUTING -m rpfilter --loose --invert -j DROP'],
  tryIt: [
    {
      command: 'sysctl -a | grep "\\.rp_filter"',
      says: { en: 'All of them at once; read `all` first.', zh: '一次列出全部；先看 `all`。' },
    },
  ],
};
