/**
 * What the project exists to teach, as data: each command and each match of the curriculum on a machine of its own, and where a learner meets
 * each topic. What the real tools answer to the commands stands in recorded.json.
 */
import type { PacketDocument, Scenario, Step } from '../../engine/index.ts';
import { icmp, tcp, udp, type Way } from '../gallery/packets.ts';

const HOST: Scenario['host'] = {
  hostname: 'fw',
  interfaces: [
    { name: 'eth0', addresses: ['203.0.113.1/24'] },
    { name: 'eth1', addresses: ['10.10.1.2/24'] },
    { name: 'eth2', addresses: ['10.10.2.2/24'] },
    { name: 'eth4', addresses: ['192.168.1.1/24'] },
  ],
  routes: ['default via 203.0.113.254 dev eth0'],
  sockets: [{ proto: 'tcp', port: 80, process: 'nginx' }],
};

const FROM_146: Way = ['eth4', '192.168.1.146', '192.168.1.1'];
const FROM_127: Way = ['eth4', '192.168.1.127', '192.168.1.1'];
const FROM_9: Way = ['eth4', '192.168.1.9', '192.168.1.1'];
const OUTSIDE: Way = ['eth0', '198.51.100.7', '203.0.113.1'];

const run = (
  title: string,
  commands: readonly (string | PacketDocument)[],
  more: Partial<Scenario> = {},
): Scenario => ({
  chainwalk: 1,
  title,
  host: HOST,
  ...more,
  timeline: commands.map((one): Step => (typeof one === 'string' ? { command: one } : { packet: one })),
});

/** Rules without a target, packets that all of them see, and the counters that tell which matched. */
const counted = (title: string, rules: readonly string[], packets: readonly PacketDocument[]): Scenario =>
  run(title, [
    ...rules.map((rule) => `iptables -A INPUT ${rule}`),
    ...packets,
    'iptables -S INPUT',
    'iptables -t filter -nvxL INPUT --line-numbers',
  ]);

/** The listing of the article: a Docker host's chain as `iptables-save -c` has it. */
export const DOCKER_LISTING = `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER - [0:0]
[13294194:1373541374] -A FORWARD -o docker0 -j DOCKER
${[10306905, 2841077, 91482, 40210, 7754, 6120, 514, 88, 41, 3, 0]
  .map((packets, index) => {
    const bytes = index === 0 ? 1063612492 : packets * 60;
    return `[${packets}:${bytes}] -A DOCKER -d 172.17.0.${index + 2}/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport ${8000 + index} -j ACCEPT`;
  })
  .join('\n')}
COMMIT
`;

const REJECTS = [
  'icmp-net-unreachable',
  'icmp-host-unreachable',
  'icmp-port-unreachable',
  'icmp-proto-unreachable',
  'icmp-net-prohibited',
  'icmp-host-prohibited',
  'icmp-admin-prohibited',
  'tcp-reset',
];
const LEVELS = ['emerg', 'alert', 'crit', 'error', 'warning', 'notice', 'info', 'debug'];

/** Everything the curriculum has people type, and packets that show what it does. */
export const RUNS: readonly Scenario[] = [
  run('commands', [
    'iptables -t filter -A INPUT -p icmp -j ACCEPT',
    'iptables -t filter -A INPUT -p udp -j ACCEPT',
    'iptables -t filter -A INPUT -p sctp -j ACCEPT',
    'iptables -t filter -A INPUT -s 192.168.1.146 -j DROP',
    tcp(FROM_146, 50001, 80),
    'iptables -t filter -I INPUT -s 192.168.1.146 -j ACCEPT',
    tcp(FROM_146, 50002, 80),
    'iptables -t filter -I INPUT 5 -s 192.168.1.146 -j REJECT',
    'iptables -L',
    'iptables -L -n -v -x --line-numbers',
    'iptables -S',
    'iptables -t filter -D INPUT 3',
    'iptables -t filter -D INPUT -s 192.168.1.146 -j DROP',
    'iptables -t filter -D INPUT -s 192.168.1.146 -j DROP',
    'iptables -t filter -R INPUT 3 -s 192.168.1.146 -j ACCEPT',
    'iptables -t filter -P FORWARD ACCEPT',
    'iptables -S',
    'iptables -t filter -F INPUT',
    'iptables -t filter -R INPUT 3 -s 192.168.1.146 -j ACCEPT',
    'iptables -t filter -D INPUT 3',
    'iptables -t filter -I INPUT 5 -s 192.168.1.146 -j REJECT',
    'iptables -t filter -nL INPUT',
  ]),
  run('chains of one’s own', [
    'iptables -t filter -N IN_WEB',
    'iptables -t filter -N IN_WEB',
    'iptables -t filter -I INPUT -p tcp --dport 80 -j IN_WEB',
    'iptables -A IN_WEB -s 192.168.1.146 -j DROP',
    tcp(FROM_146, 50001, 80),
    'iptables -nvxL',
    'iptables -E IN_WEB WEB',
    'iptables -E NOTHING ELSE',
    'iptables -t filter -X WEB',
    'iptables -D INPUT 1',
    'iptables -t filter -X WEB',
    'iptables -t filter -F WEB',
    'iptables -t filter -X WEB',
    'iptables -t filter -X WEB',
    'iptables -t filter -X INPUT',
    'iptables -S',
  ]),
  run('the Docker listing', ['iptables -t filter -nvxL DOCKER --line'], { ruleset: DOCKER_LISTING }),
  counted(
    'basic',
    [
      '-s 192.168.1.146',
      '-s 192.168.1.0/24',
      '-s 192.168.1.146,192.168.1.9',
      '! -s 192.168.1.146',
      '-d 192.168.1.1',
      '! -d 192.168.1.0/24',
      '-p tcp',
      '-p udp',
      '-p icmp',
      '! -p udp',
      '-i eth4',
      '! -i eth4',
      '-o eth4',
    ],
    [tcp(FROM_146, 50001, 80), udp(FROM_9, 50001, 53), icmp(OUTSIDE, 'echo-request')],
  ),
  counted(
    'tcp',
    [
      '-p tcp --dport 22',
      '-p tcp --dport 22:25',
      '-p tcp --dport :22',
      '-p tcp --dport 80:',
      '-p tcp ! --dport 22',
      '-p tcp --sport 22',
      '-p tcp --sport 22:25',
      '-p tcp ! --sport 22:25',
      '-p tcp --tcp-flags SYN,ACK,FIN,RST,URG,PSH SYN',
      '-p tcp --tcp-flags ALL SYN,ACK',
      '-p tcp --syn',
      '-p tcp ! --syn',
    ],
    [
      tcp(FROM_146, 50001, 22),
      tcp(FROM_146, 24, 25),
      tcp(FROM_146, 50003, 80, { flags: 'SYN,ACK' }),
      tcp(FROM_146, 50004, 8080, { flags: 'ACK' }),
    ],
  ),
  counted(
    'udp',
    ['-p udp --dport 137', '-p udp --dport 137:157', '-p udp --sport 137', '-p udp ! --dport 137'],
    [udp(FROM_146, 137, 137), udp(FROM_146, 50001, 157), udp(FROM_146, 50001, 158)],
  ),
  counted(
    'icmp',
    [
      '-p icmp --icmp-type 8/0',
      '-p icmp --icmp-type 8',
      '-p icmp --icmp-type 0/0',
      '-p icmp --icmp-type "echo-request"',
      '-p icmp ! --icmp-type echo-request',
    ],
    [icmp(FROM_146, 'echo-request'), icmp(FROM_146, 'echo-reply'), icmp(FROM_146, 'echo-request', { icmpCode: 1 })],
  ),
  run('multiport', [
    'iptables -A INPUT -p udp -m multiport --sports 137,138',
    'iptables -A INPUT -p tcp -m multiport ! --dports 22,80',
    'iptables -A INPUT -p tcp -m multiport --dports 80:88',
    'iptables -A INPUT -p tcp -m multiport --dports 22,80:88',
    'iptables -A INPUT -p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15',
    'iptables -A INPUT -p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16',
    'iptables -A INPUT -m multiport --dports 80',
    udp(FROM_146, 138, 50),
    tcp(FROM_146, 50001, 22),
    tcp(FROM_146, 50002, 85),
    tcp(FROM_146, 50003, 15),
    'iptables -S INPUT',
    'iptables -t filter -nvxL INPUT --line-numbers',
  ]),
  counted(
    'iprange',
    [
      '-m iprange --src-range 192.168.1.127-192.168.1.146',
      '-m iprange ! --src-range 192.168.1.127-192.168.1.146',
      '-m iprange --dst-range 192.168.1.1-192.168.1.2',
      '-m iprange ! --dst-range 192.168.1.1-192.168.1.2',
    ],
    [udp(FROM_127, 1, 1), udp(FROM_146, 1, 1), udp(FROM_9, 1, 1), udp(OUTSIDE, 1, 1)],
  ),
  counted(
    'string',
    [
      '-m string --algo bm --string "OOXX"',
      '-m string --algo kmp --string "OOXX"',
      '-m string --algo bm ! --string "OOXX"',
      '-m string --algo kmp --icase --string "OOXX"',
    ],
    [
      udp(FROM_146, 1, 1, { payload: 'a text with OOXX in it' }),
      udp(FROM_146, 1, 1, { payload: 'a text with ooxx in it' }),
    ],
  ),
  run('time', [
    'iptables -A INPUT -m time --timestart 09:00:00 --timestop 18:00:00',
    'iptables -A INPUT -m time --weekdays 6,7',
    'iptables -A INPUT -m time ! --monthdays 22,23',
    'iptables -A INPUT -m time --timestart 09:00:00 --timestop 18:00:00 --weekdays 6,7',
    'iptables -A INPUT -m time --weekdays 6,7 ! --monthdays 22,23',
    'iptables -A INPUT -m time --datestart 2017-12-24 --datestop 2017-12-27',
    'iptables -S INPUT',
    'iptables -t filter -nL INPUT --line-numbers',
  ]),
  run('connlimit', [
    'iptables -A INPUT -p tcp --dport 80 -m connlimit --connlimit-above 2 -j REJECT',
    'iptables -A INPUT -p tcp --dport 80 -m connlimit --connlimit-above 3 --connlimit-mask 24 -j REJECT',
    'iptables -A INPUT -p tcp --dport 80 -m connlimit --connlimit-above 2 --connlimit-mask 27',
    ...[50001, 50002, 50003].map((port) => tcp(FROM_146, port, 80)),
    tcp(FROM_127, 50004, 80),
    tcp(FROM_127, 50005, 80),
    'iptables -S INPUT',
    'iptables -t filter -nvxL INPUT --line-numbers',
  ]),
  run('limit', [
    'iptables -A INPUT -p icmp --icmp-type 8 -m limit --limit 10/minute --limit-burst 3 -j ACCEPT',
    'iptables -A INPUT -p icmp -j REJECT',
    ...[1, 2, 3, 4, 5].map((icmpSeq) => icmp(FROM_146, 'echo-request', { icmpId: 1, icmpSeq })),
    'iptables -S INPUT',
    'iptables -t filter -nvxL INPUT --line-numbers',
  ]),
  run('state', [
    'iptables -t raw -A PREROUTING -p udp --dport 53 -j NOTRACK',
    ...['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'].map(
      (state) => `iptables -A INPUT -m state --state ${state}`,
    ),
    'iptables -A INPUT -m state ! --state NEW',
    'iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED',
    'iptables -A INPUT -m conntrack ! --ctstate INVALID,UNTRACKED',
    tcp(FROM_146, 50001, 80),
    tcp(FROM_146, 50002, 80, { flags: 'SYN,ACK' }),
    udp(FROM_146, 50001, 53),
    udp(FROM_146, 50001, 54),
    'iptables -S INPUT',
    'iptables -t filter -nvxL INPUT --line-numbers',
  ]),
  run('verdicts', [
    ...REJECTS.map((type, index) => `iptables -A INPUT -p tcp --dport ${1000 + index} -j REJECT --reject-with ${type}`),
    'iptables -A INPUT -p udp -j REJECT --reject-with tcp-reset',
    'iptables -N CHAIN',
    'iptables -A INPUT -p tcp --dport 2000 -j CHAIN',
    'iptables -A CHAIN -s 192.168.1.146 -j RETURN',
    'iptables -A CHAIN -j DROP',
    'iptables -A INPUT -p tcp --dport 2000 -j ACCEPT',
    ...REJECTS.map((_, index) => tcp(FROM_146, 50001, 1000 + index)),
    tcp(FROM_146, 50001, 2000),
    tcp(FROM_9, 50001, 2000),
    'iptables -S',
    'iptables -nvxL',
  ]),
  run('LOG', [
    ...LEVELS.map((level, index) => `iptables -A INPUT -p udp --dport ${100 + index} -j LOG --log-level ${level}`),
    'iptables -I INPUT -p tcp --dport 22 -m state --state NEW -j LOG --log-prefix "want-in-from-port-22"',
    'iptables -A INPUT -j LOG --log-prefix "a prefix of thirty letters, 30"',
    'iptables -A INPUT -p tcp --dport 23 -j LOG --log-prefix "a prefix of 29 letters, is ok"',
    tcp(FROM_146, 50001, 22),
    tcp(FROM_146, 50001, 23),
    ...LEVELS.map((_, index) => udp(FROM_146, 50001, 100 + index)),
    'iptables -S INPUT',
    'iptables -nvxL INPUT',
  ]),
  run('nat', [
    'iptables -t nat -A POSTROUTING -s 192.168.1.0/24 -o eth0 -p udp -j SNAT --to-source 203.0.113.1',
    'iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE',
    'iptables -t nat -A PREROUTING -i eth0 -p tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80',
    'iptables -t nat -A PREROUTING -i eth4 -p tcp --dport 8081 -j REDIRECT --to-ports 80',
    udp(['eth4', '192.168.1.146', '198.51.100.53'], 50001, 53),
    tcp(['eth4', '192.168.1.146', '198.51.100.80'], 50001, 80),
    tcp(OUTSIDE, 50001, 8080),
    tcp(['eth4', '192.168.1.146', '198.51.100.80'], 50002, 8081),
    'iptables -t nat -S',
    'iptables -t nat -nvxL',
  ]),
  run('mangle', [
    'iptables -t mangle -A PREROUTING -i eth4 -p tcp --dport 22 -j TOS --set-tos 0x10',
    'iptables -t mangle -A PREROUTING -i eth4 -p tcp --dport 23 -j TOS --set-tos Maximize-Throughput',
    'iptables -t mangle -A PREROUTING -i eth4 -j TTL --ttl-set 64',
    'iptables -t mangle -A PREROUTING -i eth0 -j TTL --ttl-dec 1',
    'iptables -t mangle -A PREROUTING -i eth0 -j TTL --ttl-inc 2',
    'iptables -t mangle -A FORWARD -m tos --tos 0x10',
    'iptables -t mangle -A FORWARD -m ttl --ttl-eq 63',
    tcp(['eth4', '192.168.1.146', '198.51.100.80'], 50001, 22, { ttl: 10 }),
    tcp(['eth4', '192.168.1.146', '198.51.100.80'], 50002, 23, { ttl: 11 }),
    'iptables -t mangle -S',
    'iptables -t mangle -nvxL',
  ]),
  run('marks and policy routing', [
    'iptables -t mangle -A PREROUTING -i eth4 -p tcp --dport 80 -j MARK --set-mark 1',
    'iptables -t mangle -A PREROUTING -i eth4 -p udp --dport 53 -j MARK --set-mark 2',
    'ip rule add from all fwmark 1 table 10',
    'ip rule add from all fwmark 2 table 20',
    'ip route add default via 10.10.1.1 dev eth1 table 10',
    'ip route add default via 10.10.2.1 dev eth2 table 20',
    'iptables -A FORWARD -o eth1',
    'iptables -A FORWARD -o eth2',
    'iptables -A FORWARD -o eth0',
    tcp(['eth4', '192.168.1.146', '198.51.100.80'], 50001, 80),
    udp(['eth4', '192.168.1.146', '198.51.100.53'], 50001, 53),
    tcp(['eth4', '192.168.1.146', '198.51.100.80'], 50001, 22),
    'ip rule show',
    'ip route show table 10',
    'ip route show table 20',
    'iptables -t mangle -S PREROUTING',
    'iptables -nvxL FORWARD',
  ]),
  run('raw', [
    'iptables -t raw -A PREROUTING -p udp --dport 53 -j NOTRACK',
    'iptables -t raw -A PREROUTING -p udp --dport 54 -j CT --notrack',
    'iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp',
    'iptables -A INPUT -p udp -m state --state UNTRACKED',
    udp(FROM_146, 50001, 53),
    udp(FROM_146, 50001, 54),
    udp(FROM_146, 50001, 55),
    'iptables -t raw -S',
    'iptables -nvxL INPUT',
  ]),
];
