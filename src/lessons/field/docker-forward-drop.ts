import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'docker-forward-drop',
  kind: 'find-the-bug',
  title: { en: 'Docker’s FORWARD DROP', zh: 'Docker 的 FORWARD DROP' },
  story: {
    en:
      'For years this machine was the router between the laboratory, `eth1`, and the company, `eth0`. On Monday someone installed Docker to try something. Since then the laboratory is offline; the containers work.\n\n' +
      'Let the laboratory talk to the company again, without taking away what Docker set up, and so that it survives Docker’s next restart.',
    zh:
      '这台机器多年来一直是实验室（`eth1`）与公司（`eth0`）之间的路由器。星期一有人装了 Docker 试东西。从那以后实验室就断网了，容器却正常。' +
      '\n\n请让实验室重新与公司通信，不许拿掉 Docker 设的东西，而且 Docker 重启之后仍然有效。',
  },
  start: {
    chainwalk: 1,
    host: {
      hostname: 'labgw',
      interfaces: [
        { name: 'eth0', addresses: ['10.0.0.2/24'] },
        { name: 'eth1', addresses: ['192.168.50.1/24'] },
        { name: 'docker0', addresses: ['172.17.0.1/16'] },
      ],
      routes: ['default via 10.0.0.1 dev eth0'],
    },
    ruleset: `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER - [0:0]
:DOCKER-USER - [0:0]
-A FORWARD -j DOCKER-USER
-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -o docker0 -j DOCKER
-A FORWARD -i docker0 ! -o docker0 -j ACCEPT
-A DOCKER-USER -j RETURN
COMMIT
`,
  },
  timeline: [
    {
      packet: {
        in: 'eth1',
        src: '192.168.50.20',
        dst: '10.0.0.80',
        proto: 'tcp',
        sport: 40001,
        dport: 443,
        flags: 'SYN',
      },
      note: {
        en: 'Walk it through FORWARD: which line has the last word?',
        zh: '让它走过 FORWARD：最后说话的是哪一行？',
      },
      goal: {
        says: { en: 'The laboratory reaches the company', zh: '实验室能访问公司' },
        expect: { outcome: 'forwarded', to: 'eth0' },
      },
    },
    {
      reply: { to: 1 },
      goal: {
        says: { en: 'And the answer comes back', zh: '应答回得来' },
        expect: { outcome: 'forwarded', to: 'eth1' },
      },
    },
    {
      packet: {
        in: 'docker0',
        src: '172.17.0.2',
        dst: '198.51.100.80',
        proto: 'tcp',
        sport: 40002,
        dport: 443,
        flags: 'SYN',
      },
      goal: {
        says: { en: 'Containers still get out', zh: '容器照样出得去' },
        expect: { outcome: 'forwarded', to: 'eth0' },
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '10.0.0.66',
        dst: '172.17.0.2',
        proto: 'tcp',
        sport: 40003,
        dport: 6379,
        flags: 'SYN',
      },
      note: { en: 'A port of the container that was never published.', zh: '容器的一个从未发布的端口。' },
      goal: {
        says: { en: 'What was not published stays closed', zh: '没有发布的仍然关着' },
        expect: { outcome: 'dropped' },
      },
    },
    {
      command: 'iptables -P FORWARD DROP',
      note: { en: 'Docker restarts, and sets its policy again.', zh: 'Docker 重启，重新设了它的默认策略。' },
    },
    {
      packet: {
        in: 'eth1',
        src: '192.168.50.21',
        dst: '10.0.0.80',
        proto: 'tcp',
        sport: 40004,
        dport: 443,
        flags: 'SYN',
      },
      goal: {
        says: { en: 'The laboratory is online after Docker’s restart as well', zh: 'Docker 重启之后，实验室仍然在线' },
        expect: { outcome: 'forwarded', to: 'eth0' },
      },
    },
  ],
  hints: [
    {
      en: 'No rule drops the packet. Look at the end of FORWARD.',
      zh: '没有规则丢弃它。看看 FORWARD 的尽头。',
    },
    {
      en: 'Docker set the policy to DROP, and sets it again at each start. Your rule must stand where Docker does not write.',
      zh: 'Docker 把默认策略设成了 DROP，每次启动都会再设。你的规则要写在 Docker 不碰的地方。',
    },
    {
      en: '`iptables -I DOCKER-USER -i eth1 -o eth0 -j ACCEPT`, and the way back: `-i eth0 -o eth1 -m conntrack --ctstate RELATED,ESTABLISHED`.',
      zh: '`iptables -I DOCKER-USER -i eth1 -o eth0 -j ACCEPT`，以及回程：`-i eth0 -o eth1 -m conntrack --ctstate RELATED,ESTABLISHED`。',
    },
  ],
  solution: [
    'iptables -I DOCKER-USER -i eth1 -o eth0 -j ACCEPT',
    'iptables -I DOCKER-USER -i eth0 -o eth1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  ],
  explanation: {
    en:
      'Docker switches forwarding on, and so that the machine does not become an open router by it, sets the policy of FORWARD to DROP: sensible for a laptop, a surprise on a machine that was a router before. ' +
      '`iptables -P FORWARD ACCEPT` works until Docker’s next start, and opens unpublished ports of the containers besides. DOCKER-USER is asked first and left alone.',
    zh:
      'Docker 会打开转发；为了不让机器因此变成敞开的路由器，它把 FORWARD 的默认策略设为 DROP：对笔记本很合理，对一台本来就是路由器的机器却是意外。' +
      '`iptables -P FORWARD ACCEPT` 只管到 Docker 下次启动，还会顺带打开容器未发布的端口。DOCKER-USER 最先被问到，而且没有人动它。',
  },
  remember: {
    en: 'A policy has many owners; a rule in your own chain has one.',
    zh: '默认策略有很多主人；你自己链里的规则只有一个。',
  },
  inIptables: ['iptables -I DOCKER-USER -i eth1 -o eth0 -j ACCEPT'],
  tryIt: [
    {
      command: 'iptables -S FORWARD',
      says: { en: 'The first line is the policy: `-P FORWARD DROP`.', zh: '第一行就是默认策略：`-P FORWARD DROP`。' },
    },
  ],
};
