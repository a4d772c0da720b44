import type { Lesson } from '../lesson.ts';

const syn = (device: string, src: string, dst: string, sport: number) => ({
  in: device,
  src,
  dst,
  proto: 'tcp',
  sport,
  dport: 80,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'anti-spoofing',
  kind: 'write-the-rule',
  title: { en: 'Nobody lies about the sender', zh: '谁也不许谎报发送者' },
  story: {
    en:
      'The printer of the office trusts every sender of `192.168.1.0/24`. Someone on the Internet writes such an address into his packets, and the router passes them on: it looks at the destination only.\n\n' +
      'Stop senders that **cannot** be where they come from, on both sides: no inside address from `eth0`, and no foreign address from `eth1`, for an infected laptop lies too. Honest packets must pass. Further packets will try your rule.',
    zh:
      '办公室的打印机信任 `192.168.1.0/24` 的每一个发送者。互联网上有人把这样的地址写进自己的包，路由器照样转发：它只看目的地。' +
      '\n\n请挡住**不可能**从那里来的发送者，两边都要管：`eth0` 上不许有内部地址，`eth1` 上不许有外人的地址，因为中毒的笔记本也会撒谎。诚实的包必须通过。另有一些包会来检验你的规则。',
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
    ruleset: `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
COMMIT
`,
  },
  timeline: [
    {
      packet: syn('eth0', '192.168.1.66', '192.168.1.10', 40001),
      note: { en: 'From the Internet, under an inside address.', zh: '从互联网来，用的却是内部地址。' },
      goal: {
        says: { en: 'A forged inside address is dropped', zh: '伪造的内部地址被丢弃' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      packet: syn('eth1', '192.168.1.20', '198.51.100.80', 40002),
      goal: {
        says: { en: 'The laptop goes out as before', zh: '笔记本照常出去' },
        expect: { outcome: 'forwarded', to: 'eth0' },
      },
    },
  ],
  hidden: [
    {
      says: {
        en: 'An infected laptop sends under the address 198.51.100.9: it must not leave.',
        zh: '中毒的笔记本以 198.51.100.9 的名义发包：不许出去。',
      },
      timeline: [{ packet: syn('eth1', '198.51.100.9', '198.51.100.80', 40010), expect: { outcome: 'dropped' } }],
    },
    {
      says: {
        en: 'An honest visitor, 198.51.100.7, must reach the web server inside.',
        zh: '诚实的访客 198.51.100.7 必须能到达里面的 Web 服务器。',
      },
      timeline: [
        {
          packet: syn('eth0', '198.51.100.7', '192.168.1.10', 40011),
          expect: { outcome: 'forwarded', to: 'eth1' },
        },
      ],
    },
    {
      says: { en: 'Every inside address is meant, 192.168.1.77 too.', zh: '指的是所有内部地址，192.168.1.77 也在内。' },
      timeline: [{ packet: syn('eth0', '192.168.1.77', '192.168.1.10', 40012), expect: { outcome: 'dropped' } }],
    },
  ],
  traps: [
    { commands: ['iptables -t raw -A PREROUTING -i eth0 -s 192.168.1.0/24 -j DROP'], fails: 1 },
    { commands: ['iptables -A FORWARD -i eth0 -j DROP'], fails: 2 },
    { commands: ['iptables -t raw -A PREROUTING -i eth0 -s 192.168.1.66 -j DROP'], fails: 3 },
  ],
  hints: [
    {
      en: 'Two statements: what comes by eth1 is from 192.168.1.0/24; what comes by eth0 is not.',
      zh: '两句话：从 eth1 来的都属于 192.168.1.0/24；从 eth0 来的都不属于。',
    },
    {
      en: 'Or let the routing table speak: `-m rpfilter` matches if the way back to the sender leads through the same interface.',
      zh: '或者让路由表说话：如果回发送者的路走同一个接口，`-m rpfilter` 就匹配。',
    },
    {
      en: '`iptables -t raw -A PREROUTING -m rpfilter --invert -j DROP`',
      zh: '写成 `iptables -t raw -A PREROUTING -m rpfilter --invert -j DROP`',
    },
  ],
  solution: ['iptables -t raw -A PREROUTING -m rpfilter --invert -j DROP'],
  explanation: {
    en:
      'A destination is checked by every router on the way, a sender by none: whoever wants to lie must be stopped at the edge. `rpfilter` asks the routing table for the way back, for every interface at once, and keeps right when a network is added. ' +
      'It is the sysctl [rp_filter](term:rp-filter) as a rule: with counters, with exceptions, and with a log if you like. Dropping in `raw` spares the connection table the lies.',
    zh:
      '目的地址一路上每个路由器都会查，发送者却没有人查：要撒谎的人，必须在边缘挡住。`rpfilter` 向路由表问回程的路，一次管住所有接口，以后加了网段也仍然正确。' +
      '它就是写成规则的 sysctl [rp_filter](term:rp-filter)：有计数，可加例外，还可以记日志。在 `raw` 里丢弃，谎言就进不了连接跟踪表。',
  },
  remember: {
    en: 'An address says who claims to have sent it. The interface says where it came from.',
    zh: '地址说的是谁自称发送了它；接口说的是它从哪里来。',
  },
  inIptables: [
    'iptables -t raw -A PREROUTING -i eth0 -s 192.168.1.0/24 -j DROP',
    'iptables -t raw -A PREROUTING -i eth1 ! -s 192.168.1.0/24 -j DROP',
  ],
  tryIt: [
    {
      command: 'iptables -t raw -nvL PREROUTING',
      says: { en: 'The counter tells how much is being forged.', zh: '计数器会告诉你有多少伪造的包。' },
    },
  ],
};
