import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'ftp-helper',
  kind: 'find-the-bug',
  title: { en: 'FTP and its helper', zh: 'FTP 与它的 helper' },
  story: {
    en:
      'Behind this router stands an FTP server, `192.168.1.21`. Visitors log in, type `ls`, and hang. The rules look right: port 21 is open, and ' +
      'ESTABLISHED and RELATED are accepted. “The module `nf_conntrack_ftp` is loaded”, says the admin, “so data connections **are** RELATED.”\n\n' +
      'They are not. Make them so, without opening any further port.',
    zh:
      '这台路由器后面有一台 FTP 服务器 `192.168.1.21`。访客能登录，一敲 `ls` 就卡住。规则看上去没错：21 端口开着，ESTABLISHED 和 RELATED 都放行。' +
      '“`nf_conntrack_ftp` 模块已经加载了，”管理员说，“所以数据连接**就是** RELATED。”\n\n其实不是。请让它成为 RELATED，不许再开放任何端口。',
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
    ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -d 192.168.1.21/32 -p tcp -m tcp --dport 21 -m conntrack --ctstate NEW -j ACCEPT
COMMIT
`,
  },
  timeline: [
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '192.168.1.21',
        proto: 'tcp',
        sport: 40000,
        dport: 21,
        flags: 'SYN',
      },
      note: { en: 'The control connection.', zh: '控制连接。' },
    },
    { reply: { to: 1 } },
    { reply: { to: 2 } },
    { reply: { to: 3, flags: 'PSH,ACK', payload: '220 ready\r\n' } },
    { reply: { to: 4, flags: 'PSH,ACK', payload: 'PASV\r\n' }, note: { en: 'Passive, please.', zh: '请用被动模式。' } },
    {
      reply: { to: 5, flags: 'PSH,ACK', payload: '227 Entering Passive Mode (192,168,1,21,195,80)\r\n' },
      note: {
        en: 'Port 195 × 256 + 80 = 50000. Whoever reads this line knows which connection comes next.',
        zh: '端口 195 × 256 + 80 = 50000。读懂这一行，就知道接下来会来什么连接。',
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '192.168.1.21',
        proto: 'tcp',
        sport: 40001,
        dport: 50000,
        flags: 'SYN',
      },
      note: { en: 'The data connection.', zh: '数据连接。' },
      goal: {
        says: { en: 'The data connection is RELATED and reaches the server', zh: '数据连接是 RELATED，能到达服务器' },
        expect: { outcome: 'forwarded', state: 'RELATED' },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '192.168.1.21',
        proto: 'tcp',
        sport: 40002,
        dport: 50001,
        flags: 'SYN',
      },
      goal: {
        says: { en: 'A port that nobody announced stays closed', zh: '没有人宣布过的端口仍是关着的' },
        expect: { outcome: 'dropped' },
      },
    },
  ],
  hints: [
    {
      en: 'Open the Conntrack panel after the line with 227: is anything expected?',
      zh: '在 227 那一行之后打开 Conntrack 面板：有没有什么在被期待着？',
    },
    {
      en: 'A module that is loaded reads no connection by itself. A rule in `raw` must assign the helper, before the tracker sees the first packet.',
      zh: '模块加载了，也不会自己去读任何连接。要由 `raw` 里的规则在连接跟踪看到第一个包之前指派 helper。',
    },
    {
      en: '`iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp`',
      zh: '执行 `iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp`',
    },
  ],
  solution: ['iptables -t raw -A PREROUTING -d 192.168.1.21 -p tcp --dport 21 -j CT --helper ftp'],
  explanation: {
    en:
      'FTP agrees on the port of its data connection in words, inside the control connection. A [helper](term:helper) reads those words and leaves an ' +
      '[expectation](term:expectation): one connection, from here to there, soon. The packet that fulfils it is RELATED, once. Since Linux 4.7 no helper is attached ' +
      'by itself any more: it has to be assigned by a rule, for it reads what strangers write. In active mode it is the server that connects back, and the same helper reads `PORT`.',
    zh:
      'FTP 在控制连接里用文字约定数据连接的端口。[helper](term:helper) 读懂这些文字，留下一个[期待](term:expectation)：不久会有一条从这里到那里的连接。' +
      '满足它的那个包就是 RELATED，只有一次。从 Linux 4.7 起，helper 不再自动附着：它读的是陌生人写的内容，所以必须由规则指派。' +
      '主动模式下由服务器连回来，同一个 helper 读的是 `PORT`。',
  },
  remember: {
    en: 'RELATED needs someone who reads along: -t raw, -j CT --helper.',
    zh: 'RELATED 需要有人跟着读：-t raw，-j CT --helper。',
  },
  inIptables: ['iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp'],
  tryIt: [
    {
      command: 'conntrack -L expect',
      says: {
        en: 'After PASV, before the data connection: the expectation with its port.',
        zh: '在 PASV 之后、数据连接之前：能看到带端口的期待。',
      },
    },
    {
      command: 'sysctl net.netfilter.nf_conntrack_helper',
      says: {
        en: 'Older kernels had this switch, off since 4.7; on new ones the key is gone.',
        zh: '旧内核有这个开关，4.7 起默认关闭；新内核里已经没有这个键了。',
      },
    },
  ],
};
