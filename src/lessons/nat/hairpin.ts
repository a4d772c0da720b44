import type { Lesson } from '../lesson.ts';

export const lesson: Lesson = {
  chainwalkLesson: 1,
  id: 'hairpin',
  kind: 'find-the-bug',
  title: { en: 'Hairpin NAT: it works from outside only', zh: '回环 NAT：只有从外面才通' },
  story: {
    en:
      'Port 8080 of the router’s public address is [forwarded](term:dnat) to the web server `192.168.1.10`. From the Internet it works. ' +
      'From the laptop `192.168.1.20`, in the same network as the server, the page never loads: the request arrives, yet the laptop ' +
      'throws the answer away.\n\nLook at the addresses of the packet that leaves towards the server. Whom will the server answer?',
    zh:
      '路由器公网地址的 8080 端口被[转发](term:dnat)到 Web 服务器 `192.168.1.10`。从互联网访问正常；而与服务器同一网段的笔记本 ' +
      '`192.168.1.20` 却打不开网页：请求到了，笔记本却把应答扔掉了。\n\n看看发往服务器的那个包的地址：服务器会回答谁？',
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
-A POSTROUTING -o eth0 -j MASQUERADE
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
      note: { en: 'From the Internet: works.', zh: '从互联网：正常。' },
      goal: {
        says: { en: 'The server still sees the real address of visitors', zh: '服务器仍能看到访客的真实地址' },
        expect: { outcome: 'forwarded', to: 'eth1', packet: { src: '198.51.100.7', dst: '192.168.1.10' } },
      },
    },
    {
      packet: {
        in: 'eth1',
        src: '192.168.1.20',
        dst: '203.0.113.1',
        proto: 'tcp',
        sport: 52000,
        dport: 8080,
        flags: 'SYN',
      },
      note: { en: 'From the laptop in the same network.', zh: '从同一网段的笔记本。' },
      goal: {
        says: {
          en: 'The laptop’s request makes the server answer the router',
          zh: '笔记本的请求使服务器把应答交给路由器',
        },
        expect: { outcome: 'forwarded', to: 'eth1', packet: { src: '192.168.1.1', dst: '192.168.1.10', dport: 80 } },
      },
    },
  ],
  hints: [
    {
      en: 'The server answers the source address. 192.168.1.20 is its neighbour: that answer never passes the router.',
      zh: '服务器按源地址作答。192.168.1.20 是它的邻居：应答不会经过路由器。',
    },
    {
      en: 'The laptop asked 203.0.113.1 and hears from 192.168.1.10: no connection of its own. The router must put itself in between.',
      zh: '笔记本问的是 203.0.113.1，听到的却是 192.168.1.10：它没有这样的连接。必须由路由器居中。',
    },
    {
      en: 'A second MASQUERADE in POSTROUTING, only for what comes from 192.168.1.0/24 and goes to 192.168.1.10.',
      zh: '在 POSTROUTING 再加一条 MASQUERADE，只针对来自 192.168.1.0/24、去往 192.168.1.10 的包。',
    },
  ],
  solution: ['iptables -t nat -A POSTROUTING -s 192.168.1.0/24 -d 192.168.1.10 -p tcp --dport 80 -j MASQUERADE'],
  explanation: {
    en:
      'DNAT alone changes whom the packet goes to, not who seems to have sent it. In one network the answer takes the short way and ' +
      'nobody undoes the DNAT. With the source rewritten too, the answer comes back to the router, which undoes both. The price: the ' +
      'server logs the router’s address for everyone inside.',
    zh:
      'DNAT 只改目的地址，不改源地址。在同一网段里，应答走了近路，没有人把 DNAT 改回来。把源地址也改掉，应答就会回到路由器，由它把两处都还原。' +
      '代价是：内网访客在服务器日志里都是路由器的地址。',
  },
  remember: {
    en: 'Whoever rewrites the request must see the reply.',
    zh: '谁改写了请求，谁就必须看到应答。',
  },
  inIptables: ['iptables -t nat -A POSTROUTING -s 192.168.1.0/24 -d 192.168.1.10 -p tcp --dport 80 -j MASQUERADE'],
  tryIt: [
    {
      command: 'conntrack -L -d 203.0.113.1 -p tcp --dport 8080',
      says: {
        en: 'Both rewrites in one line: the reply tuple is 192.168.1.10 → 192.168.1.1.',
        zh: '一行里看到两次改写：应答方向是 192.168.1.10 → 192.168.1.1。',
      },
    },
  ],
};
