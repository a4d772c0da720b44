import type { Lesson } from '../lesson.ts';

const line = (text: string) => ({
  in: 'eth0',
  src: '198.51.100.7',
  dst: '203.0.113.1',
  proto: 'udp',
  sport: 5140,
  dport: 514,
  payload: text,
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'stale-udp',
  kind: 'find-the-bug',
  title: { en: 'The stale UDP entry', zh: '过期的 UDP 表项' },
  story: {
    en:
      'A branch office sends its log lines by UDP, always from the same port, every ten seconds. The log server moves from `192.168.1.10` to `192.168.1.11`; in step 3 the admin changes the [DNAT](term:dnat) rule. ' +
      'An hour later the old server still gets every line, the new one none. Tests from another machine arrive at the new one.\n\nSay what is missing, and put it at the right moment.',
    zh:
      '分公司用 UDP 发送日志，总是从同一个端口，每十秒一条。日志服务器从 `192.168.1.10` 搬到 `192.168.1.11`；第 3 步，管理员改了 [DNAT](term:dnat) 规则。' +
      '一小时之后，每一行日志还是到旧服务器，新的一行都没有。从另一台机器测试，却能到新服务器。\n\n请说出缺了什么，并放在恰当的时刻。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'edge',
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
-A PREROUTING -i eth0 -p udp -m udp --dport 514 -j DNAT --to-destination 192.168.1.10
COMMIT
`,
  },
  timeline: [
    {
      packet: line('one'),
      goal: {
        says: { en: 'Before the move lines go to 192.168.1.10', zh: '搬家之前，日志去 192.168.1.10' },
        expect: { outcome: 'forwarded', packet: { dst: '192.168.1.10' } },
      },
    },
    { wait: 10 },
    {
      command: 'iptables -t nat -R PREROUTING 1 -i eth0 -p udp --dport 514 -j DNAT --to-destination 192.168.1.11',
      note: { en: 'The move.', zh: '搬家。' },
    },
    { wait: 10 },
    {
      packet: line('two'),
      note: { en: 'The next line. “nat skipped”: why?', zh: '下一行日志。“nat skipped”：为什么？' },
      goal: {
        says: { en: 'After it the branch’s lines go to 192.168.1.11', zh: '之后，分公司的日志去 192.168.1.11' },
        expect: { outcome: 'forwarded', packet: { dst: '192.168.1.11' } },
      },
    },
    { wait: 10 },
    {
      packet: line('three'),
      goal: {
        says: { en: 'And so do all further ones', zh: '再往后也都是' },
        expect: { outcome: 'forwarded', packet: { dst: '192.168.1.11' } },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '203.0.113.1',
        proto: 'udp',
        sport: 40000,
        dport: 514,
        payload: 'test',
      },
      note: { en: 'A test from another port.', zh: '从另一个端口测试。' },
      goal: {
        says: { en: 'A test from another port does as well', zh: '从别的端口测试也一样' },
        expect: { outcome: 'forwarded', packet: { dst: '192.168.1.11' } },
      },
    },
  ],
  hints: [
    {
      en: 'The entry lives 30 seconds after the last packet, and there is one every ten. When will it end?',
      zh: '表项在最后一个包之后活 30 秒，而每十秒就来一个包。它什么时候会结束？',
    },
    {
      en: 'A rule in nat decides for new connections. To netfilter this one is not new.',
      zh: 'nat 的规则只管新连接。对 netfilter 来说，这条不是新的。',
    },
    {
      en: 'After the move: `conntrack -D -p udp --orig-port-dst 514`.',
      zh: '搬家之后执行：`conntrack -D -p udp --orig-port-dst 514`。',
    },
  ],
  solution: [{ after: 3, command: 'conntrack -D -p udp --orig-port-dst 514' }],
  explanation: {
    en:
      'UDP has no end that could be seen: an [entry](term:conntrack-entry) goes when nothing has come for its [timeout](term:timeout). A sender that never pauses and never changes its port keeps its entry alive for ever, and with it the old binding. ' +
      'That is why Kubernetes, when a pod goes away, deletes the UDP entries that lead to it. TCP breaks by itself: the old server answers with a RST or not at all, and the client connects anew.',
    zh:
      'UDP 没有看得见的结束：[表项](term:conntrack-entry)要在[超时](term:timeout)那么久没有包来时才会消失。从不停歇也从不换端口的发送者，会让表项永远活着，旧的绑定也就永远有效。' +
      '所以 Kubernetes 在 Pod 消失时会删除指向它的 UDP 表项。TCP 会自己断开：旧服务器回 RST 或者不回，客户端就重新连接。',
  },
  remember: {
    en: 'After a change in nat: conntrack -D for what should feel it, above all for UDP.',
    zh: '改了 nat 之后：对该受影响的连接执行 conntrack -D，UDP 尤其如此。',
  },
  inIptables: ['iptables -t nat -A PREROUTING -i eth0 -p udp --dport 514 -j DNAT --to-destination 192.168.1.11'],
  tryIt: [
    {
      command: 'conntrack -L -p udp --orig-port-dst 514',
      says: {
        en: 'The reply tuple shows the server that really gets it: src=192.168.1.10.',
        zh: '应答元组显示真正收到的服务器：src=192.168.1.10。',
      },
    },
  ],
};
