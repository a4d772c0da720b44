import type { Lesson } from '../lesson.ts';

const knock = (sport: number) => ({
  in: 'eth0',
  src: '198.51.100.7',
  dst: '203.0.113.1',
  proto: 'tcp',
  sport,
  dport: 22,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'log-and-limit',
  kind: 'goal',
  title: { en: 'LOG before the verdict, and not too much of it', zh: '先 LOG 再裁决，而且别记太多' },
  story: {
    en:
      'Someone knocks at SSH five times within a second. A rule drops them and another one is to [log](term:log) them, yet the log stays empty.\n\n' +
      'Make every knock still be dropped, and the log tell of it with the prefix `want-in-from-port-22`; but of these five only the **first three**, ' +
      'so that nobody can fill the disk: a [limit](term:rate-limit) of 10 a minute with a burst of 3.',
    zh:
      '有人在一秒之内敲了五次 SSH。一条规则丢弃它们，另一条本该[记录](term:log)它们，可日志一直是空的。\n\n' +
      '请让每次敲门仍被丢弃，并在日志里以前缀 `want-in-from-port-22` 记下来；但五次里只记**前三次**，免得有人把磁盘写满：' +
      '[限速](term:rate-limit)每分钟 10 次，突发 3 次。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'fw',
      interfaces: [{ name: 'eth0', addresses: ['203.0.113.1/24'] }],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
    },
    ruleset: `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -p tcp -m tcp --dport 22 -j DROP
-A INPUT -p tcp -m tcp --dport 22 -j LOG --log-prefix "want-in-from-port-22 "
COMMIT
`,
  },
  timeline: [
    {
      packet: knock(40001),
      note: { en: 'Rule 1 drops it. Rule 2 is not asked any more.', zh: '第 1 条规则丢弃了它，第 2 条不再被问到。' },
      goal: {
        says: { en: 'The first knock is logged, and dropped', zh: '第一次敲门被记录，并被丢弃' },
        expect: { outcome: 'dropped', log: 'want-in-from-port-22' },
      },
    },
    { packet: knock(40002) },
    {
      packet: knock(40003),
      goal: {
        says: { en: 'So is the third: the burst is 3', zh: '第三次也一样：突发是 3' },
        expect: { outcome: 'dropped', log: 'want-in-from-port-22' },
      },
    },
    { packet: knock(40004), note: { en: 'The bucket is empty now.', zh: '这时令牌桶空了。' } },
    {
      packet: knock(40005),
      goal: {
        says: { en: 'The fifth is dropped too', zh: '第五次同样被丢弃' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      command: 'grep -c want-in-from-port-22 /var/log/iptables.log',
      note: {
        en: 'The system logger writes what the kernel says at level warning into this file.',
        zh: '系统日志服务把内核 warning 级别的消息写进这个文件。',
      },
      goal: {
        says: { en: 'The log file has three lines of it', zh: '日志文件里正好有三行' },
        expect: { stdout: '3\n' },
      },
    },
  ],
  hints: [
    {
      en: 'LOG gives no verdict: the walk goes on after it. DROP does, and nothing comes after it.',
      zh: 'LOG 不作裁决，走完它还会继续；DROP 作裁决，它之后什么都没有。',
    },
    {
      en: 'First the LOG rule, with `-m limit --limit 10/minute --limit-burst 3`; then a DROP without any limit.',
      zh: '先写 LOG 规则，带上 `-m limit --limit 10/minute --limit-burst 3`；再写不带限速的 DROP。',
    },
    {
      en: '`iptables -I INPUT -p tcp --dport 22 -m limit --limit 10/minute --limit-burst 3 -j LOG --log-prefix "want-in-from-port-22 "`, and delete the old LOG rule.',
      zh: '`iptables -I INPUT -p tcp --dport 22 -m limit --limit 10/minute --limit-burst 3 -j LOG --log-prefix "want-in-from-port-22 "`，并删掉旧的 LOG 规则。',
    },
  ],
  solution: [
    'iptables -D INPUT 2',
    'iptables -I INPUT -p tcp --dport 22 -m state --state NEW -m limit --limit 10/minute --limit-burst 3 -j LOG --log-prefix "want-in-from-port-22 "',
  ],
  explanation: {
    en:
      '`limit` is a [bucket of tokens](term:token-bucket): it starts with 3, each match takes one, and every six seconds one comes back. An empty bucket ' +
      'means “does not match”, so the packet walks past LOG, quietly, to the DROP below. Were the limit on the DROP, the fourth knock would have come in: ' +
      'a limited rule always needs a rule behind it.',
    zh:
      '`limit` 是一个[令牌桶](term:token-bucket)：开始有 3 枚令牌，每匹配一次取走一枚，每六秒补回一枚。桶空了就是“不匹配”，包便悄悄走过 LOG，' +
      '来到下面的 DROP。如果把限速写在 DROP 上，第四次敲门就进来了：限速的规则后面，总要有另一条规则接住。',
  },
  remember: {
    en: 'Log first, then judge; limit the log, never the judgement.',
    zh: '先记录，后裁决；该限速的是日志，不是裁决。',
  },
  inIptables: [
    'iptables -I INPUT -p tcp --dport 22 -m limit --limit 10/minute --limit-burst 3 -j LOG --log-prefix "want-in-from-port-22 "',
  ],
  tryIt: [
    {
      command: 'dmesg | grep want-in-from-port-22',
      says: {
        en: 'The kernel log itself: IN=, SRC=, SPT= and the flags of each packet.',
        zh: '内核日志本身：每个包的 IN=、SRC=、SPT= 和标志位。',
      },
    },
    {
      command: 'tail -n 3 /var/log/iptables.log',
      says: {
        en: 'Where `kern.warning /var/log/iptables.log` is set up in the system logger.',
        zh: '前提是系统日志服务里配置了 `kern.warning /var/log/iptables.log`。',
      },
    },
  ],
};
