import type { Lesson } from '../lesson.ts';

const visitor = (sport: number) => ({
  in: 'eth0',
  src: '198.51.100.7',
  dst: '203.0.113.1',
  proto: 'tcp',
  sport,
  dport: 80,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'nat-first-packet',
  kind: 'predict',
  title: { en: 'nat sees only the first packet', zh: 'nat 只看第一个包' },
  story: {
    en:
      'A rule in [nat](term:nat-table) sends visitors of port 80 to `192.168.1.10`. One visitor has opened a connection: three packets have passed. ' +
      'Then the admin deletes the rule.\n\nWhat has the rule counted, and what becomes of those who are already talking?',
    zh:
      '[nat](term:nat-table) 里的一条规则把 80 端口的访客送到 `192.168.1.10`。一位访客已建立连接：过去了三个包。然后管理员删掉了那条规则。' +
      '\n\n规则数到了几个包？已经在通信的人又会怎样？',
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
-A PREROUTING -i eth0 -p tcp -m tcp --dport 80 -j DNAT --to-destination 192.168.1.10
COMMIT
`,
  },
  timeline: [
    { packet: visitor(40001), note: { en: 'The SYN: the rule matches.', zh: 'SYN：规则匹配。' } },
    { reply: { to: 1 } },
    {
      reply: { to: 2 },
      note: { en: 'Three packets, two of them towards the server.', zh: '三个包，其中两个发往服务器。' },
    },
    {
      command: 'iptables -t nat -vS PREROUTING',
      predict: {
        question: {
          en: 'How many packets has the DNAT rule counted?',
          zh: 'DNAT 规则数到了几个包？',
        },
        choices: [
          { says: { en: 'One', zh: '一个' }, expect: { stdout: '-c 1 ' } },
          {
            says: { en: 'Two: both that went to the server', zh: '两个：发往服务器的两个' },
            expect: { stdout: '-c 2 ' },
            because: {
              en: 'The second one belonged to an entry already. Step through it: “nat skipped”.',
              zh: '第二个包已经属于一个表项。单步看看它：“nat skipped”。',
            },
          },
          {
            says: { en: 'Three', zh: '三个' },
            expect: { stdout: '-c 3 ' },
            because: {
              en: 'The answer did not even come in by eth0.',
              zh: '应答甚至不是从 eth0 进来的。',
            },
          },
        ],
      },
    },
    { command: 'iptables -t nat -F PREROUTING', note: { en: 'The rule is gone.', zh: '规则没了。' } },
    {
      reply: { to: 2, flags: 'PSH,ACK', payload: 'GET / HTTP/1.1\r\n\r\n' },
      predict: {
        question: { en: 'The same visitor sends a request.', zh: '同一位访客发来请求。' },
        choices: [
          {
            says: { en: 'It still goes to 192.168.1.10', zh: '仍然去往 192.168.1.10' },
            expect: { outcome: 'forwarded', to: 'eth1', packet: { dst: '192.168.1.10' } },
          },
          {
            says: {
              en: 'It stays at the router, where nobody listens: a RST',
              zh: '留在路由器上，那里没有人监听：回 RST',
            },
            expect: { outcome: 'dropped' },
            because: {
              en: 'The rule is gone, the entry is not, and it is the entry that rewrites.',
              zh: '规则没了，表项还在，而改写地址的正是表项。',
            },
          },
        ],
      },
    },
    {
      packet: visitor(40002),
      predict: {
        question: { en: 'A second visitor’s SYN.', zh: '第二位访客的 SYN。' },
        choices: [
          {
            says: { en: 'It goes to 192.168.1.10 as well', zh: '同样去往 192.168.1.10' },
            expect: { outcome: 'forwarded' },
            because: {
              en: 'It has another source port: another tuple, no entry, and no rule any more.',
              zh: '它的源端口不同：另一个元组，没有表项，也不再有规则。',
            },
          },
          {
            says: {
              en: 'It stays at the router, where nobody listens: a RST',
              zh: '留在路由器上，那里没有人监听：回 RST',
            },
            expect: { outcome: 'dropped' },
          },
        ],
      },
    },
  ],
  hints: [
    {
      en: 'At the nat station of the second and third packet the graph says why it was skipped.',
      zh: '第二、第三个包到 nat 站时，图上写着它为什么被跳过。',
    },
    {
      en: 'Rules decide the binding of a new connection. After that the binding is used.',
      zh: '规则决定新连接的绑定，此后用的就是绑定。',
    },
  ],
  solution: [],
  explanation: {
    en:
      'The table nat is asked once a connection and direction of rewriting: by the packet that is [NEW](term:new). The answer is kept in the entry, and all later packets, both ways, are rewritten from there. ' +
      'So counters in nat count connections, a filter written there would see first packets only, and a changed rule touches nobody who is already talking.',
    zh:
      '对每条连接，nat 表只被问一次：由 [NEW](term:new) 的那个包来问。答案记在表项里，此后来回的包都照它改写。' +
      '所以 nat 里的计数器数的是连接；写在那里的过滤规则只见得到第一个包；改了规则，也影响不到已经在通信的人。',
  },
  remember: {
    en: 'Never filter in nat; and after a change there, think of conntrack -D.',
    zh: '不要在 nat 里做过滤；改了 nat 规则之后，想想 conntrack -D。',
  },
  inIptables: ['iptables -t nat -A PREROUTING -i eth0 -p tcp --dport 80 -j DNAT --to-destination 192.168.1.10'],
  tryIt: [
    {
      command: 'conntrack -L --dst-nat',
      says: {
        en: 'All connections whose destination was rewritten, whatever the rules say by now.',
        zh: '所有改写过目的地址的连接，不管规则现在怎么写。',
      },
    },
  ],
};
