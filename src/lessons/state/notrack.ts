import type { Lesson } from '../lesson.ts';

const query = (sport: number) => ({
  in: 'eth0',
  src: '198.51.100.7',
  dst: '203.0.113.53',
  proto: 'udp',
  sport,
  dport: 53,
  payload: 'query',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'notrack',
  kind: 'goal',
  title: { en: 'NOTRACK, and the fifth state', zh: 'NOTRACK，与第五种状态' },
  story: {
    en:
      'A public name server answers a hundred thousand clients, and each query leaves an [entry](term:conntrack-entry) behind that nobody needs. ' +
      'Tell the machine not to track DNS **to port 53**, in the table that stands before the tracker.\n\n' +
      'Afterwards queries must still come in, which is not a matter of course, and the connection table must be empty.',
    zh:
      '一台公共域名服务器要回答十万个客户端，每个查询都会留下一个没有人需要的[表项](term:conntrack-entry)。' +
      '请在连接跟踪之前的那张表里，告诉机器不要跟踪**发往 53 端口**的 DNS。\n\n之后查询仍要进得来（这可不是理所当然的），而连接跟踪表要是空的。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'ns1',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.53/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [{ proto: 'udp', port: 53, process: 'named' }],
    },
    ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p udp -m udp --dport 53 -m conntrack --ctstate NEW -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: query(40001),
      goal: {
        says: { en: 'A query is delivered, and is UNTRACKED', zh: '查询交付本机，状态是 UNTRACKED' },
        expect: { outcome: 'delivered', state: 'UNTRACKED' },
      },
    },
    {
      packet: query(40002),
      goal: {
        says: { en: 'So is the next one', zh: '下一个也是' },
        expect: { outcome: 'delivered', to: 'named' },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '192.0.2.66',
        dst: '203.0.113.53',
        proto: 'udp',
        sport: 40003,
        dport: 161,
        payload: 'walk',
      },
      goal: {
        says: { en: 'Other ports stay closed', zh: '其他端口仍然关着' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      command: 'conntrack -C',
      note: { en: 'How many entries there are.', zh: '有多少个表项。' },
      goal: {
        says: { en: 'The connection table is empty', zh: '连接跟踪表是空的' },
        expect: { stdout: '0\n' },
      },
    },
  ],
  hints: [
    {
      en: 'raw is the only table that a packet meets before conntrack. Look at the order of the stations in PREROUTING.',
      zh: 'raw 是包在 conntrack 之前遇到的唯一一张表。看看 PREROUTING 里各站的顺序。',
    },
    {
      en: 'After NOTRACK a query is neither NEW nor ESTABLISHED: your filter rules ask for the wrong state.',
      zh: '有了 NOTRACK，查询既不是 NEW 也不是 ESTABLISHED：filter 的规则问错了状态。',
    },
    {
      en: '`iptables -t raw -A PREROUTING -p udp --dport 53 -j CT --notrack`, and accept UDP 53 in INPUT with `--ctstate UNTRACKED` or with no state at all.',
      zh: '`iptables -t raw -A PREROUTING -p udp --dport 53 -j CT --notrack`，再在 INPUT 里用 `--ctstate UNTRACKED`（或干脆不写状态）接受 UDP 53。',
    },
  ],
  solution: [
    'iptables -t raw -A PREROUTING -p udp --dport 53 -j CT --notrack',
    'iptables -t raw -A OUTPUT -p udp --sport 53 -j CT --notrack',
    'iptables -A INPUT -p udp --dport 53 -m conntrack --ctstate UNTRACKED -j ACCEPT',
  ],
  explanation: {
    en:
      'A packet that `CT --notrack` (once called NOTRACK) has marked passes the tracker untouched: no entry, no NAT, no RELATED, and as its state ' +
      '[UNTRACKED](term:untracked). Rules that ask for NEW or ESTABLISHED do not match it any more, and that is the trap: who switches tracking off must decide without state. ' +
      'The answers are packets of their own; in a real server they get the same rule in raw OUTPUT.',
    zh:
      '被 `CT --notrack`（旧名 NOTRACK）标过的包原样通过连接跟踪：没有表项，没有 NAT，没有 RELATED，状态是 [UNTRACKED](term:untracked)。' +
      '询问 NEW 或 ESTABLISHED 的规则不再匹配它，这就是陷阱：关掉跟踪的人，必须不靠状态来作决定。应答是另外的包；真实的服务器会在 raw OUTPUT 里给它们同样的规则。',
  },
  remember: {
    en: 'No tracking, no state: every rule that asks for a state must be thought of again.',
    zh: '没有跟踪就没有状态：凡是询问状态的规则，都要重新想过。',
  },
  inIptables: [
    'iptables -t raw -A PREROUTING -p udp --dport 53 -j CT --notrack',
    'iptables -A INPUT -p udp --dport 53 -m conntrack --ctstate UNTRACKED -j ACCEPT',
  ],
  tryIt: [
    {
      command: 'conntrack -C; sysctl net.netfilter.nf_conntrack_max',
      says: { en: 'How full the table is, and how full it can get.', zh: '表里有多少，最多能有多少。' },
    },
  ],
};
