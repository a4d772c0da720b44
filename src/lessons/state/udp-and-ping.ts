import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'udp-and-ping',
  kind: 'predict',
  title: { en: 'UDP and ping have connections too', zh: 'UDP 和 ping 也有“连接”' },
  story: {
    en:
      'UDP has no handshake and ping has no ports, yet this machine accepts only what is ESTABLISHED: its `INPUT` drops the rest. ' +
      'It asks a name server, and it pings a friend.\n\nFor each answer that comes, say whether the [connection tracker](term:conntrack) knows it.',
    zh:
      'UDP 没有握手，ping 没有端口，可是这台机器只接受 ESTABLISHED 的包，其余一律在 `INPUT` 丢弃。它向域名服务器发出查询，又 ping 了一位朋友。' +
      '\n\n对每个回来的包，请说出[连接跟踪](term:conntrack)认不认识它。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'desk',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
      // The resolver is no socket of this host: the stack would answer its server with an ICMP error.
      localStack: 'silent',
    },
    ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: { from: 'local', dst: '198.51.100.53', proto: 'udp', sport: 5353, dport: 53, payload: 'query' },
      note: {
        en: 'Watch the table: an entry for 30 seconds, marked UNREPLIED.',
        zh: '看连接跟踪表：一个 30 秒的表项，标着 UNREPLIED。',
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.54',
        dst: '203.0.113.1',
        proto: 'udp',
        sport: 53,
        dport: 5353,
        payload: 'answer',
      },
      predict: {
        question: {
          en: 'An answer to the right port, but from 198.51.100.54, which was not asked.',
          zh: '一个发到正确端口的应答，但来自没有被问过的 198.51.100.54。',
        },
        choices: [
          {
            says: { en: 'It is accepted: the ports fit', zh: '接受：端口对得上' },
            expect: { outcome: 'delivered' },
            because: {
              en: 'A tuple is both addresses, both ports and the protocol. One address differs, so it is another flow.',
              zh: '元组由两个地址、两个端口和协议组成。有一个地址不同，就是另一条流。',
            },
          },
          {
            says: { en: 'It is NEW, and dropped', zh: '它是 NEW，被丢弃' },
            expect: { outcome: 'dropped', state: 'NEW' },
          },
        ],
      },
    },
    {
      reply: { to: 1, payload: 'answer' },
      predict: {
        question: { en: 'The answer of the server that was asked.', zh: '被询问的服务器发来的应答。' },
        choices: [
          {
            says: { en: 'It is ESTABLISHED, and delivered', zh: '它是 ESTABLISHED，交付本机' },
            expect: { outcome: 'delivered', state: 'ESTABLISHED' },
          },
          {
            says: { en: 'It is NEW: UDP knows no connections', zh: '它是 NEW：UDP 没有连接' },
            expect: { state: 'NEW' },
            because: {
              en: 'UDP knows none; the tracker does. Its entry holds the query’s tuple and, turned round, the answer’s.',
              zh: 'UDP 没有，连接跟踪有：它的表项里存着查询的元组，以及反过来的应答元组。',
            },
          },
        ],
      },
    },
    {
      packet: { from: 'local', dst: '198.51.100.9', proto: 'icmp', icmpType: 'echo-request', icmpId: 77, icmpSeq: 1 },
      note: { en: 'A ping, with id 77.', zh: '一个 id 为 77 的 ping。' },
    },
    {
      reply: { to: 4 },
      predict: {
        question: { en: 'The echo reply with id 77.', zh: 'id 为 77 的 echo reply。' },
        choices: [
          {
            says: { en: 'It is ESTABLISHED: the id stands for the ports', zh: '它是 ESTABLISHED：id 充当了端口' },
            expect: { outcome: 'delivered', state: 'ESTABLISHED' },
          },
          {
            says: { en: 'It is RELATED to the ping', zh: '它与那个 ping 是 RELATED 关系' },
            expect: { state: 'RELATED' },
            because: {
              en: 'RELATED is for something new that belongs to a connection, such as an ICMP error. This is the answer itself.',
              zh: 'RELATED 指属于某个连接的另一样新东西，例如 ICMP 差错。这里就是应答本身。',
            },
          },
        ],
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.9',
        dst: '203.0.113.1',
        proto: 'icmp',
        icmpType: 'echo-reply',
        icmpId: 78,
        icmpSeq: 1,
      },
      predict: {
        question: {
          en: 'An echo reply with id 78, which nobody asked for.',
          zh: '一个没有人请求的 echo reply，id 为 78。',
        },
        choices: [
          {
            says: { en: 'It is NEW: a flow begins', zh: '它是 NEW：一条流开始了' },
            expect: { state: 'NEW' },
            because: {
              en: 'A flow of pings begins with a request. A reply to nothing begins nothing.',
              zh: 'ping 的流以请求开始。没有请求的应答什么也不会开始。',
            },
          },
          {
            says: { en: 'It is INVALID, and dropped', zh: '它是 INVALID，被丢弃' },
            expect: { outcome: 'dropped', state: 'INVALID' },
          },
        ],
      },
    },
  ],
  hints: [
    {
      en: 'Open the Conntrack panel and read both tuples of the entry: the original one, and the reply that is waited for.',
      zh: '打开 Conntrack 面板，读表项的两个元组：原方向的，以及等待中的应答方向的。',
    },
    { en: 'Compare every field of the answer with the second tuple.', zh: '把应答的每个字段与第二个元组比较。' },
  ],
  solution: [],
  explanation: {
    en:
      'To the tracker a connection is two [tuples](term:tuple): one of the first packet, and its mirror image. For UDP that is addresses and ports, for ping ' +
      'addresses and the id. The first answer clears UNREPLIED; until then the entry lives 30 seconds, and no packet is needed to end it: ' +
      'silence does.',
    zh:
      '在连接跟踪看来，连接就是两个[元组](term:tuple)：第一个包的元组和它的镜像。UDP 用地址和端口，ping 用地址和 id。' +
      '收到第一个应答，UNREPLIED 就消失；在那之前表项只活 30 秒。结束它不需要任何包，沉默就够了。',
  },
  remember: {
    en: 'A connection is what has an entry, not what has a handshake.',
    zh: '有表项的就是连接，不在于有没有握手。',
  },
  inIptables: ['iptables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT'],
  tryIt: [
    {
      command: 'conntrack -L -p udp',
      says: {
        en: 'Ask a name server, list within 30 seconds, and see the entry with both tuples.',
        zh: '先查询一次域名，30 秒之内列出，就能看到带两个元组的表项。',
      },
    },
    {
      command: 'conntrack -L -p icmp',
      says: { en: 'While a ping runs: type, code and id.', zh: 'ping 运行时：type、code 和 id。' },
    },
  ],
};
