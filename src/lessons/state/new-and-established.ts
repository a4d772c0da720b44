import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'new-and-established',
  kind: 'write-the-rule',
  title: { en: 'NEW and ESTABLISHED', zh: 'NEW 与 ESTABLISHED' },
  story: {
    en:
      'This machine may ask, and nobody may ask it: the [policy](term:policy) of `INPUT` is `DROP`. But now the answer of the web server ' +
      'that it asked itself is dropped too.\n\nLet answers in with **one rule**, and nothing that did not begin here. Further packets, ' +
      'which you do not see, will try your rule.',
    zh:
      '这台主机可以主动访问别人，别人不能访问它：`INPUT` 的[默认策略](term:policy)是 `DROP`。可是现在连它自己请求的 Web 服务器的应答也被丢弃了。' +
      '\n\n用**一条规则**放行应答，不是从这里发起的一律不放。还有一些你看不到的包会来检验你的规则。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'desk',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
      sysctl: { 'net.ipv4.ip_forward': 0 },
      // The client is not a socket of this host: the stack would answer its server with a RST.
      localStack: 'silent',
    },
    ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
COMMIT
`,
  },
  timeline: [
    {
      packet: { from: 'local', dst: '198.51.100.80', proto: 'tcp', sport: 40000, dport: 80, flags: 'SYN' },
      goal: {
        says: { en: 'The request leaves', zh: '请求发出' },
        expect: { outcome: 'sent', to: 'eth0' },
      },
    },
    {
      reply: { to: 1, flags: 'SYN,ACK' },
      note: { en: 'Source port 80, and an entry knows it.', zh: '源端口 80，而且连接跟踪表认识它。' },
      goal: {
        says: { en: 'Its answer comes in', zh: '应答进得来' },
        expect: { outcome: 'delivered', state: 'ESTABLISHED' },
      },
    },
  ],
  hidden: [
    {
      says: {
        en: 'A stranger who sends from port 80 is not an answer: it must be dropped.',
        zh: '陌生人从 80 端口发来的包不是应答：必须丢弃。',
      },
      timeline: [
        {
          packet: {
            in: 'eth0',
            src: '192.0.2.66',
            dst: '203.0.113.1',
            proto: 'tcp',
            sport: 80,
            dport: 22,
            flags: 'SYN',
          },
          expect: { outcome: 'dropped' },
        },
      ],
    },
    {
      says: {
        en: 'The answer of a DNS server that was asked must come in too.',
        zh: '被询问的 DNS 服务器的应答也必须进得来。',
      },
      timeline: [
        { packet: { from: 'local', dst: '198.51.100.53', proto: 'udp', sport: 5353, dport: 53, payload: 'query' } },
        { reply: { to: 1, payload: 'answer' }, expect: { outcome: 'delivered' } },
      ],
    },
  ],
  traps: [
    { commands: ['iptables -A INPUT -p tcp --sport 80 -j ACCEPT'], fails: 1 },
    { commands: ['iptables -P INPUT ACCEPT'], fails: 1 },
    { commands: ['iptables -A INPUT -p tcp -m conntrack --ctstate ESTABLISHED -j ACCEPT'], fails: 2 },
  ],
  hints: [
    {
      en: 'What tells an answer from a stranger is not in the packet. Who remembers?',
      zh: '应答与陌生人的差别不在包里。谁记得？',
    },
    {
      en: 'The connection tracker calls every packet of a known connection ESTABLISHED once it has seen one each way.',
      zh: '连接跟踪见过双向的包之后，就把已知连接的每个包称为 ESTABLISHED。',
    },
    {
      en: '`-m conntrack --ctstate ESTABLISHED`, and no protocol or port beside it.',
      zh: '`-m conntrack --ctstate ESTABLISHED`，不要再加协议和端口。',
    },
  ],
  solution: ['iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT'],
  explanation: {
    en:
      'The rule says nothing of web, DNS or ports: the [entry](term:conntrack-entry) that your own packet made says it all. ' +
      '`--sport 80` trusts a number that any stranger can choose.',
    zh:
      '这条规则没有提到 Web、DNS 或端口：你自己发出的包所建立的[表项](term:conntrack-entry)已说明一切。' +
      '`--sport 80` 相信的是一个任何陌生人都能随意选择的数字。',
  },
  remember: {
    en: 'First rule of every chain: ESTABLISHED,RELATED is accepted; then decide about NEW.',
    zh: '每条链的第一条规则：放行 ESTABLISHED,RELATED；然后再对 NEW 作决定。',
  },
  inIptables: ['iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT'],
  tryIt: [
    {
      command: 'conntrack -L -p tcp --dport 80',
      says: {
        en: 'While a page loads: the entry that lets its answers in.',
        zh: '打开网页时运行：正是这个表项让应答进来。',
      },
    },
  ],
};
