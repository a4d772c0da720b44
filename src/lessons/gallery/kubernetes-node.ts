import type { GalleryScenario } from './gallery-scenario.ts';
import { tcp, udp } from './packets.ts';

interface Endpoint {
  readonly hash: string;
  readonly address: string;
  readonly port: number;
}

/** A service of the cluster, as kube-proxy knows it. */
interface Service {
  /** namespace/name:port, as kube-proxy writes it into its comments. */
  readonly name: string;
  readonly hash: string;
  readonly clusterIp: string;
  readonly proto: 'tcp' | 'udp';
  readonly port: number;
  readonly nodePort?: number;
  readonly loadBalancerIp?: string;
  /** Seconds for which a client stays with its pod (sessionAffinity: ClientIP). */
  readonly affinity?: number;
  readonly endpoints: readonly Endpoint[];
}

const SERVICES: readonly Service[] = [
  {
    name: 'default/kubernetes:https',
    hash: 'NPX46M4PTMTKRN6Y',
    clusterIp: '10.96.0.1',
    proto: 'tcp',
    port: 443,
    endpoints: [{ hash: 'Z4GVXPN4EDVSF6RO', address: '192.168.10.10', port: 6443 }],
  },
  {
    name: 'kube-system/kube-dns:dns',
    hash: 'TCOU7JCQXEZGVUNU',
    clusterIp: '10.96.0.10',
    proto: 'udp',
    port: 53,
    endpoints: [
      { hash: 'YIL6JZP7A3QYXJU2', address: '10.244.0.2', port: 53 },
      { hash: 'ABQSEVBCBTCY2KJM', address: '10.244.2.9', port: 53 },
    ],
  },
  {
    name: 'kube-system/kube-dns:dns-tcp',
    hash: 'ERIFXISQEP7F7OF4',
    clusterIp: '10.96.0.10',
    proto: 'tcp',
    port: 53,
    endpoints: [
      { hash: 'ZP3FB6NMPNCO4VBJ', address: '10.244.0.2', port: 53 },
      { hash: 'QVTU3TDWVFNSVXSB', address: '10.244.2.9', port: 53 },
    ],
  },
  {
    name: 'shop/web:http',
    hash: 'CNRCAG3ZOU7ZUOQB',
    clusterIp: '10.96.20.80',
    proto: 'tcp',
    port: 80,
    nodePort: 30080,
    loadBalancerIp: '203.0.113.80',
    endpoints: [
      { hash: 'DGH5KVKLVEQTFYUZ', address: '10.244.1.15', port: 8080 },
      { hash: 'LSMTAF4LDV2LVEBS', address: '10.244.2.31', port: 8080 },
      { hash: '3HPQD6GRP4T5HLUJ', address: '10.244.3.7', port: 8080 },
    ],
  },
  {
    name: 'shop/basket:grpc',
    hash: 'J2VXRS5FJ3BXHR6E',
    clusterIp: '10.96.20.90',
    proto: 'tcp',
    port: 9000,
    affinity: 10800,
    endpoints: [
      { hash: 'M7OFZQ5N4TGZXKYC', address: '10.244.2.40', port: 9000 },
      { hash: 'UKE2XRA4S7LWVYPB', address: '10.244.3.12', port: 9000 },
    ],
  },
];

/** kube-proxy's spelling of a share: ten digits. */
const probability = (left: number): string => (1 / left).toFixed(10);
const sorted = (lines: readonly string[]): readonly string[] => lines.toSorted();
const comment = (words: string): string => `-m comment --comment "${words}"`;
const endpointName = (service: Service, endpoint: Endpoint): string =>
  `${service.name} -> ${endpoint.address}:${endpoint.port}`;

function endpointRules(service: Service, { hash, address, port }: Endpoint): readonly string[] {
  const { name, proto, affinity } = service;
  const chain = `KUBE-SEP-${hash}`;
  const remember = affinity === undefined ? '' : ` -m recent --set --name ${chain} --mask 255.255.255.255 --rsource`;
  return [
    `-A ${chain} -s ${address}/32 ${comment(name)} -j KUBE-MARK-MASQ`,
    `-A ${chain} -p ${proto} ${comment(name)}${remember} -m ${proto} -j DNAT --to-destination ${address}:${port}`,
  ];
}

function choiceRules(service: Service): readonly string[] {
  const { hash, name, clusterIp, proto, port, affinity, endpoints } = service;
  const chain = `KUBE-SVC-${hash}`;
  const sticky = endpoints.map(
    (endpoint) =>
      `-A ${chain} ${comment(endpointName(service, endpoint))} -m recent --rcheck --seconds ${affinity} --reap --name KUBE-SEP-${endpoint.hash} --mask 255.255.255.255 --rsource -j KUBE-SEP-${endpoint.hash}`,
  );
  const drawn = endpoints.map((endpoint, index) => {
    const left = endpoints.length - index;
    const share = left === 1 ? '' : ` -m statistic --mode random --probability ${probability(left)}`;
    return `-A ${chain} ${comment(endpointName(service, endpoint))}${share} -j KUBE-SEP-${endpoint.hash}`;
  });
  return [
    `-A ${chain} ! -s 10.244.0.0/16 -d ${clusterIp}/32 -p ${proto} ${comment(`${name} cluster IP`)} -m ${proto} --dport ${port} -j KUBE-MARK-MASQ`,
    ...(affinity === undefined ? [] : sticky),
    ...drawn,
  ];
}

const outsideRules = ({ hash, name }: Service): readonly string[] => [
  `-A KUBE-EXT-${hash} ${comment(`masquerade traffic for ${name} external destinations`)} -j KUBE-MARK-MASQ`,
  `-A KUBE-EXT-${hash} -j KUBE-SVC-${hash}`,
];

const entranceRules = ({ hash, name, clusterIp, proto, port, loadBalancerIp }: Service): readonly string[] => [
  `-A KUBE-SERVICES -d ${clusterIp}/32 -p ${proto} ${comment(`${name} cluster IP`)} -m ${proto} --dport ${port} -j KUBE-SVC-${hash}`,
  ...(loadBalancerIp === undefined
    ? []
    : [
        `-A KUBE-SERVICES -d ${loadBalancerIp}/32 -p ${proto} ${comment(`${name} loadbalancer IP`)} -m ${proto} --dport ${port} -j KUBE-EXT-${hash}`,
      ]),
];

const nodePortRule = ({ hash, name, proto, nodePort }: Service): string =>
  `-A KUBE-NODEPORTS -p ${proto} ${comment(name)} -m ${proto} --dport ${nodePort} -j KUBE-EXT-${hash}`;

const outside = SERVICES.filter(({ nodePort }) => nodePort !== undefined);
const chains = sorted([
  'KUBE-MARK-MASQ',
  'KUBE-NODEPORTS',
  'KUBE-POSTROUTING',
  'KUBE-SERVICES',
  ...outside.map(({ hash }) => `KUBE-EXT-${hash}`),
  ...SERVICES.flatMap(({ hash, endpoints }) => [
    `KUBE-SVC-${hash}`,
    ...endpoints.map((endpoint) => `KUBE-SEP-${endpoint.hash}`),
  ]),
]);

const NAT = `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
${chains.map((chain) => `:${chain} - [0:0]`).join('\n')}
-A PREROUTING ${comment('kubernetes service portals')} -j KUBE-SERVICES
-A OUTPUT ${comment('kubernetes service portals')} -j KUBE-SERVICES
-A POSTROUTING ${comment('kubernetes postrouting rules')} -j KUBE-POSTROUTING
-A POSTROUTING -s 10.244.0.0/16 ! -d 10.244.0.0/16 ${comment('pods talk to the world as the node')} -j MASQUERADE --random-fully
${outside.flatMap(outsideRules).join('\n')}
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
${outside.map(nodePortRule).join('\n')}
-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
-A KUBE-POSTROUTING ${comment('kubernetes service traffic requiring SNAT')} -j MASQUERADE --random-fully
${SERVICES.flatMap((service) => service.endpoints.flatMap((endpoint) => endpointRules(service, endpoint))).join('\n')}
${SERVICES.flatMap(entranceRules).join('\n')}
-A KUBE-SERVICES ${comment('kubernetes service nodeports; NOTE: this must be the last rule in this chain')} -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
${SERVICES.flatMap(choiceRules).join('\n')}
COMMIT
`;

const FILTER = `*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:KUBE-EXTERNAL-SERVICES - [0:0]
:KUBE-FIREWALL - [0:0]
:KUBE-FORWARD - [0:0]
:KUBE-NODEPORTS - [0:0]
:KUBE-PROXY-FIREWALL - [0:0]
:KUBE-SERVICES - [0:0]
-A INPUT -m conntrack --ctstate NEW ${comment('kubernetes load balancer firewall')} -j KUBE-PROXY-FIREWALL
-A INPUT ${comment('kubernetes health check service ports')} -j KUBE-NODEPORTS
-A INPUT -m conntrack --ctstate NEW ${comment('kubernetes externally-visible service portals')} -j KUBE-EXTERNAL-SERVICES
-A INPUT -j KUBE-FIREWALL
-A FORWARD -m conntrack --ctstate NEW ${comment('kubernetes load balancer firewall')} -j KUBE-PROXY-FIREWALL
-A FORWARD ${comment('kubernetes forwarding rules')} -j KUBE-FORWARD
-A FORWARD -m conntrack --ctstate NEW ${comment('kubernetes service portals')} -j KUBE-SERVICES
-A FORWARD -m conntrack --ctstate NEW ${comment('kubernetes externally-visible service portals')} -j KUBE-EXTERNAL-SERVICES
-A FORWARD -s 10.244.0.0/16 -j ACCEPT
-A FORWARD -d 10.244.0.0/16 -j ACCEPT
-A OUTPUT -m conntrack --ctstate NEW ${comment('kubernetes load balancer firewall')} -j KUBE-PROXY-FIREWALL
-A OUTPUT -m conntrack --ctstate NEW ${comment('kubernetes service portals')} -j KUBE-SERVICES
-A OUTPUT -j KUBE-FIREWALL
-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 ${comment('block incoming localnet connections')} -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
-A KUBE-FORWARD ${comment('kubernetes forwarding rules')} -m mark --mark 0x4000/0x4000 -j ACCEPT
-A KUBE-FORWARD ${comment('kubernetes forwarding conntrack rule')} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A KUBE-SERVICES -d 10.96.20.99/32 -p tcp ${comment('shop/reports:http has no endpoints')} -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable
COMMIT
`;

const POD = '10.244.1.22';

export const kubernetesNode: GalleryScenario = {
  id: 'kubernetes-node',
  title: { en: 'Kubernetes node', zh: 'Kubernetes 节点' },
  description: {
    en:
      'kube-proxy in iptables mode, five services. A service address stands on no interface: KUBE-SERVICES finds it, KUBE-SVC draws a pod, ' +
      'KUBE-SEP writes the pod’s address into the packet. The mark 0x4000 asks KUBE-POSTROUTING to replace the sender as well.',
    zh:
      'iptables 模式的 kube-proxy，五个服务。服务地址不在任何接口上：KUBE-SERVICES 认出它，KUBE-SVC 抽出一个 Pod，KUBE-SEP 把 Pod 的地址写进包里。' +
      '标记 0x4000 则要求 KUBE-POSTROUTING 连发送者也换掉。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'node1',
      interfaces: [
        { name: 'eth0', addresses: ['192.168.10.11/24'] },
        { name: 'cni0', addresses: ['10.244.1.1/24'] },
      ],
      routes: [
        'default via 192.168.10.1 dev eth0',
        '10.244.0.0/24 via 192.168.10.10 dev eth0',
        '10.244.2.0/24 via 192.168.10.12 dev eth0',
        '10.244.3.0/24 via 192.168.10.13 dev eth0',
      ],
      sockets: [
        { proto: 'tcp', port: 22, process: 'sshd' },
        { proto: 'tcp', port: 10250, process: 'kubelet' },
      ],
    },
    ruleset: `${NAT}${FILTER}`,
  },
  timeline: [
    {
      step: {
        packet: udp(['cni0', POD, '10.96.0.10'], 40000, 53, { payload: 'web.shop' }),
        expect: { outcome: 'forwarded', packet: { src: POD, dport: 53 } },
      },
      note: {
        en: 'A pod asks the cluster’s DNS. 10.96.0.10 is nobody’s address: a pod of kube-dns is drawn, half and half.',
        zh: 'Pod 查询集群 DNS。10.96.0.10 不是任何机器的地址：两个 kube-dns Pod 各一半机会，抽中一个。',
      },
    },
    {
      step: {
        reply: { to: 1, payload: 'web.shop is 10.96.20.80' },
        expect: { outcome: 'forwarded', to: 'cni0', by: 'filter KUBE-FORWARD 3', packet: { src: '10.96.0.10' } },
      },
      note: {
        en: 'The pod hears from 10.96.0.10 again: the entry undoes the DNAT. No rule of nat is asked.',
        zh: 'Pod 看到的应答仍来自 10.96.0.10：表项撤销了 DNAT，nat 表的规则一条也没查。',
      },
    },
    {
      step: {
        packet: tcp(['cni0', POD, '10.96.20.80'], 40001, 80),
        expect: { outcome: 'forwarded', by: 'filter FORWARD 5', packet: { src: POD, dport: 8080 } },
      },
      note: {
        en: 'The web shop has three pods: 1/3, then 1/2 of what is left, then the rest. The pod keeps its own address.',
        zh: '商店有三个 Pod：先 1/3，再剩下的 1/2，最后是其余。Pod 保留自己的源地址。',
      },
    },
    {
      step: {
        packet: tcp(['eth0', '198.51.100.7', '192.168.10.11'], 51000, 30080),
        expect: { outcome: 'forwarded', by: 'nat KUBE-POSTROUTING 3', packet: { src: '192.168.10.11', dport: 8080 } },
      },
      note: {
        en: 'From outside by NodePort: KUBE-MARK-MASQ marks, KUBE-POSTROUTING replaces the sender by the node, so that the answer comes back here.',
        zh: '外部经 NodePort 访问：KUBE-MARK-MASQ 打标记，KUBE-POSTROUTING 把发送者换成本节点，应答才会回到这里。',
      },
    },
    {
      step: {
        reply: { to: 4, flags: 'SYN,ACK' },
        expect: { outcome: 'forwarded', packet: { src: '192.168.10.11', sport: 30080, dst: '198.51.100.7' } },
      },
      note: { en: 'Both rewrites undone in one go.', zh: '两次改写一并撤销。' },
    },
    {
      step: {
        packet: tcp(['eth0', '198.51.100.8', '203.0.113.80'], 51001, 80),
        expect: { outcome: 'forwarded', by: 'filter KUBE-FORWARD 2', packet: { src: '192.168.10.11', dport: 8080 } },
      },
      note: {
        en: 'The address of the load balancer is not on this node either: only KUBE-SERVICES knows it.',
        zh: '负载均衡器的地址也不在本节点上：只有 KUBE-SERVICES 认识它。',
      },
    },
    {
      step: {
        packet: tcp(['cni0', POD, '10.96.20.90'], 40002, 9000),
        expect: { outcome: 'forwarded', by: 'nat KUBE-SEP-UKE2XRA4S7LWVYPB 2', packet: { dst: '10.244.3.12' } },
      },
      note: {
        en: 'A service with session affinity: the KUBE-SEP chain that was drawn writes the client into a list of `recent`.',
        zh: '带会话保持的服务：抽中的 KUBE-SEP 链把客户端记进 `recent` 列表。',
      },
    },
    {
      step: {
        packet: tcp(['cni0', POD, '10.96.20.90'], 40003, 9000),
        expect: { outcome: 'forwarded', by: 'nat KUBE-SEP-UKE2XRA4S7LWVYPB 2', packet: { dst: '10.244.3.12' } },
      },
      note: {
        en: 'The same client again: nothing is drawn, `--rcheck` leads to the same pod.',
        zh: '同一客户端再来：不再抽签，`--rcheck` 引到同一个 Pod。',
      },
    },
    {
      step: {
        packet: tcp(['cni0', POD, '10.96.20.99'], 40004, 80),
        expect: { outcome: 'rejected', by: 'filter KUBE-SERVICES 1' },
      },
      note: {
        en: 'A service without a single pod: filter refuses at once, instead of letting the client wait.',
        zh: '一个 Pod 也没有的服务：filter 立刻拒绝，而不是让客户端干等。',
      },
    },
    {
      step: {
        packet: tcp(['cni0', POD, '93.184.216.34'], 40005, 443),
        expect: { outcome: 'forwarded', by: 'nat POSTROUTING 2', packet: { src: '192.168.10.11' } },
      },
      note: {
        en: 'A pod goes to the Internet: no service, masqueraded as the node.',
        zh: 'Pod 访问互联网：不是服务，伪装成节点地址。',
      },
    },
    {
      step: { command: 'iptables -t nat -nvL KUBE-SVC-CNRCAG3ZOU7ZUOQB' },
      note: {
        en: 'The counters show how the lots fell. Each connection is drawn once.',
        zh: '计数器显示抽签结果。每条连接只抽一次。',
      },
    },
  ],
};
