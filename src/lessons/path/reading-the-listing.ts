import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'reading-the-listing',
  kind: 'find-the-bug',
  title: { en: 'Reading the listing: counters, and why -v', zh: '读懂列表：计数器，以及为什么要加 -v' },
  story: {
    en:
      'After the server got a new network card, the office cannot reach its SSH any more. “It cannot be the firewall”, says the colleague, ' +
      '“`iptables -nL` shows two rules that accept everything from everywhere.”\n\nThey are not what they look like. Find out what they are, and let ' +
      'the office in again by the card it is on now, and nobody else.',
    zh:
      '服务器换了新网卡之后，办公室连不上它的 SSH 了。“不可能是防火墙，”同事说，“`iptables -nL` 里有两条规则接受来自任何地方的一切。”' +
      '\n\n它们并不是看上去那样。请弄清它们究竟是什么，让办公室从现在所在的网卡重新连进来，别人仍不行。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'files',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'] },
        { name: 'enp3s0', addresses: ['192.168.1.1/24'] },
      ],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
    },
    ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -i eth1 -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: {
        in: 'enp3s0',
        src: '192.168.1.20',
        dst: '192.168.1.1',
        proto: 'tcp',
        sport: 40001,
        dport: 22,
        flags: 'SYN',
      },
      note: { en: 'A laptop of the office.', zh: '办公室的一台笔记本。' },
      goal: {
        says: { en: 'The office reaches sshd', zh: '办公室能连到 sshd' },
        expect: { outcome: 'delivered', to: 'sshd' },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '203.0.113.1',
        proto: 'tcp',
        sport: 40002,
        dport: 22,
        flags: 'SYN',
      },
      note: { en: 'A stranger.', zh: '一个陌生人。' },
      goal: {
        says: { en: 'A stranger outside does not', zh: '外面的陌生人不能' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      packet: {
        from: 'local',
        src: '127.0.0.1',
        dst: '127.0.0.1',
        proto: 'tcp',
        sport: 40003,
        dport: 22,
        flags: 'SYN',
      },
      note: { en: 'The monitoring asks on the loopback.', zh: '监控程序通过环回接口查询。' },
      goal: {
        says: { en: 'The machine itself still may', zh: '本机自己照样可以' },
        expect: { outcome: 'delivered' },
      },
    },
    {
      command: 'iptables -nL INPUT',
      note: { en: 'What the colleague saw.', zh: '同事看到的列表。' },
    },
    {
      command: 'iptables -nvL INPUT --line-numbers',
      note: { en: 'The same with -v: look at the columns “in” and “pkts”.', zh: '加上 -v：看 “in” 和 “pkts” 两列。' },
      goal: {
        says: { en: 'The listing names the card that is there', zh: '列表里写着现有的网卡' },
        expect: { stdout: 'enp3s0' },
      },
    },
  ],
  hints: [
    {
      en: 'Compare the two listings at the end of the timeline. What does the first one leave out?',
      zh: '比较时间线末尾的两份列表。第一份漏掉了什么？',
    },
    {
      en: 'Rule 2 has counted no packet: it waits for a card called eth1. There is none on this machine any more.',
      zh: '第 2 条规则没有计到任何包：它在等一块叫 eth1 的网卡，而这台机器上已经没有了。',
    },
    {
      en: 'Replace it where it stands: `iptables -R INPUT 2 -i enp3s0 -j ACCEPT`.',
      zh: '就地替换它：`iptables -R INPUT 2 -i enp3s0 -j ACCEPT`。',
    },
  ],
  solution: ['iptables -R INPUT 2 -i enp3s0 -j ACCEPT'],
  explanation: {
    en:
      '`iptables -L` without `-v` leaves out the interfaces, and a rule that is only for `lo` looks like one that accepts the world. netfilter does not mind ' +
      'a name that no card has: the rule is valid and waits. The counters give it away, for a rule that nothing ever hits is either shadowed or never true.',
    zh:
      '不带 `-v` 的 `iptables -L` 不显示接口，只对 `lo` 生效的规则看上去就像接受全世界。netfilter 不在乎名字有没有对应的网卡：规则合法，只是一直等着。' +
      '计数器会露出马脚：从来没有命中的规则，要么被挡住了，要么条件永远不成立。',
  },
  remember: {
    en: 'Never judge a ruleset by -L alone: read -nvL, or -S.',
    zh: '别只凭 -L 判断规则集：要看 -nvL，或者 -S。',
  },
  inIptables: ['iptables -A INPUT -i enp3s0 -j ACCEPT'],
  tryIt: [
    {
      command: 'iptables -nvxL INPUT --line-numbers',
      says: { en: '`-x` gives the exact numbers instead of 10K and 3M.', zh: '`-x` 显示精确数字，而不是 10K、3M。' },
    },
    {
      command: 'iptables -Z INPUT',
      says: {
        en: 'Sets the counters to zero. Try again, list again: what moved is what matched.',
        zh: '把计数器清零，再试一次、再列一次：数字变了的，就是匹配到的规则。',
      },
    },
  ],
};
