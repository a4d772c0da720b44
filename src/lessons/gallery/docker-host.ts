import type { GalleryScenario } from './gallery-scenario.ts';

interface Container {
  readonly address: string;
  readonly port: number;
  readonly published: number;
  readonly packets: number;
  readonly bytes: number;
}

const CONTAINERS: readonly Container[] = [
  { address: '172.17.0.2', port: 80, published: 8080, packets: 10306905, bytes: 1063612492 },
  { address: '172.17.0.3', port: 443, published: 8443, packets: 2841077, bytes: 301154162 },
  { address: '172.17.0.4', port: 3306, published: 3306, packets: 91482, bytes: 5488920 },
  { address: '172.17.0.5', port: 6379, published: 6379, packets: 40210, bytes: 2412600 },
  { address: '172.17.0.6', port: 5432, published: 5432, packets: 7754, bytes: 465240 },
  { address: '172.17.0.7', port: 8080, published: 8081, packets: 6120, bytes: 367200 },
  { address: '172.17.0.8', port: 9000, published: 9000, packets: 514, bytes: 30840 },
  { address: '172.17.0.9', port: 5672, published: 5672, packets: 88, bytes: 5280 },
  { address: '172.17.0.10', port: 9200, published: 9200, packets: 41, bytes: 2460 },
  { address: '172.17.0.11', port: 27017, published: 27017, packets: 3, bytes: 180 },
  { address: '172.17.0.12', port: 3000, published: 3000, packets: 0, bytes: 0 },
];

const forEachContainer = (line: (container: Container) => string): string => CONTAINERS.map(line).join('\n');

const RULESET = `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:DOCKER - [0:0]
[184402:11064120] -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
[12:720] -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
[20931:1402377] -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
${forEachContainer(({ address, port }) => `[0:0] -A POSTROUTING -s ${address}/32 -d ${address}/32 -p tcp -m tcp --dport ${port} -j MASQUERADE`)}
[0:0] -A DOCKER -i docker0 -j RETURN
${forEachContainer(({ address, port, published }) => `[0:0] -A DOCKER ! -i docker0 -p tcp -m tcp --dport ${published} -j DNAT --to-destination ${address}:${port}`)}
COMMIT
*filter
:INPUT ACCEPT [5120034:612840113]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [4890122:590114207]
:DOCKER - [0:0]
:DOCKER-ISOLATION-STAGE-1 - [0:0]
:DOCKER-ISOLATION-STAGE-2 - [0:0]
:DOCKER-USER - [0:0]
[26510311:2741802130] -A FORWARD -j DOCKER-USER
[26510308:2741801950] -A FORWARD -j DOCKER-ISOLATION-STAGE-1
[13198772:1365204011] -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
[13294194:1373541374] -A FORWARD -o docker0 -j DOCKER
[17342:3056565] -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
[0:0] -A FORWARD -i docker0 -o docker0 -j ACCEPT
${forEachContainer(({ address, port, packets, bytes }) => `[${packets}:${bytes}] -A DOCKER -d ${address}/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport ${port} -j ACCEPT`)}
[17342:3056565] -A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
[26510308:2741801950] -A DOCKER-ISOLATION-STAGE-1 -j RETURN
[0:0] -A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
[17342:3056565] -A DOCKER-ISOLATION-STAGE-2 -j RETURN
[3:180] -A DOCKER-USER -s 203.0.113.66/32 -i eth0 -j DROP
[26510308:2741801950] -A DOCKER-USER -j RETURN
COMMIT
`;

export const dockerHost: GalleryScenario = {
  id: 'docker-host',
  title: { en: 'Docker host', zh: 'Docker 主机' },
  description: {
    en:
      'What Docker writes on a busy host with eleven published containers, with the counters of months. Published ports ' +
      'never meet INPUT: DNAT turns them to a container and FORWARD decides. DOCKER-USER is the place for rules of your own.',
    zh:
      '一台繁忙的主机上 Docker 写下的规则：十一个发布端口的容器，带有数月的计数。发布的端口不经过 INPUT：DNAT 把包转向容器，由 FORWARD 决定。' +
      '自己的规则应放在 DOCKER-USER。',
  },
  document: {
    chainwalk: 1,
    host: {
      hostname: 'docker',
      interfaces: [
        { name: 'eth0', addresses: ['198.51.100.20/24'] },
        { name: 'docker0', addresses: ['172.17.0.1/16'] },
      ],
      routes: ['default via 198.51.100.1 dev eth0'],
      sockets: [{ proto: 'tcp', port: 22, process: 'sshd' }],
    },
    ruleset: RULESET,
  },
  timeline: [
    {
      step: {
        packet: {
          in: 'eth0',
          src: '203.0.113.9',
          dst: '198.51.100.20',
          proto: 'tcp',
          sport: 42000,
          dport: 8080,
          flags: 'SYN',
        },
        expect: {
          outcome: 'forwarded',
          to: 'docker0',
          by: 'filter DOCKER 1',
          packet: { dst: '172.17.0.2', dport: 80 },
        },
      },
      note: {
        en: 'Port 8080 of the host is port 80 of the first container.',
        zh: '主机的 8080 端口就是第一个容器的 80 端口。',
      },
    },
    {
      step: {
        reply: { to: 1, flags: 'SYN,ACK' },
        expect: { outcome: 'forwarded', by: 'filter FORWARD 5', packet: { src: '198.51.100.20', sport: 8080 } },
      },
      note: {
        en: 'The container’s answer: NAT is undone, FORWARD rule 5 lets it out.',
        zh: '容器的应答：NAT 被撤销，FORWARD 第 5 条放行。',
      },
    },
    {
      step: {
        packet: {
          in: 'eth0',
          src: '203.0.113.66',
          dst: '198.51.100.20',
          proto: 'tcp',
          sport: 42001,
          dport: 8080,
          flags: 'SYN',
        },
        expect: { outcome: 'dropped', by: 'filter DOCKER-USER 1' },
      },
      note: {
        en: 'A client that DOCKER-USER shuts out, before Docker’s own rules.',
        zh: 'DOCKER-USER 在 Docker 自己的规则之前挡住的客户端。',
      },
    },
    {
      step: {
        packet: {
          in: 'docker0',
          src: '172.17.0.5',
          dst: '8.8.8.8',
          proto: 'udp',
          sport: 33000,
          dport: 53,
          payload: 'query',
        },
        expect: { outcome: 'forwarded', to: 'eth0', by: 'nat POSTROUTING 1', packet: { src: '198.51.100.20' } },
      },
      note: { en: 'A container asks the Internet: masqueraded as the host.', zh: '容器访问互联网：伪装成主机地址。' },
    },
    {
      step: {
        reply: { to: 4, payload: 'answer' },
        expect: { outcome: 'forwarded', to: 'docker0', by: 'filter FORWARD 3' },
      },
    },
    {
      step: {
        packet: {
          in: 'eth0',
          src: '203.0.113.9',
          dst: '198.51.100.20',
          proto: 'tcp',
          sport: 42002,
          dport: 3001,
          flags: 'SYN',
        },
        expect: { outcome: 'dropped' },
      },
      note: {
        en: 'Not published: INPUT accepts, nothing listens, the host answers RST.',
        zh: '未发布的端口：INPUT 放行，但没有监听者，主机回 RST。',
      },
    },
    {
      step: {
        command: 'iptables -t filter -nvxL DOCKER --line',
        expect: { exit: 0, stdout: '1    10306906 1063612536 ACCEPT     6    --  !docker0 docker0' },
      },
      note: { en: 'Exact counters and line numbers.', zh: '精确计数和行号。' },
    },
  ],
};
