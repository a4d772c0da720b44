import type { GalleryScenario } from './gallery-scenario.ts';
import { icmp, tcp, udp } from './packets.ts';

const RULESET = `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -d 203.0.113.2/32 -i eth0 -p tcp -m multiport --dports 80,443 -j DNAT --to-destination 172.16.1.10
-A PREROUTING -d 203.0.113.3/32 -i eth0 -p tcp -m multiport --dports 25,465,587,993 -j DNAT --to-destination 172.16.1.25
-A POSTROUTING -s 172.16.1.25/32 -o eth0 -j SNAT --to-source 203.0.113.3
-A POSTROUTING -s 172.16.1.0/24 -o eth0 -j SNAT --to-source 203.0.113.2
-A POSTROUTING -s 192.168.1.0/24 -o eth0 -j SNAT --to-source 203.0.113.2
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DMZ-LAN - [0:0]
:DMZ-NET - [0:0]
:LAN-DMZ - [0:0]
:NET-DMZ - [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -s 192.168.1.0/24 -i eth1 -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -i eth1 -p icmp -m icmp --icmp-type 8 -j ACCEPT
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -m conntrack --ctstate INVALID -j DROP
-A FORWARD -i eth0 -o eth2 -j NET-DMZ
-A FORWARD -i eth1 -o eth2 -j LAN-DMZ
-A FORWARD -i eth2 -o eth0 -j DMZ-NET
-A FORWARD -i eth2 -o eth1 -j DMZ-LAN
-A FORWARD -i eth1 -o eth0 -j ACCEPT
-A DMZ-LAN -s 172.16.1.10/32 -d 192.168.1.50/32 -p tcp -m tcp --dport 5432 -j ACCEPT
-A DMZ-LAN -m limit --limit 5/min -j LOG --log-prefix "dmz-to-lan: " --log-level 1
-A DMZ-LAN -p tcp -j REJECT --reject-with tcp-reset
-A DMZ-LAN -j REJECT --reject-with icmp-admin-prohibited
-A DMZ-NET -s 172.16.1.25/32 -p tcp -m tcp --dport 25 -j ACCEPT
-A DMZ-NET -p udp -m udp --dport 53 -j ACCEPT
-A DMZ-NET -p tcp -m multiport --dports 53,80,443 -j ACCEPT
-A DMZ-NET -j REJECT --reject-with icmp-host-prohibited
-A LAN-DMZ -p tcp -m multiport --dports 22,25,80,110,143,443,465,587,993,995,2525,4190,8080,8443,9100 -j ACCEPT
-A LAN-DMZ -p icmp -m icmp --icmp-type 8 -j ACCEPT
-A LAN-DMZ -j REJECT --reject-with icmp-port-unreachable
-A NET-DMZ -d 172.16.1.10/32 -p tcp -m multiport --dports 80,443 -j ACCEPT
-A NET-DMZ -d 172.16.1.25/32 -p tcp -m multiport --dports 25,465,587,993 -j ACCEPT
COMMIT
`;

export const dmz: GalleryScenario = {
  id: 'dmz',
  title: { en: 'DMZ: three legs, one wall', zh: 'DMZ：三条腿，一堵墙' },
  description: {
    en:
      'The Internet on eth0, people on eth1, servers on eth2. One chain for each pair of directions: whoever breaks into the web server ' +
      'finds one door into the inner network, the database’s, and an alarm behind all others.',
    zh: 'eth0 是互联网，eth1 是员工，eth2 是服务器。每个方向一条链：谁攻下了 Web 服务器，也只找得到一扇通往内网的门，就是数据库那扇；别的门后都是警报。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'wall',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.2/29', '203.0.113.3/29'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
        { name: 'eth2', addresses: ['172.16.1.1/24'] },
      ],
      routes: ['default via 203.0.113.1 dev eth0'],
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
    },
    ruleset: RULESET,
  },
  timeline: [
    {
      step: {
        packet: tcp(['eth0', '198.51.100.7', '203.0.113.2'], 50000, 443),
        expect: { outcome: 'forwarded', to: 'eth2', by: 'filter NET-DMZ 1', packet: { dst: '172.16.1.10' } },
      },
      note: {
        en: 'A visitor of the shop. DNAT chooses the machine by the public address, NET-DMZ lets it in.',
        zh: '商店的访客。DNAT 按公网地址选机器，NET-DMZ 放行。',
      },
    },
    {
      step: {
        reply: { to: 1, flags: 'SYN,ACK' },
        expect: { outcome: 'forwarded', state: 'ESTABLISHED', packet: { src: '203.0.113.2', sport: 443 } },
      },
      note: {
        en: 'The answer needs no rule of DMZ-NET: it is ESTABLISHED.',
        zh: '应答用不着 DMZ-NET 的规则：它是 ESTABLISHED。',
      },
    },
    {
      step: {
        packet: tcp(['eth2', '172.16.1.10', '192.168.1.50'], 41000, 5432),
        expect: { outcome: 'forwarded', to: 'eth1', by: 'filter DMZ-LAN 1' },
      },
      note: { en: 'The shop asks its database: the one door inwards.', zh: '商店查询数据库：通往内网的唯一一扇门。' },
    },
    {
      step: {
        packet: tcp(['eth2', '172.16.1.10', '192.168.1.50'], 41001, 22),
        expect: { outcome: 'rejected', by: 'filter DMZ-LAN 3', log: 'dmz-to-lan: IN=eth2 OUT=eth1' },
      },
      note: {
        en: 'SSH from the web server inwards: nobody has a reason to. It is logged as an alert and reset.',
        zh: '从 Web 服务器往内网 SSH：没有人有理由这么做。以 alert 级别记录，并以 RST 拒绝。',
      },
    },
    {
      step: {
        packet: udp(['eth2', '172.16.1.25', '192.168.1.50'], 41002, 161),
        expect: { outcome: 'rejected', by: 'filter DMZ-LAN 4' },
      },
      note: {
        en: 'The same by UDP: a reset exists only in TCP, so the answer is an ICMP error.',
        zh: '同样的事换成 UDP：RST 只有 TCP 才有，所以用 ICMP 错误回答。',
      },
    },
    {
      step: {
        packet: tcp(['eth2', '172.16.1.10', '198.51.100.99'], 41003, 6667),
        expect: { outcome: 'rejected', by: 'filter DMZ-NET 4' },
      },
      note: {
        en: 'A server that calls home to IRC: what a break-in looks like from here.',
        zh: '服务器主动连出去上 IRC：从这里看，入侵就是这个样子。',
      },
    },
    {
      step: {
        packet: tcp(['eth2', '172.16.1.25', '198.51.100.25'], 41004, 25),
        expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '203.0.113.3' } },
      },
      note: {
        en: 'Mail leaves with the mail server’s own public address: the first SNAT rule that matches decides.',
        zh: '邮件以邮件服务器自己的公网地址发出：第一条匹配的 SNAT 规则说了算。',
      },
    },
    {
      step: {
        packet: tcp(['eth1', '192.168.1.20', '172.16.1.25'], 42000, 993),
        expect: { outcome: 'forwarded', to: 'eth2', by: 'filter LAN-DMZ 1' },
      },
      note: {
        en: 'Fifteen ports in one rule: as many as multiport takes.',
        zh: '一条规则十五个端口：multiport 最多就这么多。',
      },
    },
    {
      step: {
        command: 'iptables -A LAN-DMZ -p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16 -j ACCEPT',
        expect: { exit: 2 },
      },
      note: {
        en: 'A sixteenth is refused: too many ports specified.',
        zh: '第十六个会被拒绝：too many ports specified。',
      },
    },
    {
      step: {
        packet: tcp(['eth0', '198.51.100.7', '203.0.113.2'], 50001, 22),
        expect: { outcome: 'dropped', by: 'filter INPUT policy' },
      },
      note: {
        en: 'SSH from outside: no DNAT, so it is for the firewall itself, and INPUT’s policy swallows it.',
        zh: '外部来的 SSH：没有 DNAT，所以是给防火墙自己的，被 INPUT 的默认策略吞掉。',
      },
    },
    {
      step: {
        packet: icmp(['eth1', '192.168.1.20', '172.16.1.10'], 'echo-request', { icmpId: 7, icmpSeq: 1 }),
        expect: { outcome: 'forwarded', to: 'eth2', by: 'filter LAN-DMZ 2' },
      },
      note: { en: 'A ping from a desk to the web server.', zh: '办公桌上 ping 一下 Web 服务器。' },
    },
  ],
};
