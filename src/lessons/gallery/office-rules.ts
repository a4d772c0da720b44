/** The office's rules as its administrators kept them over the years: lists, and the lines that came of them. */

/** Networks that attacked once and were never taken off the list. */
const BLOCKED = [
  '5.188.206.0/24',
  '31.184.198.0/24',
  '45.9.20.0/24',
  '45.95.147.0/24',
  '45.129.56.0/24',
  '45.134.26.0/24',
  '45.143.200.0/22',
  '61.177.172.0/23',
  '77.247.110.0/24',
  '78.128.113.0/24',
  '80.94.92.0/23',
  '80.82.77.0/24',
  '85.209.11.0/24',
  '87.251.75.0/24',
  '89.248.160.0/21',
  '91.92.240.0/20',
  '91.240.118.0/24',
  '92.63.196.0/23',
  '92.118.160.0/24',
  '94.102.49.0/24',
  '103.145.13.0/24',
  '103.207.36.0/22',
  '109.237.96.0/20',
  '112.85.42.0/24',
  '116.31.116.0/24',
  '141.98.10.0/23',
  '162.142.125.0/24',
  '167.94.138.0/24',
  '176.111.174.0/24',
  '179.43.128.0/18',
  '185.156.72.0/22',
  '185.220.100.0/22',
  '185.234.216.0/22',
  '193.27.228.0/23',
  '193.142.146.0/24',
  '194.26.29.0/24',
  '194.165.16.0/23',
  '195.54.160.0/23',
  '212.70.149.0/24',
  '218.92.0.0/24',
  '222.186.0.0/16',
  '223.111.20.0/24',
];

/** Each has 10.80.n.0/24 behind the VPN. */
const BRANCHES = [
  'Aachen',
  'Basel',
  'Bilbao',
  'Bremen',
  'Brno',
  'Cork',
  'Dijon',
  'Essen',
  'Gent',
  'Graz',
  'Kiel',
  'Leeds',
  'Linz',
  'Lund',
  'Metz',
  'Nantes',
  'Odense',
  'Padua',
  'Porto',
  'Riga',
  'Split',
  'Tartu',
  'Turin',
  'Zwolle',
];

interface Server {
  readonly name: string;
  readonly address: string;
  readonly tcp: string;
  readonly udp?: string;
}

const SERVERS: readonly Server[] = [
  { name: 'dc1', address: '192.168.2.10', tcp: '88,135,389,445,464,636,3268', udp: '53,88,123,389,464' },
  { name: 'dc2', address: '192.168.2.11', tcp: '88,135,389,445,464,636,3268', udp: '53,88,123,389,464' },
  { name: 'files', address: '192.168.2.20', tcp: '139,445', udp: '137,138' },
  { name: 'mail', address: '192.168.2.25', tcp: '25,143,465,587,993' },
  { name: 'terminal', address: '192.168.2.30', tcp: '3389' },
  { name: 'wiki', address: '192.168.2.40', tcp: '80,443' },
  { name: 'tickets', address: '192.168.2.41', tcp: '80,443' },
  { name: 'git', address: '192.168.2.42', tcp: '22,80,443' },
  { name: 'build', address: '192.168.2.43', tcp: '443,8080:8088' },
  { name: 'erp', address: '192.168.2.50', tcp: '443,3200:3299' },
  { name: 'erp-test', address: '192.168.2.51', tcp: '443,3200:3299' },
  { name: 'time', address: '192.168.2.60', tcp: '443', udp: '123' },
  { name: 'phones', address: '192.168.2.70', tcp: '5060:5061', udp: '5060:5061,10000:20000' },
  { name: 'print', address: '192.168.2.80', tcp: '515,631,9100' },
  { name: 'backup', address: '192.168.2.90', tcp: '873,9102:9103' },
  { name: 'monitoring', address: '192.168.2.95', tcp: '443', udp: '162,514' },
];

interface Department {
  readonly name: string;
  /** Of 192.168.1.0/24. */
  readonly range: string;
  readonly servers: readonly string[];
}

const DEPARTMENTS: readonly Department[] = [
  {
    name: 'management',
    range: '192.168.1.10-192.168.1.19',
    servers: ['dc1', 'dc2', 'files', 'mail', 'wiki', 'erp', 'phones', 'print'],
  },
  {
    name: 'accounts',
    range: '192.168.1.20-192.168.1.39',
    servers: ['dc1', 'dc2', 'files', 'mail', 'erp', 'phones', 'print', 'time'],
  },
  {
    name: 'sales',
    range: '192.168.1.40-192.168.1.63',
    servers: ['dc1', 'dc2', 'files', 'mail', 'wiki', 'tickets', 'erp', 'phones', 'print'],
  },
  {
    name: 'development',
    range: '192.168.1.127-192.168.1.146',
    servers: ['dc1', 'dc2', 'files', 'mail', 'wiki', 'tickets', 'git', 'build', 'erp-test', 'phones'],
  },
  {
    name: 'support',
    range: '192.168.1.150-192.168.1.169',
    servers: ['dc1', 'dc2', 'mail', 'wiki', 'tickets', 'terminal', 'phones', 'monitoring'],
  },
  { name: 'admins', range: '192.168.1.240-192.168.1.250', servers: SERVERS.map(({ name }) => name) },
];

const ports = (proto: 'tcp' | 'udp', list: string): string =>
  /[,]/.test(list) ? `-p ${proto} -m multiport --dports ${list}` : `-p ${proto} -m ${proto} --dport ${list}`;

function reach(chain: string, who: string, name: string, department: string): readonly string[] {
  const server = SERVERS.find((one) => one.name === name);
  if (server === undefined) return [];
  const rule = (proto: 'tcp' | 'udp', list: string): string =>
    `-A ${chain} -d ${server.address}/32 ${ports(proto, list)} ${who} -m comment --comment "${department}: ${name}" -j ACCEPT`;
  return [rule('tcp', server.tcp), ...(server.udp === undefined ? [] : [rule('udp', server.udp)])];
}

const blocklist = BLOCKED.map((network) => `-A BLOCKLIST -s ${network} -j DROP`);

const departments = DEPARTMENTS.flatMap(({ name, range, servers }) =>
  servers.flatMap((server) => reach('STAFF', `-m iprange --src-range ${range}`, server, name)),
);

const branches = BRANCHES.flatMap((branch, index) => {
  const network = `10.80.${index + 1}.0/24`;
  const words = `-m comment --comment "branch ${branch}"`;
  return [
    `-A BRANCHES -s ${network} -d 192.168.2.25/32 -p tcp -m multiport --dports 143,465,587,993 ${words} -j ACCEPT`,
    `-A BRANCHES -s ${network} -d 192.168.2.50/32 -p tcp -m tcp --dport 443 ${words} -j ACCEPT`,
    `-A BRANCHES -s ${network} -d 192.168.2.70/32 -p udp -m udp --dport 5060 ${words} -j ACCEPT`,
  ];
});

export const OFFICE_RULES = `*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -i eth4 -j TTL --ttl-set 64
-A POSTROUTING -o eth0 -p tcp -m tcp --dport 22 -j TOS --set-tos 0x10/0x3f
-A POSTROUTING -o eth0 -p udp -m udp --dport 10000:20000 -j TOS --set-tos 0xb8/0xff
-A POSTROUTING -o eth0 -p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -d 203.0.113.10/32 -i eth0 -p tcp -m multiport --dports 25,465,587 -j DNAT --to-destination 192.168.2.25
-A PREROUTING -d 203.0.113.10/32 -i eth0 -p tcp -m tcp --dport 443 -j DNAT --to-destination 192.168.2.41
-A POSTROUTING -s 192.168.0.0/16 -o eth0 -j SNAT --to-source 203.0.113.10
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:BLOCKLIST - [0:0]
:BRANCHES - [0:0]
:GUESTS - [0:0]
:INTERNET - [0:0]
:LAST - [0:0]
:MAIL-IN - [0:0]
:PRINTERS - [0:0]
:SCANS - [0:0]
:STAFF - [0:0]
:STAFF-TRAINEES - [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT ! -i eth0 -p icmp -m icmp --icmp-type 8/0 -j ACCEPT
-A INPUT -p icmp -m icmp --icmp-type 8/0 -m limit --limit 10/min --limit-burst 3 -j ACCEPT
-A INPUT -p icmp -m icmp --icmp-type 8/0 -j REJECT --reject-with icmp-admin-prohibited
-A INPUT -i eth1 -p tcp -m tcp --dport 22 -m iprange --src-range 192.168.1.240-192.168.1.250 -j ACCEPT
-A INPUT -s 192.168.2.95/32 -i eth2 -p udp -m udp --dport 161 -j ACCEPT
-A INPUT -i eth0 -p udp -m multiport --dports 500,4500 -j ACCEPT
-A INPUT -p udp -m udp --dport 137:157 -j DROP
-A INPUT -p udp -m multiport --sports 137,138 -j DROP
-A INPUT -j LAST
-A FORWARD -m state --state RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -m state --state INVALID -j DROP
-A FORWARD -i eth0 -j BLOCKLIST
-A FORWARD -i eth0 -p tcp -j SCANS
-A FORWARD -i eth1 -o eth2 -j STAFF
-A FORWARD -i eth1 -o eth0 -j INTERNET
-A FORWARD -i eth3 -o eth0 -j GUESTS
-A FORWARD -i tun0 -o eth2 -j BRANCHES
-A FORWARD ! -i eth4 -o eth4 -j PRINTERS
-A FORWARD -i eth0 -o eth2 -j MAIL-IN
-A FORWARD -s 192.168.2.0/24 -i eth2 -o eth0 -j ACCEPT
-A FORWARD -j LAST
${blocklist.join('\n')}
${branches.join('\n')}
-A BRANCHES -m comment --comment "Turin moves, 2017" -m time --datestart 2017-12-24T00:00:00 --datestop 2017-12-27T00:00:00 -j ACCEPT
-A BRANCHES -j REJECT --reject-with icmp-net-prohibited
-A GUESTS -d 192.168.0.0/16 -j REJECT --reject-with icmp-net-unreachable
-A GUESTS -p tcp -m connlimit --connlimit-above 20 --connlimit-mask 27 --connlimit-saddr -j REJECT --reject-with tcp-reset
-A GUESTS -p tcp -m multiport ! --dports 22,80,443,993 -j REJECT --reject-with tcp-reset
-A GUESTS ! -p udp -m time --weekdays Sat,Sun -j DROP
-A GUESTS -p udp -m multiport ! --dports 53,123,443 -j REJECT --reject-with icmp-proto-unreachable
-A GUESTS -j ACCEPT
-A INTERNET -m iprange --src-range 192.168.1.200-192.168.1.220 -m time --timestart 09:00:00 --timestop 18:00:00 --weekdays Mon,Tue,Wed,Thu,Fri -j ACCEPT
-A INTERNET -m iprange --src-range 192.168.1.200-192.168.1.220 -j REJECT --reject-with icmp-host-unreachable
-A INTERNET -p udp -m multiport --sports 137,138 -j DROP
-A INTERNET -p tcp -m multiport --dports 22,80:88 -j ACCEPT
-A INTERNET -p tcp -m multiport --dports 443,465,587,993,8443 -j ACCEPT
-A INTERNET -s 192.168.1.40/29 -p tcp -m tcp --dport 1024:65535 -m time ! --monthdays 22,23 -j ACCEPT
-A INTERNET -p udp -m udp --dport 53 -j REJECT --reject-with icmp-port-unreachable
-A INTERNET -p udp -m multiport --dports 123,443 -j ACCEPT
-A INTERNET -p icmp -m icmp --icmp-type 8 -m limit --limit 10/min --limit-burst 3 -j ACCEPT
-A INTERNET -p icmp -j REJECT --reject-with icmp-host-prohibited
-A LAST -m limit --limit 6/min -j LOG --log-prefix "office: " --log-level 5
-A LAST -p tcp -j REJECT --reject-with tcp-reset
-A LAST -p udp -j REJECT --reject-with icmp-port-unreachable
-A LAST -j REJECT --reject-with icmp-proto-unreachable
-A MAIL-IN -d 192.168.2.25/32 -p tcp -m tcp --dport 25 -m connlimit --connlimit-above 10 --connlimit-mask 24 --connlimit-saddr -j REJECT --reject-with tcp-reset
-A MAIL-IN -d 192.168.2.25/32 -p tcp -m multiport --dports 25,465,587 -j ACCEPT
-A MAIL-IN -d 192.168.2.41/32 -p tcp -m tcp --dport 443 -j ACCEPT
-A PRINTERS -s 192.168.2.80/32 -p tcp -m tcp --dport 9100 -j ACCEPT
-A PRINTERS -s 192.168.1.0/24 -p tcp -m iprange --dst-range 192.168.4.20-192.168.4.29 -m tcp --dport 631 -j ACCEPT
-A PRINTERS -p icmp -m icmp --icmp-type 8/0 -m iprange --src-range 192.168.1.240-192.168.1.250 -j ACCEPT
-A SCANS -p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG NONE -j DROP
-A SCANS -p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG FIN,PSH,URG -j DROP
-A SCANS -p tcp -m tcp --tcp-flags SYN,FIN SYN,FIN -j DROP
-A SCANS -p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG SYN -m tcp --sport 0:19 -j DROP
-A STAFF -s 192.168.1.64/26 -m iprange ! --src-range 192.168.1.127-192.168.1.146 -m comment --comment "trainees: the wiki only" -j STAFF-TRAINEES
${departments.join('\n')}
-A STAFF -s 192.168.1.146/32 -j REJECT --reject-with icmp-admin-prohibited
-A STAFF-TRAINEES -d 192.168.2.40/32 -p tcp -m multiport --dports 80,443 -j ACCEPT
-A STAFF-TRAINEES -d 192.168.2.0/24 -j REJECT --reject-with icmp-admin-prohibited
-A STAFF-TRAINEES -s 192.168.1.77/32 -d 192.168.2.30/32 -p tcp -m tcp --dport 3389 -m comment --comment "ticket 4711: Mia needs the terminal server" -j ACCEPT
COMMIT
`;
