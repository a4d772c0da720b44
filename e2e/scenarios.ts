import type { Scenario } from '../src/engine/index.ts';

/** A small firewall between eth0 (outside) and eth1 (inside): two packets, one let in, one not. */
export const FIREWALL: Scenario = {
  chainwalk: 1,
  title: 'Small firewall',
  host: {
    hostname: 'fw',
    interfaces: [
      { name: 'eth0', addresses: ['203.0.113.1/24'] },
      { name: 'eth1', addresses: ['192.168.1.1/24'] },
    ],
    routes: ['default via 203.0.113.254 dev eth0'],
    sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
  },
  ruleset: `*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:SERVICES - [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -p tcp -m tcp --dport 80 -j SERVICES
-A INPUT -p udp -j LOG --log-prefix "udp in: "
-A SERVICES -s 198.51.100.0/24 -j DROP
COMMIT
`,
  timeline: [
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '203.0.113.1',
        proto: 'tcp',
        sport: 40000,
        dport: 22,
        flags: 'SYN',
      },
    },
    {
      packet: {
        in: 'eth0',
        src: '198.51.100.7',
        dst: '203.0.113.1',
        proto: 'udp',
        sport: 4000,
        dport: 161,
        payload: 'hi',
      },
    },
  ],
};
