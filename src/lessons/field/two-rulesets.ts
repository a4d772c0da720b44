import type { Lesson } from '../lesson.ts';

const packet = (device: string, src: string, proto: string, sport: number, dport: number) => ({
  in: device,
  src,
  dst: '10.0.0.10',
  proto,
  sport,
  dport,
  ...(proto === 'tcp' && { flags: 'SYN' }),
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'two-rulesets',
  kind: 'find-the-bug',
  title: { en: 'Two people’s rulesets: find the difference', zh: '两个人的规则集：找出差别' },
  story: {
    en:
      'Anna and Ben were given the same task: “From the branch offices only SSH and the web, nothing else.” Anna wrote the chain for `eth1`, Ben the one for `eth2`. Ben is proud: two rules do what took Anna three.\n\n' +
      'They are **not** the same. Find the packet that tells them apart, and make Ben’s chain do what Anna’s does, without touching Anna’s.',
    zh:
      'Anna 和 Ben 接到同样的任务：“分公司来的，只许 SSH 和 Web，别的都不行。”Anna 写了 `eth1` 的链，Ben 写了 `eth2` 的。Ben 很得意：Anna 用了三条规则，他两条就够了。' +
      '\n\n它们**并不**相同。请找出能分辨两者的那个包，让 Ben 的链与 Anna 的效果一样，但不要动 Anna 的。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'hq',
      interfaces: [
        { name: 'eth0', addresses: ['10.0.0.1/24'] },
        { name: 'eth1', addresses: ['10.1.0.1/24'] },
        { name: 'eth2', addresses: ['10.2.0.1/24'] },
      ],
    },
    ruleset: `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:ANNA - [0:0]
:BEN - [0:0]
-A FORWARD -i eth1 -j ANNA
-A FORWARD -i eth2 -j BEN
-A ANNA -p tcp -m tcp --dport 22 -j ACCEPT
-A ANNA -p tcp -m tcp --dport 80 -j ACCEPT
-A ANNA -j DROP
-A BEN -p tcp -m multiport ! --dports 22,80 -j DROP
-A BEN -j ACCEPT
COMMIT
`,
  },
  timeline: [
    { packet: packet('eth1', '10.1.0.5', 'tcp', 40001, 22) },
    {
      packet: packet('eth2', '10.2.0.5', 'tcp', 40001, 22),
      goal: {
        says: { en: 'Ben: SSH passes', zh: 'Ben：SSH 通过' },
        expect: { outcome: 'forwarded', to: 'eth0' },
      },
    },
    { packet: packet('eth1', '10.1.0.5', 'tcp', 40002, 443) },
    {
      packet: packet('eth2', '10.2.0.5', 'tcp', 40002, 443),
      goal: { says: { en: 'Ben: HTTPS is dropped', zh: 'Ben：HTTPS 被丢弃' }, expect: { outcome: 'dropped' } },
    },
    { packet: packet('eth1', '10.1.0.5', 'udp', 40003, 161) },
    {
      packet: packet('eth2', '10.2.0.5', 'udp', 40003, 161),
      note: { en: 'The same packet as before it, by the other line.', zh: '与前一个同样的包，只是走另一条线。' },
      goal: {
        says: { en: 'Ben: SNMP by UDP is dropped', zh: 'Ben：UDP 的 SNMP 被丢弃' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      packet: packet('eth2', '10.2.0.6', 'tcp', 40004, 80),
      goal: {
        says: { en: 'Ben: the web passes', zh: 'Ben：Web 通过' },
        expect: { outcome: 'forwarded', to: 'eth0' },
      },
    },
    {
      packet: { in: 'eth2', src: '10.2.0.5', dst: '10.0.0.10', proto: 'icmp', icmpType: 'echo-request' },
      goal: { says: { en: 'Ben: a ping is dropped', zh: 'Ben：ping 被丢弃' }, expect: { outcome: 'dropped' } },
    },
    {
      command: 'iptables -S ANNA',
      goal: {
        says: { en: 'Anna’s chain is as it was', zh: 'Anna 的链原样不动' },
        expect: {
          stdout:
            '-A ANNA -p tcp -m tcp --dport 22 -j ACCEPT\n-A ANNA -p tcp -m tcp --dport 80 -j ACCEPT\n-A ANNA -j DROP\n',
        },
      },
    },
  ],
  hints: [
    {
      en: 'Compare the outcomes of the steps in pairs: 1 and 2, 3 and 4, 5 and 6.',
      zh: '成对比较各步的结局：1 和 2、3 和 4、5 和 6。',
    },
    {
      en: '“TCP, but not 22 or 80” is dropped. What is not TCP does not match that rule at all.',
      zh: '丢弃的是“TCP 且不是 22 或 80”。不是 TCP 的包，根本不匹配这条规则。',
    },
    {
      en: 'Turn it round: `iptables -R BEN 1 -p tcp -m multiport --dports 22,80 -j ACCEPT` and `iptables -R BEN 2 -j DROP`.',
      zh: '反过来写：`iptables -R BEN 1 -p tcp -m multiport --dports 22,80 -j ACCEPT`，再 `iptables -R BEN 2 -j DROP`。',
    },
  ],
  solution: ['iptables -R BEN 1 -p tcp -m multiport --dports 22,80 -j ACCEPT', 'iptables -R BEN 2 -j DROP'],
  explanation: {
    en:
      'All conditions of a rule are joined by **and**. “tcp and not (22 or 80)” is false for UDP, since its first half is; so UDP falls through to Ben’s ACCEPT. ' +
      'Turned round by De Morgan, “not (tcp and (22 or 80))” would need two rules. Who lists what is allowed and drops the rest cannot forget anything; who lists what is forbidden forgets all that did not come to mind.',
    zh:
      '一条规则里的条件之间都是**与**。“是 tcp 且不是（22 或 80）”对 UDP 为假，因为前一半就是假的；于是 UDP 落到 Ben 的 ACCEPT。' +
      '按德摩根律反过来，“不是（tcp 且（22 或 80））”需要两条规则。列出允许的、丢弃其余的，就不会漏；列出禁止的，就会漏掉所有没想到的。',
  },
  remember: {
    en: 'List what you allow. A “not” in a rule always leaves a gap somewhere else.',
    zh: '列出允许的。规则里的“非”，总会在别处留下缺口。',
  },
  inIptables: ['iptables -A BEN -p tcp -m multiport --dports 22,80 -j ACCEPT', 'iptables -A BEN -j DROP'],
  tryIt: [
    {
      command: 'iptables-save > /tmp/mine; diff /tmp/mine /tmp/theirs',
      says: {
        en: 'Shows that texts differ; which packets differ only a walk can show.',
        zh: '能看出文本不同；哪些包的结局不同，只有走一遍才知道。',
      },
    },
  ],
};
