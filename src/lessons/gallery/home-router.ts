import type { GalleryScenario } from './gallery-scenario.ts';

const RULESET = `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -i eth0 -p tcp -m tcp --dport 443 -j DNAT --to-destination 192.168.1.11:8443
-A PREROUTING -i eth0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80
-A POSTROUTING -o eth0 -j MASQUERADE
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -i eth1 -p udp -m udp --dport 53 -j ACCEPT
-A INPUT -i eth1 -p icmp -m icmp --icmp-type 8 -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -j LOG --log-prefix "want-in-from-port-22 "
-A INPUT -i eth0 -p tcp -m tcp --dport 22 -j DROP
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -d 192.168.1.10/32 -i eth0 -p tcp -m tcp --dport 80 -j ACCEPT
-A FORWARD -d 192.168.1.11/32 -i eth0 -p tcp -m tcp --dport 8443 -j ACCEPT
-A FORWARD -i eth1 -o eth0 -j ACCEPT
COMMIT
`;

/** What the page opens with. */
export const homeRouter: GalleryScenario = {
  id: 'home-router',
  title: { en: 'Home router', zh: '家用路由器' },
  description: {
    en:
      'Two networks, one public address. What goes out by eth0 is masqueraded; ports 8080 and 443 are forwarded to two ' +
      'machines inside; what nobody asked for meets a DROP policy. Press play and watch the first packet go out.',
    zh:
      '两个网络，一个公网地址。从 eth0 出去的包做地址伪装（MASQUERADE）；8080 和 443 端口转发到内网的两台机器；' +
      '没人请求的包由 DROP 策略处理。按播放键，看第一个包怎样出去。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'fw',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
      ],
      routes: ['default via 203.0.113.254 dev eth0'],
      sockets: [
        { proto: 'tcp', port: 22, process: 'sshd' },
        { proto: 'udp', port: 53, process: 'dnsmasq' },
      ],
    },
    ruleset: RULESET,
  },
  timeline: [
    {
      step: {
        packet: {
          in: 'eth1',
          src: '192.168.1.2',
          dst: '8.8.8.8',
          proto: 'tcp',
          sport: 40000,
          dport: 443,
          flags: 'SYN',
        },
        expect: {
          outcome: 'forwarded',
          to: 'eth0',
          by: 'nat POSTROUTING 1',
          packet: { src: '203.0.113.1', sport: 40000 },
        },
      },
      note: {
        en: 'A laptop opens a connection. MASQUERADE gives it the router’s own address on the way out.',
        zh: '笔记本发起连接。出去时 MASQUERADE 把源地址换成路由器自己的地址。',
      },
    },
    {
      step: {
        reply: { to: 1, flags: 'SYN,ACK' },
        expect: {
          outcome: 'forwarded',
          to: 'eth1',
          by: 'filter FORWARD 1',
          state: 'ESTABLISHED',
          packet: { dst: '192.168.1.2' },
        },
      },
      note: {
        en: 'The server answers the public address. Connection tracking undoes the NAT: no rule of nat is asked.',
        zh: '服务器回复到公网地址。连接跟踪撤销 NAT：不再查询 nat 表的任何规则。',
      },
    },
    {
      step: { reply: { to: 2, flags: 'ACK' }, expect: { outcome: 'forwarded', to: 'eth0', state: 'ESTABLISHED' } },
      note: {
        en: 'The handshake is complete: the entry becomes ESTABLISHED and ASSURED.',
        zh: '握手完成：条目变为 ESTABLISHED 和 ASSURED。',
      },
    },
    {
      step: {
        packet: {
          in: 'eth0',
          src: '198.51.100.7',
          dst: '203.0.113.1',
          proto: 'tcp',
          sport: 51000,
          dport: 8080,
          flags: 'SYN',
        },
        expect: {
          outcome: 'forwarded',
          to: 'eth1',
          by: 'filter FORWARD 2',
          packet: { dst: '192.168.1.10', dport: 80 },
        },
      },
      note: {
        en: 'From outside to port 8080. DNAT sends it to 192.168.1.10:80, so FORWARD decides, not INPUT.',
        zh: '外部访问 8080 端口。DNAT 改到 192.168.1.10:80，因此由 FORWARD 决定，而不是 INPUT。',
      },
    },
    {
      step: {
        reply: { to: 4, flags: 'SYN,ACK' },
        expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '203.0.113.1', sport: 8080 } },
      },
      note: {
        en: 'The web server’s answer leaves as if the router had sent it.',
        zh: 'Web 服务器的应答出去时，看起来像路由器发的。',
      },
    },
    {
      step: {
        packet: {
          in: 'eth0',
          src: '198.51.100.7',
          dst: '203.0.113.1',
          proto: 'tcp',
          sport: 51001,
          dport: 22,
          flags: 'SYN',
        },
        expect: { outcome: 'dropped', by: 'filter INPUT 6', log: 'want-in-from-port-22 IN=eth0' },
      },
      note: {
        en: 'SSH from outside: LOG writes a line and lets the packet go on; the next rule drops it.',
        zh: '外部 SSH：LOG 写一行日志后继续；下一条规则丢弃它。',
      },
    },
    {
      step: {
        packet: {
          in: 'eth1',
          src: '192.168.1.2',
          dst: '8.8.8.8',
          proto: 'udp',
          sport: 5353,
          dport: 53,
          payload: 'query',
        },
        expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '203.0.113.1' } },
      },
      note: {
        en: 'UDP has no connections of its own, but it has an entry all the same.',
        zh: 'UDP 本身没有连接，但同样有条目。',
      },
    },
    {
      step: { reply: { to: 7, payload: 'answer' }, expect: { outcome: 'forwarded', to: 'eth1', state: 'ESTABLISHED' } },
    },
    {
      step: {
        packet: {
          in: 'eth0',
          src: '203.0.113.254',
          dst: '203.0.113.1',
          proto: 'icmp',
          icmpType: 'host-unreachable',
          inner: { src: '203.0.113.1', dst: '8.8.8.8', proto: 'tcp', sport: 40000, dport: 443, flags: 'ACK' },
        },
        expect: { outcome: 'forwarded', to: 'eth1', state: 'RELATED', packet: { dst: '192.168.1.2' } },
      },
      note: {
        en: 'An ICMP error quotes step 1’s connection: it is RELATED, and NAT is undone in the quotation too.',
        zh: 'ICMP 差错报文引用第 1 步的连接：状态为 RELATED，引用内容里的 NAT 也会被撤销。',
      },
    },
    {
      step: { wait: 30 },
      note: {
        en: 'The DNS entry’s timer runs out and it is collected; TCP’s has days left.',
        zh: 'DNS 条目的定时器到期并被回收；TCP 的还有好几天。',
      },
    },
    {
      step: {
        packet: {
          in: 'eth1',
          src: '192.168.1.2',
          dst: '192.168.1.1',
          proto: 'udp',
          sport: 5354,
          dport: 53,
          payload: 'query',
        },
        expect: { outcome: 'delivered', to: 'dnsmasq', by: 'filter INPUT 3' },
      },
      note: {
        en: 'The same question to the router itself: INPUT rule 3 lets it in.',
        zh: '同样的查询发给路由器自己：INPUT 第 3 条规则放行。',
      },
    },
    {
      step: {
        packet: {
          in: 'eth0',
          src: '198.51.100.9',
          dst: '203.0.113.1',
          proto: 'udp',
          sport: 4000,
          dport: 161,
          payload: 'public',
        },
        expect: { outcome: 'dropped', by: 'filter INPUT policy' },
      },
      note: {
        en: 'Nobody asked for this one, no rule speaks of it: the policy drops it.',
        zh: '没人请求，也没有规则提到它：由策略丢弃。',
      },
    },
  ],
};
