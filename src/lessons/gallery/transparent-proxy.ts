import type { GalleryScenario } from './gallery-scenario.ts';
import { tcp, udp } from './packets.ts';

const RULESET = `*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:DIVERT - [0:0]
-A PREROUTING -p tcp -m socket --transparent -j DIVERT
-A PREROUTING -i eth1 -p tcp -m tcp --dport 443 -j TPROXY --on-port 3129 --on-ip 0.0.0.0 --tproxy-mark 0x1/0x1
-A DIVERT -j MARK --set-xmark 0x1/0xffffffff
-A DIVERT -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -d 192.168.1.0/24 -i eth1 -j RETURN
-A PREROUTING -s 192.168.1.9/32 -i eth1 -j RETURN
-A PREROUTING -i eth1 -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 3128
-A OUTPUT -p tcp -m tcp --dport 80 -m owner --uid-owner 13 -j RETURN
-A OUTPUT -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 3128
-A POSTROUTING -o eth0 -j MASQUERADE
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -i eth1 -p tcp -m tcp --dport 3128 -m conntrack --ctstate DNAT -j ACCEPT
-A INPUT -i eth1 -m mark --mark 0x1 -j ACCEPT
-A INPUT -p tcp -m tcp --dport 3128 -j REJECT --reject-with tcp-reset
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -i eth1 -p udp -m udp --dport 53 -m string --string "OOXX" --algo bm --to 65535 -j DROP
-A FORWARD -i eth1 -p udp -m udp --dport 53 -m string --string "ads" --algo kmp --to 65535 -j REJECT --reject-with icmp-port-unreachable
-A FORWARD -i eth1 -p udp -m udp --dport 53 -j ACCEPT
-A FORWARD -i eth1 -p udp -m udp --dport 443 -j REJECT --reject-with icmp-port-unreachable
-A FORWARD -s 192.168.1.9/32 -i eth1 -j ACCEPT
COMMIT
`;

const WEB = '198.51.100.80';

export const transparentProxy: GalleryScenario = {
  id: 'transparent-proxy',
  title: { en: 'Transparent proxy', zh: '透明代理' },
  description: {
    en:
      'Squid sees the web traffic of a network that was never told of it, in the two ways there are: port 80 by REDIRECT, which rewrites the destination, ' +
      'and port 443 by TPROXY, which rewrites nothing and bends the route instead.',
    zh: 'Squid 接管一个网络的 Web 流量，而网络里谁也不知道。方法有两种：80 端口用 REDIRECT，改写目的地址；443 端口用 TPROXY，什么也不改，只把路由拐个弯。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'proxy',
      interfaces: [
        { name: 'eth0', addresses: ['203.0.113.1/24'] },
        { name: 'eth1', addresses: ['192.168.1.1/24'] },
      ],
      routes: ['default via 203.0.113.254 dev eth0', 'local 0.0.0.0/0 dev lo table 100'],
      rules: ['from all fwmark 1 table 100'],
      sockets: [
        { proto: 'tcp', port: 3128, process: 'squid', uid: 13 },
        { proto: 'tcp', port: 3129, process: 'squid-tls', uid: 13, transparent: true },
      ],
    },
    ruleset: RULESET,
  },
  timeline: [
    {
      step: {
        packet: tcp(['eth1', '192.168.1.20', WEB], 40001, 80),
        expect: { outcome: 'delivered', to: 'squid', packet: { dst: '192.168.1.1', dport: 3128 } },
      },
      note: {
        en: 'A laptop asks a web server. REDIRECT writes the proxy’s own address into the packet; the route now ends here.',
        zh: '笔记本访问 Web 服务器。REDIRECT 把代理自己的地址写进包里，路由于是到此为止。',
      },
    },
    {
      step: {
        packet: {
          from: 'local',
          src: '203.0.113.1',
          dst: WEB,
          proto: 'tcp',
          sport: 45001,
          dport: 80,
          flags: 'SYN',
          uid: 13,
        },
        expect: { outcome: 'sent', to: 'eth0', packet: { dst: WEB, dport: 80 } },
      },
      note: {
        en: 'Squid (uid 13) fetches the page itself. Without the RETURN for its uid it would be turned back to itself, for ever.',
        zh: 'Squid（uid 13）自己去取页面。没有那条按 uid 的 RETURN，它会被转回自己，没完没了。',
      },
    },
    {
      step: {
        packet: {
          from: 'local',
          src: '203.0.113.1',
          dst: WEB,
          proto: 'tcp',
          sport: 45002,
          dport: 80,
          flags: 'SYN',
          uid: 0,
        },
        expect: { packet: { dport: 3128 } },
      },
      note: {
        en: 'Root’s `curl` on the same machine: redirected to the proxy like everyone else.',
        zh: '同一台机器上 root 的 `curl`：和别人一样被转到代理。',
      },
    },
    {
      step: {
        packet: tcp(['eth1', '192.168.1.20', WEB], 40002, 443),
        expect: { outcome: 'delivered', to: 'squid-tls', packet: { dst: WEB, dport: 443 } },
      },
      note: {
        en: 'Port 443: TPROXY sets a mark, table 100 calls every address local. The packet arrives with its destination untouched.',
        zh: '443 端口：TPROXY 打上标记，100 号表把所有地址都当成本机。包到达时目的地址原样不动。',
      },
    },
    { step: { command: 'ip rule show' }, note: { en: 'The rule that bends the route…', zh: '让路由拐弯的规则……' } },
    {
      step: { command: 'ip route show table 100', expect: { stdout: 'local default dev lo' } },
      note: {
        en: '…and the table in which every address is this machine.',
        zh: '……以及把所有地址都当作本机的路由表。',
      },
    },
    {
      step: {
        packet: tcp(['eth1', '192.168.1.20', '192.168.1.1'], 40003, 3128),
        expect: { outcome: 'rejected', by: 'filter INPUT 5' },
      },
      note: {
        en: 'Somebody uses the proxy by hand: not DNAT, so refused. `--ctstate DNAT` tells the two apart.',
        zh: '有人手动使用代理：没经过 DNAT，拒绝。`--ctstate DNAT` 能分辨这两种。',
      },
    },
    {
      step: {
        packet: tcp(['eth1', '192.168.1.9', WEB], 40004, 80),
        expect: { outcome: 'forwarded', to: 'eth0', packet: { src: '203.0.113.1', dport: 80 } },
      },
      note: { en: 'The television is exempt: RETURN before REDIRECT.', zh: '电视机例外：REDIRECT 之前就 RETURN 了。' },
    },
    {
      step: {
        packet: udp(['eth1', '192.168.1.20', '8.8.8.8'], 40005, 53, { payload: 'www.OOXX.example' }),
        expect: { outcome: 'dropped', by: 'filter FORWARD 2' },
      },
      note: {
        en: 'A name with OOXX in it is never asked. `string` looks at the bytes of one packet, wherever they stand.',
        zh: '含有 OOXX 的名字永远问不出去。`string` 只看一个包的字节，不管在什么位置。',
      },
    },
    {
      step: {
        packet: udp(['eth1', '192.168.1.20', '8.8.8.8'], 40006, 53, { payload: 'www.ooxx.example' }),
        expect: { outcome: 'forwarded', by: 'filter FORWARD 4' },
      },
      note: { en: 'In small letters it passes: there is no `--icase`.', zh: '小写就通过了：没有加 `--icase`。' },
    },
    {
      step: {
        packet: udp(['eth1', '192.168.1.20', WEB], 40007, 443),
        expect: { outcome: 'rejected', by: 'filter FORWARD 5' },
      },
      note: {
        en: 'QUIC is refused with an ICMP error, so that the browser falls back to TCP, which the proxy can take.',
        zh: 'QUIC 以 ICMP 错误拒绝，浏览器就退回 TCP，代理才接得住。',
      },
    },
  ],
};
