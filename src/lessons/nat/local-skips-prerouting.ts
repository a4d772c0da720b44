import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'local-skips-prerouting',
  kind: 'find-the-bug',
  title: { en: 'Local packets skip PREROUTING', zh: '本机的包不经过 PREROUTING' },
  story: {
    en:
      'The router [forwards](term:port-forwarding) port 8080 of its public address to `192.168.1.10`. From the Internet it works. On the router itself, the admin tries ' +
      '`curl http://203.0.113.1:8080` and gets “connection refused”.\n\nMake the same address work for the router’s own processes. What they send to other machines’ port 8080 must stay alone.',
    zh:
      '路由器把公网地址的 8080 端口[转发](term:port-forwarding)到 `192.168.1.10`。从互联网访问正常。管理员在路由器上试 ' +
      '`curl http://203.0.113.1:8080`，得到的却是“connection refused”。\n\n请让路由器自己的进程也能用这个地址。它们发往别的机器 8080 端口的包不许动。',
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
    ruleset: `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -d 203.0.113.1/32 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80
COMMIT
`,
  },
  timeline: [
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '203.0.113.1',
        proto: 'tcp',
        sport: 51000,
        dport: 8080,
        flags: 'SYN',
      },
      goal: {
        says: { en: 'From the Internet it works as before', zh: '从互联网访问照旧' },
        expect: { outcome: 'forwarded', to: 'eth1', packet: { dst: '192.168.1.10' } },
      },
    },
    {
      packet: { from: 'local', dst: '203.0.113.1', proto: 'tcp', sport: 52000, dport: 8080, flags: 'SYN' },
      note: {
        en: 'Follow it: which hooks does it pass, and where does it end?',
        zh: '跟着它走：经过哪些钩子，最后到哪里？',
      },
      goal: {
        says: { en: 'The router itself reaches the web server', zh: '路由器自己也能访问 Web 服务器' },
        expect: { outcome: 'sent', to: 'eth1', packet: { dst: '192.168.1.10', dport: 80 } },
      },
    },
    {
      packet: { from: 'local', dst: '198.51.100.80', proto: 'tcp', sport: 52001, dport: 8080, flags: 'SYN' },
      goal: {
        says: {
          en: 'A request to another machine’s port 8080 is left alone',
          zh: '发往别的机器 8080 端口的请求不受影响',
        },
        expect: { outcome: 'sent', to: 'eth0', packet: { dst: '198.51.100.80', dport: 8080 } },
      },
    },
  ],
  hints: [
    {
      en: 'The packet of step 2 goes out by lo and comes in by lo. At which nat station could it still be rewritten?',
      zh: '第 2 步的包从 lo 出去，又从 lo 进来。它还能在哪个 nat 站被改写？',
    },
    {
      en: 'What is made here begins in OUTPUT, and that has a nat table too. By the time it comes back in PREROUTING, its binding is made.',
      zh: '本机产生的包从 OUTPUT 开始，那里也有 nat 表。等它再回到 PREROUTING 时，绑定已经定了。',
    },
    {
      en: 'Repeat the rule in OUTPUT: `iptables -t nat -A OUTPUT -d 203.0.113.1 -p tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80`.',
      zh: '在 OUTPUT 里重复那条规则：`iptables -t nat -A OUTPUT -d 203.0.113.1 -p tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80`。',
    },
  ],
  solution: ['iptables -t nat -A OUTPUT -d 203.0.113.1 -p tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80'],
  explanation: {
    en:
      'A packet that is made here starts at OUTPUT. To an own address it leaves by `lo` and enters again, so it does pass PREROUTING in the end, ' +
      'but the nat table there is skipped: the connection got its (empty) binding in OUTPUT. So every port forwarding that the machine itself is to use needs a twin in nat OUTPUT. ' +
      'After the rewrite the route is looked up again: the packet that was to go to `lo` leaves by `eth1`.',
    zh:
      '本机产生的包从 OUTPUT 出发。发往自己的地址时，它从 `lo` 出去再进来，所以最后确实会经过 PREROUTING，可那里的 nat 表被跳过了：' +
      '连接在 OUTPUT 已经得到（空的）绑定。所以凡是本机自己也要用的端口转发，都要在 nat OUTPUT 里再写一份。改写之后会重新查路由：本来要去 `lo` 的包，从 `eth1` 出去了。',
  },
  remember: {
    en: 'What comes from outside: PREROUTING. What is made here: OUTPUT. Who wants both writes both.',
    zh: '从外面来的：PREROUTING；本机产生的：OUTPUT。两边都要，就写两条。',
  },
  inIptables: ['iptables -t nat -A OUTPUT -d 203.0.113.1 -p tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80'],
  tryIt: [
    {
      command: 'iptables -t nat -nvL OUTPUT',
      says: {
        en: 'Docker has written such a rule for you: DOCKER in OUTPUT, with `! -d 127.0.0.0/8`.',
        zh: 'Docker 替你写过这样一条：OUTPUT 里的 DOCKER，带着 `! -d 127.0.0.0/8`。',
      },
    },
  ],
};
