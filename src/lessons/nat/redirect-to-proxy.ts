import type { Lesson } from '../lesson.ts';

const fromLan = (src: string, dst: string, sport: number, dport: number) => ({
  in: 'eth1',
  src,
  dst,
  proto: 'tcp',
  sport,
  dport,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'redirect-to-proxy',
  kind: 'write-the-rule',
  title: { en: 'REDIRECT to a local proxy', zh: '用 REDIRECT 引到本机代理' },
  story: {
    en:
      'A school wants all unencrypted web traffic of its classroom, port 80, to pass the proxy that runs on the router, `squid` on port 3128. The pupils’ machines know nothing of it.\n\n' +
      'Lead them there. `INPUT` drops what is not allowed: think of what it will **see**. Nobody from outside may use the proxy, and what is not port 80 must pass untouched.',
    zh:
      '学校希望教室里所有未加密的 Web 流量（80 端口）都经过路由器上的代理：监听 3128 端口的 `squid`。学生的机器对此一无所知。' +
      '\n\n请把它们引过去。`INPUT` 会丢弃没有放行的包：想一想它**看到**的会是什么。外面的人不许使用代理，不是 80 端口的必须原样通过。',
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
      sockets: [{ proto: 'tcp', port: 3128, process: 'squid', uid: 13 }],
    },
    ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: fromLan('192.168.1.20', '198.51.100.80', 40001, 80),
      goal: {
        says: { en: 'A pupil’s web request is delivered to squid', zh: '学生的 Web 请求交给 squid' },
        expect: { outcome: 'delivered', to: 'squid' },
      },
    },
    {
      reply: { to: 1 },
      note: {
        en: 'Squid’s SYN,ACK came from the web server’s address, as far as the pupil can see.',
        zh: '在学生看来，squid 的 SYN,ACK 来自那台 Web 服务器的地址。',
      },
      goal: {
        says: { en: 'The conversation goes on', zh: '会话继续进行' },
        expect: { outcome: 'delivered', to: 'squid' },
      },
    },
  ],
  hidden: [
    {
      says: { en: 'A stranger from outside must not reach the proxy.', zh: '外面的陌生人不许连到代理。' },
      timeline: [
        {
          packet: {
            in: 'eth0',
            src: '198.51.100.66',
            dst: '203.0.113.1',
            proto: 'tcp',
            sport: 40010,
            dport: 3128,
            flags: 'SYN',
          },
          expect: { outcome: 'dropped' },
        },
      ],
    },
    {
      says: { en: 'HTTPS must go to its server, not to squid.', zh: 'HTTPS 要去它自己的服务器，而不是 squid。' },
      timeline: [
        {
          packet: fromLan('192.168.1.20', '198.51.100.80', 40011, 443),
          expect: { outcome: 'forwarded', to: 'eth0', packet: { dst: '198.51.100.80', dport: 443 } },
        },
      ],
    },
    {
      says: {
        en: 'The whole classroom is meant, 192.168.1.99 too, whatever server it asks.',
        zh: '指的是整个教室，192.168.1.99 也在内，不管它访问哪台服务器。',
      },
      timeline: [
        {
          packet: fromLan('192.168.1.99', '198.51.100.200', 40012, 80),
          expect: { outcome: 'delivered', to: 'squid' },
        },
      ],
    },
    {
      says: {
        en: 'What squid itself asks from the web must leave, or it would talk to itself for ever.',
        zh: 'squid 自己向外发出的 Web 请求必须出得去，否则它会永远跟自己说话。',
      },
      timeline: [
        {
          packet: {
            from: 'local',
            uid: 13,
            dst: '198.51.100.80',
            proto: 'tcp',
            sport: 41000,
            dport: 80,
            flags: 'SYN',
          },
          expect: { outcome: 'sent', to: 'eth0' },
        },
      ],
    },
  ],
  traps: [
    {
      commands: [
        'iptables -t nat -A PREROUTING -i eth1 -p tcp --dport 80 -j REDIRECT --to-ports 3128',
        'iptables -A INPUT -p tcp --dport 3128 -j ACCEPT',
      ],
      fails: 1,
    },
    {
      commands: [
        'iptables -t nat -A PREROUTING -i eth1 -p tcp -j REDIRECT --to-ports 3128',
        'iptables -A INPUT -i eth1 -p tcp --dport 3128 -j ACCEPT',
      ],
      fails: 2,
    },
    {
      commands: [
        'iptables -t nat -A PREROUTING -d 198.51.100.80 -p tcp --dport 80 -j REDIRECT --to-ports 3128',
        'iptables -A INPUT -i eth1 -p tcp --dport 3128 -j ACCEPT',
      ],
      fails: 3,
    },
    {
      commands: [
        'iptables -t nat -A PREROUTING -i eth1 -p tcp --dport 80 -j REDIRECT --to-ports 3128',
        'iptables -t nat -A OUTPUT -p tcp --dport 80 -j REDIRECT --to-ports 3128',
        'iptables -A INPUT -i eth1 -p tcp --dport 3128 -j ACCEPT',
      ],
      fails: 4,
    },
  ],
  hints: [
    {
      en: 'REDIRECT is a DNAT to this machine. Before or after the routing decision?',
      zh: 'REDIRECT 就是把目的地址改成本机的 DNAT。该在路由判决之前还是之后？',
    },
    {
      en: 'After it the packet is for this machine, port 3128: that is what INPUT must accept, from eth1.',
      zh: '改写之后，包就是发给本机 3128 端口的：INPUT 要放行的正是它，而且只限从 eth1 来。',
    },
    {
      en: '`iptables -t nat -A PREROUTING -i eth1 -p tcp --dport 80 -j REDIRECT --to-ports 3128`, and an ACCEPT in INPUT with `-i eth1 --dport 3128`.',
      zh: '`iptables -t nat -A PREROUTING -i eth1 -p tcp --dport 80 -j REDIRECT --to-ports 3128`，再在 INPUT 里加一条带 `-i eth1 --dport 3128` 的 ACCEPT。',
    },
  ],
  solution: [
    'iptables -t nat -A PREROUTING -i eth1 -p tcp --dport 80 -j REDIRECT --to-ports 3128',
    'iptables -A INPUT -i eth1 -p tcp --dport 3128 -j ACCEPT',
  ],
  explanation: {
    en:
      '[REDIRECT](term:redirect) puts the address of the interface that the packet came in by in place of its destination, so the routing decision leads to INPUT instead of FORWARD. ' +
      'INPUT sees port 3128, never 80. On the way back the entry restores the web server’s address, and the pupil notices nothing. ' +
      'The proxy’s own requests begin in OUTPUT and pass no PREROUTING, so they are not caught.',
    zh:
      '[REDIRECT](term:redirect) 把目的地址换成包进来的那个接口的地址，于是路由判决通向 INPUT 而不是 FORWARD。INPUT 看到的是 3128 端口，从来不是 80。' +
      '回程时表项恢复了 Web 服务器的地址，学生毫无察觉。代理自己的请求从 OUTPUT 出发，不经过 PREROUTING，所以不会被截住。',
  },
  remember: {
    en: 'Whoever redirects to itself must open the door it redirects to, and only on the inside.',
    zh: '引到自己这里，就得打开那扇门，而且只朝里面开。',
  },
  inIptables: [
    'iptables -t nat -A PREROUTING -i eth1 -p tcp --dport 80 -j REDIRECT --to-ports 3128',
    'iptables -A INPUT -i eth1 -p tcp --dport 3128 -j ACCEPT',
  ],
  tryIt: [
    {
      command: 'conntrack -L -p tcp --orig-port-dst 80',
      says: {
        en: 'The reply tuple has sport=3128: that is the binding.',
        zh: '应答元组里 sport=3128：这就是绑定。',
      },
    },
  ],
};
