import type { Lesson } from '../lesson.ts';

const ping = (sport: number) => ({
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
  id: 'ip-forward',
  kind: 'find-the-bug',
  title: { en: 'ip_forward: a computer is not a router', zh: 'ip_forward：电脑不等于路由器' },
  story: {
    en:
      'An old computer with two network cards is to be the router of a workshop. Addresses, routes and MASQUERADE are set, `FORWARD` accepts everything. ' +
      'The computer itself reaches the Internet; the laptop behind it does not.\n\nNo rule drops the packet. Follow it to the place where it ends, and make a router of the computer.',
    zh:
      '一台有两块网卡的旧电脑要给作坊当路由器。地址、路由、MASQUERADE 都配好了，`FORWARD` 接受一切。电脑自己能上网，后面的笔记本不能。' +
      '\n\n没有规则丢弃那个包。跟着它走到终点，把这台电脑变成路由器。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'workshop',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
      ],
      routes: ['default via 203.0.113.254 dev eth0'],
      sysctl: { 'net.ipv4.ip_forward': 0 },
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
    },
    ruleset: `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -o eth0 -j MASQUERADE
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
COMMIT
`,
  },
  timeline: [
    {
      packet: { from: 'local', dst: '198.51.100.80', proto: 'tcp', sport: 50000, dport: 443, flags: 'SYN' },
      note: { en: 'The computer itself: works.', zh: '电脑自己：正常。' },
      goal: {
        says: { en: 'The computer itself still gets out', zh: '电脑自己照样出得去' },
        expect: { outcome: 'sent', to: 'eth0' },
      },
    },
    {
      packet: ping(40001),
      note: {
        en: 'It enters, passes PREROUTING, comes to the routing decision. And then?',
        zh: '它进来，经过 PREROUTING，来到路由判决。然后呢？',
      },
      goal: {
        says: { en: 'The laptop’s packet leaves by eth0', zh: '笔记本的包从 eth0 出去' },
        expect: { outcome: 'forwarded', to: 'eth0' },
      },
    },
    {
      reply: { to: 2 },
      goal: {
        says: { en: 'Its answer comes back by eth1', zh: '应答从 eth1 回来' },
        expect: { outcome: 'forwarded', to: 'eth1' },
      },
    },
  ],
  hints: [
    {
      en: 'The counters of FORWARD stay at 0: the packet never came there.',
      zh: 'FORWARD 的计数器一直是 0：包根本没到那里。',
    },
    {
      en: 'By default a Linux machine keeps what is for itself and throws away the rest. One sysctl changes that.',
      zh: 'Linux 默认只收发给自己的包，其余扔掉。有一个 sysctl 能改变这一点。',
    },
    { en: 'Type `sysctl -w net.ipv4.ip_forward=1`.', zh: '执行 `sysctl -w net.ipv4.ip_forward=1`。' },
  ],
  solution: ['sysctl -w net.ipv4.ip_forward=1'],
  explanation: {
    en:
      'The routing decision comes before FORWARD, and with [ip_forward](term:ip-forward) at 0 it has only one answer for foreign addresses: away with it. No ICMP error tells of it, no rule counts it. ' +
      'Packets that the machine makes itself are no forwarding and always go out, which is what misleads people.',
    zh:
      '路由判决在 FORWARD 之前，[ip_forward](term:ip-forward) 为 0 时，它对别人的地址只有一个答案：扔掉。没有 ICMP 差错说明此事，也没有规则计数。' +
      '本机自己产生的包不算转发，总是出得去，这正是让人误判的地方。',
  },
  remember: {
    en: 'No counter in FORWARD moves? Then look at ip_forward before you look at rules.',
    zh: 'FORWARD 的计数器一动不动？先看 ip_forward，再看规则。',
  },
  inIptables: ['iptables -A FORWARD -i eth1 -o eth0 -j ACCEPT'],
  tryIt: [
    {
      command: 'sysctl net.ipv4.ip_forward',
      says: {
        en: 'To keep it over a restart, write `net.ipv4.ip_forward = 1` into a file below /etc/sysctl.d.',
        zh: '要重启后仍有效，把 `net.ipv4.ip_forward = 1` 写进 /etc/sysctl.d 下的文件。',
      },
    },
  ],
};
