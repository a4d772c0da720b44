import type { Lesson } from '../lesson.ts';

const syn = (src: string, sport: number, dport = 80) => ({
  in: src.startsWith('192.168.') ? 'eth1' : 'eth0',
  src,
  dst: '192.168.1.1',
  proto: 'tcp',
  sport,
  dport,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'policy-and-chains',
  kind: 'write-the-rule',
  title: { en: 'Policy, user chains, RETURN', zh: '默认策略、用户链与 RETURN' },
  story: {
    en:
      'Everything for the web server on port 80 jumps into a chain of its own, `IN_WEB`, which is still empty. The [policy](term:policy) of `INPUT` is ' +
      'DROP.\n\nFill `IN_WEB`: the office, `192.168.1.0/24`, may reach the web server, except the printer `192.168.1.200`. The printer is to be ' +
      'treated as `INPUT` treats strangers: use `RETURN`. Further packets, which you do not see, will test what you wrote.',
    zh:
      '凡是去本机 80 端口的包，都会跳转到一条专用的链 `IN_WEB`，它现在还是空的。`INPUT` 的[默认策略](term:policy)是 DROP。' +
      '\n\n请填写 `IN_WEB`：办公室 `192.168.1.0/24` 可以访问 Web 服务器，只有打印机 `192.168.1.200` 除外。对打印机要像 `INPUT` 对待陌生人那样处理：' +
      '请用 `RETURN`。另有一些你看不到的包，会来检验你写的规则。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'intranet',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
      ],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [
        { proto: 'tcp', port: 80, process: 'nginx' },
        { proto: 'tcp', port: 22, process: 'sshd' },
      ],
    },
    ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:IN_WEB - [0:0]
-A INPUT -p tcp -m tcp --dport 80 -j IN_WEB
COMMIT
`,
  },
  timeline: [
    {
      packet: syn('192.168.1.20', 40001),
      note: {
        en: 'It jumps into IN_WEB, comes out at the end, and meets the policy.',
        zh: '它跳进 IN_WEB，从链尾出来，遇到默认策略。',
      },
      goal: {
        says: { en: 'An office laptop reaches nginx', zh: '办公室的笔记本能访问 nginx' },
        expect: { outcome: 'delivered', to: 'nginx' },
      },
    },
    {
      packet: syn('192.168.1.200', 40002),
      note: { en: 'The printer.', zh: '打印机。' },
      goal: {
        says: { en: 'The printer meets the policy: dropped', zh: '打印机遇到默认策略：被丢弃' },
        expect: { outcome: 'dropped' },
      },
    },
  ],
  hidden: [
    {
      says: {
        en: 'A stranger from outside must not reach the web server.',
        zh: '外面的陌生人不应访问到 Web 服务器。',
      },
      timeline: [{ packet: syn('198.51.100.7', 40010), expect: { outcome: 'dropped' } }],
    },
    {
      says: {
        en: 'Nothing was said of SSH: the office must not get in there.',
        zh: '没有人说过 SSH：办公室不应能连上它。',
      },
      timeline: [{ packet: syn('192.168.1.20', 40011, 22), expect: { outcome: 'dropped' } }],
    },
    {
      says: {
        en: 'The whole office is meant, the last address of its network too.',
        zh: '指的是整个办公室，包括网络里最后一个地址。',
      },
      timeline: [{ packet: syn('192.168.1.254', 40012), expect: { outcome: 'delivered' } }],
    },
    {
      says: {
        en: 'The printer must be sent back to INPUT, so that a later rule there may still speak of it.',
        zh: '打印机必须被送回 INPUT，好让那里后来的规则还能管到它。',
      },
      timeline: [
        { command: 'iptables -A INPUT -s 192.168.1.200 -p tcp --dport 80 -j ACCEPT' },
        { packet: syn('192.168.1.200', 40013), expect: { outcome: 'delivered' } },
      ],
    },
  ],
  traps: [
    {
      commands: ['iptables -A IN_WEB -s 192.168.1.200 -j RETURN', 'iptables -A IN_WEB -j ACCEPT'],
      fails: 1,
    },
    {
      commands: [
        'iptables -A IN_WEB -s 192.168.1.200 -j RETURN',
        'iptables -I INPUT 2 ! -s 192.168.1.200 -i eth1 -j ACCEPT',
      ],
      fails: 2,
    },
    { commands: ['iptables -A IN_WEB -s 192.168.1.20 -j ACCEPT'], fails: 3 },
    {
      commands: ['iptables -A IN_WEB -s 192.168.1.200 -j DROP', 'iptables -A IN_WEB -s 192.168.1.0/24 -j ACCEPT'],
      fails: 4,
    },
  ],
  solution: ['iptables -A IN_WEB -s 192.168.1.200 -j RETURN', 'iptables -A IN_WEB -s 192.168.1.0/24 -j ACCEPT'],
  hints: [
    {
      en: 'Where does a packet go that reaches the end of IN_WEB without a verdict?',
      zh: '走到 IN_WEB 链尾还没有裁决的包，会到哪里去？',
    },
    {
      en: 'RETURN goes back to the rule after the jump, as the end of the chain does. The exception comes first, as always.',
      zh: 'RETURN 回到跳转之后的那条规则，和走到链尾一样。例外照例放在前面。',
    },
    {
      en: '`iptables -A IN_WEB -s 192.168.1.200 -j RETURN`, and then one rule that accepts `192.168.1.0/24`.',
      zh: '先 `iptables -A IN_WEB -s 192.168.1.200 -j RETURN`，再加一条接受 `192.168.1.0/24` 的规则。',
    },
  ],
  explanation: {
    en:
      'A user chain has no policy. Its end is a RETURN: the walk goes on in the chain that jumped, at the next rule. Only built-in chains have a ' +
      'policy, and it counts only for what fell through them. An ACCEPT inside a user chain is not “accepted here”: it ends the whole table, as anywhere.',
    zh:
      '用户链没有默认策略。它的链尾就是一个 RETURN：回到跳转过来的那条链，从下一条规则继续。只有内建链才有默认策略，而且只对走完整条链的包生效。' +
      '用户链里的 ACCEPT 也不是“在这里接受”：它和别处一样，结束整张表。',
  },
  remember: {
    en: 'The end of a user chain goes back; the end of a built-in chain is the policy.',
    zh: '用户链的尽头是返回；内建链的尽头是默认策略。',
  },
  inIptables: [
    'iptables -t filter -I INPUT -p tcp --dport 80 -j IN_WEB',
    'iptables -A IN_WEB -s 192.168.1.200 -j RETURN',
  ],
  tryIt: [
    {
      command: 'iptables -E IN_WEB WEB',
      says: { en: 'Renames the chain; the rules that jump to it follow.', zh: '给链改名；跳转到它的规则会跟着改。' },
    },
    {
      command: 'iptables -F WEB; iptables -X WEB',
      says: {
        en: '`-X` refuses as long as the chain holds rules or a rule still jumps to it, and says which.',
        zh: '只要链里还有规则，或还有规则跳转到它，`-X` 就会拒绝，并说明原因。',
      },
    },
  ],
};
