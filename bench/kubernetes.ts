import type { Scenario, Step } from '../src/engine/index.ts';

/** Per service: its chain and three endpoints' chains. */
const CHAINS_EACH = 4;
/** Per service: two entries, one node port, seven rules of its chain, two of each endpoint. */
const RULES_EACH = 16;
const SERVICES = 1250;
const ENDPOINTS = [0, 1, 2] as const;

const code = (number: number): string => number.toString(36).toUpperCase().padStart(4, '0').repeat(4);
const serviceChain = (service: number): string => `KUBE-SVC-${code(service)}`;
const endpointChain = (service: number, endpoint: number): string => `KUBE-SEP-${code(service * 3 + endpoint)}`;
const clusterAddress = (service: number): string => `10.96.${service >> 8}.${service & 255}`;
const podAddress = (service: number, endpoint: number): string =>
  `10.244.${service >> 6}.${(service & 63) * 4 + endpoint}`;
const nodePort = (service: number): number => 30_000 + service;
const comment = (service: number): string => `-m comment --comment "shop/service-${service}:http"`;

const rulesOf = (service: number): readonly string[] => [
  `-A KUBE-SERVICES -d ${clusterAddress(service)}/32 -p tcp ${comment(service)} -m tcp --dport 80 -j ${serviceChain(service)}`,
  `-A KUBE-SERVICES -d 198.51.100.${service % 250}/32 -p tcp ${comment(service)} -m tcp --dport ${1000 + service} -j ${serviceChain(service)}`,
  `-A KUBE-NODEPORTS -p tcp ${comment(service)} -m tcp --dport ${nodePort(service)} -j ${serviceChain(service)}`,
  `-A ${serviceChain(service)} ! -s 10.244.0.0/16 -d ${clusterAddress(service)}/32 -p tcp ${comment(service)} -m tcp --dport 80 -j KUBE-MARK-MASQ`,
  ...ENDPOINTS.map(
    (endpoint) =>
      `-A ${serviceChain(service)} ${comment(service)} -m recent --rcheck --seconds 10800 --reap --name ${endpointChain(service, endpoint)} --mask 255.255.255.255 --rsource -j ${endpointChain(service, endpoint)}`,
  ),
  ...ENDPOINTS.map(
    (endpoint) =>
      `-A ${serviceChain(service)} ${comment(service)}${endpoint === 2 ? '' : ` -m statistic --mode random --probability 0.${endpoint === 0 ? '33333333349' : '50000000000'}`} -j ${endpointChain(service, endpoint)}`,
  ),
  ...ENDPOINTS.flatMap((endpoint) => [
    `-A ${endpointChain(service, endpoint)} -s ${podAddress(service, endpoint)}/32 ${comment(service)} -j KUBE-MARK-MASQ`,
    `-A ${endpointChain(service, endpoint)} -p tcp ${comment(service)} -m recent --set --name ${endpointChain(service, endpoint)} --mask 255.255.255.255 --rsource -m tcp -j DNAT --to-destination ${podAddress(service, endpoint)}:8080`,
  ]),
];

/** iptables-save text as kube-proxy writes it for so many services with three endpoints and session affinity each. */
export function kubernetesRuleset(services: number): string {
  const all = Array.from({ length: services }, (_, index) => index);
  return [
    '*filter',
    ':INPUT ACCEPT [0:0]',
    ':FORWARD ACCEPT [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    ':KUBE-FIREWALL - [0:0]',
    ':KUBE-FORWARD - [0:0]',
    '-A INPUT -j KUBE-FIREWALL',
    '-A FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD',
    '-A OUTPUT -j KUBE-FIREWALL',
    '-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
    '-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP',
    '-A KUBE-FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT',
    '-A KUBE-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    'COMMIT',
    '*nat',
    ':PREROUTING ACCEPT [0:0]',
    ':INPUT ACCEPT [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    ':POSTROUTING ACCEPT [0:0]',
    ':KUBE-MARK-MASQ - [0:0]',
    ':KUBE-NODEPORTS - [0:0]',
    ':KUBE-POSTROUTING - [0:0]',
    ':KUBE-SERVICES - [0:0]',
    ...all.flatMap((service) => [
      `:${serviceChain(service)} - [0:0]`,
      ...ENDPOINTS.map((endpoint) => `:${endpointChain(service, endpoint)} - [0:0]`),
    ]),
    '-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
    '-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
    '-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING',
    '-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000',
    '-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN',
    '-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0',
    '-A KUBE-POSTROUTING -j MASQUERADE --random-fully',
    ...all.flatMap(rulesOf),
    '-A KUBE-SERVICES -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS',
    'COMMIT',
    '',
  ].join('\n');
}

const toCluster = (service: number, sport: number): Step => ({
  packet: {
    in: 'cni0',
    src: '10.244.0.200',
    dst: clusterAddress(service),
    proto: 'tcp',
    sport,
    dport: 80,
    flags: 'SYN',
  },
});

/** A node of a cluster: about 20,000 rules in about 5,000 chains, and connections to services near the beginning, the middle and the end. */
export const kubernetesNode = (services = SERVICES): Scenario => ({
  chainwalk: 1,
  title: `Kubernetes node: ${services * RULES_EACH} rules, ${services * CHAINS_EACH} chains`,
  host: {
    interfaces: [
      { name: 'eth0', addresses: ['192.0.2.10/24'] },
      { name: 'cni0', addresses: ['10.244.0.1/16'] },
    ],
    routes: ['default via 192.0.2.1 dev eth0'],
    sysctl: { 'net.ipv4.ip_forward': 1 },
  },
  ruleset: kubernetesRuleset(services),
  timeline: [
    toCluster(3, 40_000),
    toCluster(Math.floor(services / 2), 40_001),
    toCluster(services - 1, 40_002),
    {
      packet: {
        in: 'eth0',
        src: '203.0.113.9',
        dst: '192.0.2.10',
        proto: 'tcp',
        sport: 40_003,
        dport: nodePort(services - 2),
        flags: 'SYN',
      },
    },
  ],
});
