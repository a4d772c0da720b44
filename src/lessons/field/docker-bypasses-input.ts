import type { Lesson } from '../lesson.ts';

const syn = (src: string, sport: number, dport: number, dst = '203.0.113.1') => ({
  in: 'eth0',
  src,
  dst,
  proto: 'tcp',
  sport,
  dport,
  flags: 'SYN',
});

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'docker-bypasses-input',
  kind: 'write-the-rule',
  title: { en: 'Docker bypasses INPUT', zh: 'Docker 绕过了 INPUT' },
  story: {
    en:
      'A database container was started with `-p 5432:5432`. “No danger”, says the admin, “`INPUT` drops everything but SSH.” A scanner at `198.51.100.66` talks to the database all the same.\n\n' +
      'See which way its packet goes. Then close port 5432 to everyone but the office, `198.51.100.0/28`, with the chain that Docker leaves to you: `DOCKER-USER`. The web container on port 80 stays public, and containers must still get out.',
    zh:
      '一个数据库容器是用 `-p 5432:5432` 启动的。“没有危险，”管理员说，“除了 SSH，`INPUT` 全都丢弃。”可是 `198.51.100.66` 上的扫描器照样和数据库说上了话。' +
      '\n\n看看它的包走的是哪条路。然后用 Docker 留给你的链 `DOCKER-USER`，对办公室 `198.51.100.0/28` 以外的所有人关闭 5432 端口。80 端口的 Web 容器仍然公开，容器自己也必须能出去。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'dock',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'] },
        { name: 'docker0', addresses: ['172.17.0.1/16'] },
      ],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
    },
    ruleset: `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
-A DOCKER -i docker0 -j RETURN
-A DOCKER ! -i docker0 -p tcp -m tcp --dport 5432 -j DNAT --to-destination 172.17.0.2:5432
-A DOCKER ! -i docker0 -p tcp -m tcp --dport 80 -j DNAT --to-destination 172.17.0.3:80
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER - [0:0]
:DOCKER-USER - [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A FORWARD -j DOCKER-USER
-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -o docker0 -j DOCKER
-A FORWARD -i docker0 ! -o docker0 -j ACCEPT
-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 5432 -j ACCEPT
-A DOCKER -d 172.17.0.3/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
-A DOCKER-USER -j RETURN
COMMIT
`,
  },
  timeline: [
    {
      packet: syn('198.51.100.66', 40001, 5432),
      note: {
        en: 'DNAT in PREROUTING, and then? INPUT is “not on this path”.',
        zh: 'PREROUTING 里做了 DNAT，然后呢？INPUT“不在这条路上”。',
      },
      goal: {
        says: { en: 'The scanner does not reach the database', zh: '扫描器连不到数据库' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      packet: syn('198.51.100.5', 40002, 5432),
      goal: {
        says: { en: 'The office does', zh: '办公室可以' },
        expect: { outcome: 'forwarded', to: 'docker0', packet: { dst: '172.17.0.2' } },
      },
    },
  ],
  hidden: [
    {
      says: { en: 'The web container is public: port 80 must stay open.', zh: 'Web 容器是公开的：80 端口必须开着。' },
      timeline: [{ packet: syn('198.51.100.66', 40010, 80), expect: { outcome: 'forwarded', to: 'docker0' } }],
    },
    {
      says: {
        en: 'The database itself asks another database outside, on port 5432: that must leave.',
        zh: '数据库自己要访问外面另一个数据库的 5432 端口：必须出得去。',
      },
      timeline: [
        {
          packet: {
            in: 'docker0',
            src: '172.17.0.2',
            dst: '192.0.2.54',
            proto: 'tcp',
            sport: 40011,
            dport: 5432,
            flags: 'SYN',
          },
          expect: { outcome: 'forwarded', to: 'eth0' },
        },
      ],
    },
    {
      says: { en: 'Every stranger is meant, 192.0.2.9 too.', zh: '指的是所有陌生人，192.0.2.9 也在内。' },
      timeline: [{ packet: syn('192.0.2.9', 40012, 5432), expect: { outcome: 'dropped' } }],
    },
  ],
  traps: [
    { commands: ['iptables -I DOCKER-USER -i eth0 ! -s 198.51.100.0/28 -j DROP'], fails: 1 },
    { commands: ['iptables -I DOCKER-USER -p tcp --dport 5432 ! -s 198.51.100.0/28 -j DROP'], fails: 2 },
    { commands: ['iptables -I DOCKER-USER -s 198.51.100.66 -p tcp --dport 5432 -j DROP'], fails: 3 },
  ],
  hints: [
    {
      en: 'A published port is a forwarded port: the packet goes through FORWARD. A rule in INPUT is never asked.',
      zh: '发布的端口就是转发的端口：包走的是 FORWARD。INPUT 里的规则根本不会被问到。',
    },
    {
      en: 'DOCKER-USER is the first jump of FORWARD, and Docker never writes into it. Insert before its RETURN.',
      zh: 'DOCKER-USER 是 FORWARD 的第一个跳转，Docker 从不往里写。要插在它的 RETURN 之前。',
    },
    {
      en: '`iptables -I DOCKER-USER -i eth0 -p tcp --dport 5432 ! -s 198.51.100.0/28 -j DROP`',
      zh: '写成 `iptables -I DOCKER-USER -i eth0 -p tcp --dport 5432 ! -s 198.51.100.0/28 -j DROP`',
    },
  ],
  solution: ['iptables -I DOCKER-USER -i eth0 -p tcp --dport 5432 ! -s 198.51.100.0/28 -j DROP'],
  explanation: {
    en:
      'Docker publishes a port by [DNAT](term:dnat) in PREROUTING. After it the destination is a container, so the routing decision leads to FORWARD, and your INPUT has no say. ' +
      'Docker writes its own ACCEPT rules anew whenever a container starts; only `DOCKER-USER`, which is asked before them, is yours. Mind that the port there is the **container’s**: with `-p 15432:5432` it would still be 5432.',
    zh:
      'Docker 通过 PREROUTING 里的 [DNAT](term:dnat) 发布端口。之后目的地是容器，路由判决便通向 FORWARD，你的 INPUT 说不上话。每当有容器启动，Docker 都会重写它自己的 ACCEPT 规则；' +
      '只有排在它们之前的 `DOCKER-USER` 归你。注意那里的端口是**容器的**端口：即使用 `-p 15432:5432`，仍然是 5432。',
  },
  remember: {
    en: 'A published port is not in INPUT. Your rules for containers go into DOCKER-USER.',
    zh: '发布的端口不在 INPUT 里。管容器的规则写进 DOCKER-USER。',
  },
  inIptables: ['iptables -I DOCKER-USER -i eth0 -p tcp --dport 5432 ! -s 198.51.100.0/28 -j DROP'],
  tryIt: [
    {
      command: 'iptables -t filter -nvxL DOCKER --line',
      says: {
        en: 'The rules that Docker wrote, one for each published port, with their counters.',
        zh: 'Docker 写的规则，每个发布的端口一条，带计数器。',
      },
    },
    {
      command: 'docker run -p 127.0.0.1:5432:5432 postgres',
      says: { en: 'Publishes to the machine itself only.', zh: '只发布给本机自己。' },
    },
  ],
};
