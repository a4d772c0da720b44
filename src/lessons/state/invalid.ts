import type { Lesson } from '../lesson.ts';

const fromNowhere = (sport: number, flags: string) => ({
  in: 'eth0',
  src: '198.51.100.7',
  dst: '203.0.113.1',
  proto: 'tcp',
  sport,
  dport: 22,
  flags,
  ack: 1,
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'invalid',
  kind: 'predict',
  title: { en: 'INVALID, and the packet out of the blue', zh: 'INVALID，与不知从哪来的包' },
  story: {
    en:
      'Four TCP packets arrive that belong to nothing: no handshake went before them. One would think that they are all [INVALID](term:invalid), ' +
      'and that a rule which drops INVALID stops them.\n\nOne of them gets through it. Say which, **before** they walk.',
    zh:
      '来了四个没有来由的 TCP 包：之前没有任何握手。人们会以为它们都是 [INVALID](term:invalid)，一条丢弃 INVALID 的规则就能挡住。' +
      '\n\n其中一个会穿过去。请在它们出发**之前**说出是哪一个。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'fw',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
      localStack: 'silent',
    },
    ruleset: `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate INVALID -j DROP
COMMIT
`,
  },
  timeline: [
    {
      packet: fromNowhere(40001, 'SYN,ACK'),
      predict: {
        question: { en: 'A SYN,ACK that answers no SYN.', zh: '一个没有对应 SYN 的 SYN,ACK。' },
        choices: [
          { says: { en: 'INVALID, dropped', zh: 'INVALID，被丢弃' }, expect: { outcome: 'dropped', state: 'INVALID' } },
          {
            says: { en: 'NEW, delivered', zh: 'NEW，交付本机' },
            expect: { state: 'NEW' },
            because: {
              en: 'Nothing begins with an answer to a SYN.',
              zh: '没有什么连接是从对 SYN 的应答开始的。',
            },
          },
        ],
      },
    },
    {
      packet: fromNowhere(40002, 'RST'),
      predict: {
        question: { en: 'A RST for a connection that is not.', zh: '针对不存在的连接的 RST。' },
        choices: [
          {
            says: { en: 'NEW, delivered', zh: 'NEW，交付本机' },
            expect: { state: 'NEW' },
            because: { en: 'There is nothing to end, and nothing begins.', zh: '没有什么可结束，也没有什么开始。' },
          },
          { says: { en: 'INVALID, dropped', zh: 'INVALID，被丢弃' }, expect: { outcome: 'dropped', state: 'INVALID' } },
        ],
      },
    },
    {
      packet: fromNowhere(40003, 'ACK'),
      predict: {
        question: {
          en: 'A bare ACK, as from the middle of a connection.',
          zh: '一个光秃秃的 ACK，像是来自某个连接的中途。',
        },
        choices: [
          {
            says: { en: 'INVALID, dropped', zh: 'INVALID，被丢弃' },
            expect: { outcome: 'dropped', state: 'INVALID' },
            because: {
              en: 'The firewall may have been restarted while the connection went on. By default the tracker picks it up.',
              zh: '也许是连接还在进行时防火墙重启了。默认情况下，连接跟踪会中途接上它。',
            },
          },
          { says: { en: 'NEW, delivered', zh: 'NEW，交付本机' }, expect: { outcome: 'delivered', state: 'NEW' } },
        ],
      },
    },
    {
      command: 'sysctl -w net.netfilter.nf_conntrack_tcp_loose=0',
      note: { en: 'Now be strict.', zh: '现在改为严格。' },
    },
    {
      packet: fromNowhere(40004, 'ACK'),
      predict: {
        question: {
          en: 'The same ACK, from another port, with tcp_loose=0.',
          zh: '同样的 ACK，换个端口，但 tcp_loose=0。',
        },
        choices: [
          { says: { en: 'INVALID, dropped', zh: 'INVALID，被丢弃' }, expect: { outcome: 'dropped', state: 'INVALID' } },
          {
            says: { en: 'NEW, delivered', zh: 'NEW，交付本机' },
            expect: { state: 'NEW' },
            because: {
              en: 'With loose 0 a TCP connection begins with a SYN or not at all.',
              zh: 'loose 为 0 时，TCP 连接要么从 SYN 开始，要么根本不开始。',
            },
          },
        ],
      },
    },
  ],
  hints: [
    {
      en: 'Ask of each packet: could it be the first one that a firewall sees of an honest connection?',
      zh: '对每个包问一句：它可不可能是防火墙看到的某条正常连接的第一个包？',
    },
    {
      en: 'After a reboot of the firewall the first packet of an old connection is an ACK.',
      zh: '防火墙重启之后，旧连接的第一个包就是 ACK。',
    },
  ],
  solution: [],
  explanation: {
    en:
      'NEW does not mean SYN: it means “no entry yet, and one may be made”. Because `nf_conntrack_tcp_loose` is 1, an ACK out of the blue makes one. ' +
      'INVALID means that the tracker could not place a packet; it does **not** drop it. A rule of yours has to, and early, for an INVALID packet is not translated by NAT either.',
    zh:
      'NEW 并不等于 SYN：它的意思是“还没有表项，可以建一个”。因为 `nf_conntrack_tcp_loose` 是 1，凭空来的 ACK 也能建表项。' +
      'INVALID 是说连接跟踪不知道该把这个包放在哪里，它**不会**丢弃包。要由你的规则来丢，而且要早，因为 INVALID 的包也不会被 NAT 改写。',
  },
  remember: {
    en: 'NEW is not SYN. Ask for --syn as well where it matters, and drop INVALID first.',
    zh: 'NEW 不等于 SYN。要紧的地方再加上 --syn，并且先丢弃 INVALID。',
  },
  inIptables: [
    'iptables -A INPUT -m conntrack --ctstate INVALID -j DROP',
    'iptables -A INPUT -p tcp ! --syn -m conntrack --ctstate NEW -j DROP',
  ],
  tryIt: [
    {
      command: 'sysctl net.netfilter.nf_conntrack_tcp_loose',
      says: { en: '1 picks connections up in the middle, 0 does not.', zh: '1 表示可以中途接上连接，0 表示不可以。' },
    },
    {
      command: 'conntrack -S',
      says: { en: 'The column `invalid` counts them, for each CPU.', zh: '`invalid` 一列按 CPU 统计它们的数量。' },
    },
  ],
};
