import type { Lesson } from '../lesson.ts';

const note = (sport: number, payload: string) => ({
  in: 'eth1',
  src: '192.168.1.20',
  dst: '198.51.100.80',
  proto: 'udp',
  sport,
  dport: 7000,
  payload,
});

/** A query for example.com: each label is preceded by its length, and there is no dot. */
const QUERY = '123401000001000000000000076578616d706c6503636f6d0000010001';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'string-and-its-limits',
  kind: 'predict',
  title: { en: 'string, and what it cannot see', zh: 'string 匹配，以及它看不见的东西' },
  story: {
    en:
      'The word `OOXX` must not leave this school, and `example.com` must not be looked up: so two rules with `-m string` were written. ' +
      'The [match](term:match) reads the bytes of one packet and looks for others in them, no more.\n\nSay which packets it stops.',
    zh:
      '`OOXX` 这个词不许出校门，`example.com` 不许查询：于是写了两条带 `-m string` 的规则。这个[匹配](term:match)只是在一个包的字节里寻找另一串字节，仅此而已。' +
      '\n\n请说出它挡得住哪些包。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'school',
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
-A FORWARD -m string --string "OOXX" --algo bm --to 65535 -j DROP
-A FORWARD -p udp -m udp --dport 53 -m string --string "example.com" --algo bm --to 65535 -j DROP
COMMIT
`,
  },
  timeline: [
    {
      packet: note(40001, 'we say OOXX here'),
      predict: {
        question: { en: 'The word stands in the packet.', zh: '包里就有这个词。' },
        choices: [
          { says: { en: 'Dropped', zh: '被丢弃' }, expect: { outcome: 'dropped', by: 'filter FORWARD 1' } },
          {
            says: { en: 'It passes', zh: '通过' },
            expect: { outcome: 'forwarded' },
            because: { en: 'Bytes 7 to 10 of the data are the word.', zh: '数据的第 7 到第 10 个字节就是它。' },
          },
        ],
      },
    },
    {
      packet: note(40001, 'we say OO'),
      predict: {
        question: {
          en: 'The same text, but cut: this packet ends with “OO”, the next begins with “XX”.',
          zh: '同样的文字，但切开了：这个包以“OO”结尾，下一个以“XX”开头。',
        },
        choices: [
          {
            says: {
              en: 'The tracker joins them: the second one is dropped',
              zh: '连接跟踪会把它们拼起来：第二个被丢弃',
            },
            expect: { outcome: 'dropped' },
            because: {
              en: 'The tracker remembers connections, not their contents.',
              zh: '连接跟踪记住的是连接，不是内容。',
            },
          },
          { says: { en: 'Both pass', zh: '两个都通过' }, expect: { outcome: 'forwarded' } },
        ],
      },
    },
    { packet: note(40001, 'XX here'), note: { en: 'The other half: it passes as well.', zh: '另一半：也通过了。' } },
    {
      packet: note(40002, 'we say ooxx here'),
      predict: {
        question: { en: 'In small letters.', zh: '换成小写。' },
        choices: [
          { says: { en: 'It passes', zh: '通过' }, expect: { outcome: 'forwarded' } },
          {
            says: { en: 'Dropped', zh: '被丢弃' },
            expect: { outcome: 'dropped' },
            because: {
              en: 'Bytes are compared as they are, unless the rule says `--icase`.',
              zh: '字节按原样比较，除非规则写了 `--icase`。',
            },
          },
        ],
      },
    },
    {
      packet: {
        in: 'eth1',
        src: '192.168.1.20',
        dst: '198.51.100.53',
        proto: 'udp',
        sport: 5353,
        dport: 53,
        payloadHex: QUERY,
      },
      predict: {
        question: { en: 'A DNS query for example.com.', zh: '一个查询 example.com 的 DNS 请求。' },
        choices: [
          {
            says: { en: 'Dropped: the name is in it, unencrypted', zh: '被丢弃：名字就在里面，没有加密' },
            expect: { outcome: 'dropped' },
            because: {
              en: 'Look at the bytes: 07 example 03 com. There is no dot in a DNS query.',
              zh: '看看字节：07 example 03 com。DNS 查询里没有点。',
            },
          },
          { says: { en: 'It passes', zh: '通过' }, expect: { outcome: 'forwarded' } },
        ],
      },
    },
  ],
  hints: [
    { en: 'Open the Packet panel and look for the word in the bytes.', zh: '打开 Packet 面板，在字节里找这个词。' },
    {
      en: 'One packet, these bytes, as they are. Nothing else is compared.',
      zh: '一个包，这些字节，原原本本。此外什么都不比较。',
    },
  ],
  solution: [],
  explanation: {
    en:
      '`string` searches each packet by itself. A word across two segments, in other letters, compressed, encrypted or written in another way is not there. For DNS `--hex-string "|07|example|03|com|"` would find the name. ' +
      'It also reads every byte of every packet, so put cheap conditions before it. It is a tool for a known pattern in a known protocol, not a filter for contents.',
    zh:
      '`string` 逐包搜索。跨两个段的词、换了大小写的、压缩过的、加密过的、换一种写法的，都等于不存在。对 DNS，`--hex-string "|07|example|03|com|"` 才找得到那个名字。' +
      '它还要读每个包的每个字节，所以要把便宜的条件放在前面。它适合在已知协议里找已知的模式，不是内容过滤器。',
  },
  remember: {
    en: 'A packet is not a message: string sees bytes, not meaning.',
    zh: '一个包不等于一条消息：string 看到的是字节，不是意思。',
  },
  inIptables: ['iptables -A FORWARD -m string --algo bm --string "OOXX" -j DROP'],
  tryIt: [
    {
      command: 'iptables -A FORWARD -p udp --dport 53 -m string --algo kmp --hex-string "|07|example|03|com|" -j DROP',
      says: { en: 'The name as DNS writes it.', zh: '按 DNS 的写法写名字。' },
    },
  ],
};
