import type { Lesson } from '../lesson.ts';

const play = (sport: number) => ({
  in: 'eth1',
  src: '192.168.1.20',
  dst: '198.51.100.80',
  proto: 'tcp',
  sport,
  dport: 27015,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'time-windows',
  kind: 'find-the-bug',
  title: { en: 'Time windows, and whose clock', zh: '时间窗口，以及谁的时钟' },
  story: {
    en:
      'An office in Shanghai rejects the game port 27015 in working hours, Monday to Friday, 09:00 to 18:00. At half past nine in the morning everyone plays; at eight in the evening, when they may, it is closed.\n\n' +
      'The clock of this machine is right. The scenario begins on Monday at 09:30 in Shanghai, which is 01:30 UTC. Make the rule mean what it was meant to mean.',
    zh:
      '上海的一间办公室在工作时间（周一到周五 09:00 到 18:00）拒绝游戏端口 27015。可是早上九点半人人都在玩；晚上八点可以玩的时候，反而关了。' +
      '\n\n这台机器的时钟是准的。场景从周一上海时间 09:30 开始，也就是 UTC 01:30。请让规则符合它的本意。',
  },
  start: {
    chainwalk: 1,
    start: '2026-01-05T01:30:00Z',
    host: {
      hostname: 'shanghai',
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
-A FORWARD -p tcp -m tcp --dport 27015 -m time --timestart 09:00:00 --timestop 18:00:00 --weekdays Mon,Tue,Wed,Thu,Fri -j REJECT --reject-with tcp-reset
COMMIT
`,
  },
  timeline: [
    {
      packet: play(40001),
      note: { en: 'Monday, 09:30 in Shanghai.', zh: '周一，上海 09:30。' },
      goal: {
        says: { en: 'Monday 09:30: rejected', zh: '周一 09:30：拒绝' },
        expect: { outcome: 'rejected' },
      },
    },
    { wait: 37800, note: { en: 'Ten and a half hours later.', zh: '十个半小时之后。' } },
    {
      packet: play(40002),
      note: { en: 'Monday, 20:00 in Shanghai, 12:00 UTC.', zh: '周一，上海 20:00，UTC 12:00。' },
      goal: {
        says: { en: 'Monday 20:00: free', zh: '周一 20:00：放行' },
        expect: { outcome: 'forwarded', to: 'eth0' },
      },
    },
    { wait: 396000, note: { en: 'Until Saturday morning.', zh: '直到周六上午。' } },
    {
      packet: play(40003),
      note: { en: 'Saturday, 10:00 in Shanghai, 02:00 UTC.', zh: '周六，上海 10:00，UTC 02:00。' },
      goal: {
        says: { en: 'Saturday 10:00: free', zh: '周六 10:00：放行' },
        expect: { outcome: 'forwarded', to: 'eth0' },
      },
    },
    { wait: 172800, note: { en: 'Until Monday.', zh: '直到周一。' } },
    {
      packet: play(40004),
      goal: {
        says: { en: 'The Monday after, 10:00: rejected', zh: '下一个周一 10:00：拒绝' },
        expect: { outcome: 'rejected' },
      },
    },
  ],
  hints: [
    {
      en: 'Ask the rule why it did not match the first packet: which time does it say it is?',
      zh: '问问规则为什么没有匹配第一个包：它说现在几点？',
    },
    {
      en: 'The kernel counts in UTC. Shanghai is eight hours ahead.',
      zh: '内核用 UTC 计时。上海早八个小时。',
    },
    {
      en: 'Working hours are 01:00 to 10:00 UTC: `iptables -R FORWARD 1 …  --timestart 01:00 --timestop 10:00 …`.',
      zh: '工作时间是 UTC 01:00 到 10:00：`iptables -R FORWARD 1 …  --timestart 01:00 --timestop 10:00 …`。',
    },
  ],
  solution: [
    'iptables -R FORWARD 1 -p tcp --dport 27015 -m time --timestart 01:00 --timestop 10:00 --weekdays Mon,Tue,Wed,Thu,Fri -j REJECT --reject-with tcp-reset',
  ],
  explanation: {
    en:
      '`-m time` reads the kernel’s clock in UTC, days of the week included: in Shanghai, Monday before 08:00 is still Sunday for the rule. `--kerneltz` uses the time zone that the kernel knows, but it is set at boot and knows no summer time. ' +
      'A window that ends before it begins goes over midnight; whether the second half belongs to the next day is what `--contiguous` says.',
    zh:
      '`-m time` 读的是内核时钟，用 UTC，星期也是：在上海，周一 08:00 之前对规则来说还是周日。`--kerneltz` 使用内核所知的时区，但它在启动时设定，也不懂夏令时。' +
      '结束早于开始的窗口会跨过午夜；后半段算不算第二天，由 `--contiguous` 决定。',
  },
  remember: {
    en: 'Rules live in UTC. Write the local time into the comment.',
    zh: '规则活在 UTC 里。把当地时间写进注释。',
  },
  inIptables: [
    'iptables -A FORWARD -p tcp --dport 27015 -m time --timestart 01:00 --timestop 10:00 --weekdays Mon,Tue,Wed,Thu,Fri -j REJECT',
  ],
  tryIt: [
    { command: 'date -u', says: { en: 'The time that the rule compares with.', zh: '规则拿来比较的时间。' } },
    {
      command: 'iptables -A INPUT -p tcp --dport 80 -m time --datestart 2017-12-24 --datestop 2017-12-27 -j DROP',
      says: { en: 'A window of days instead of hours.', zh: '以天计的窗口，而不是以小时计。' },
    },
  ],
};
