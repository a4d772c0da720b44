/** What real firewalls are made of. Each idiom gives rules of one or more tables. */
import { hostIn } from './addresses.ts';
import type { Chance } from './chance.ts';
import { fillIn } from './fill.ts';
import type { Rule } from './ruleset.ts';
import type { World } from './world.ts';

type Idiom = (chance: Chance, world: World) => readonly string[];

const STATEFUL = '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT';

const wan = (world: World): string => world.legs[0]?.name ?? 'eth0';
const wanAddress = (world: World): string => world.legs[0]?.own[0] ?? '203.0.113.1';
const inside = (chance: Chance, world: World): string =>
  hostIn(chance, world.legs.at(-1)?.networks[0] ?? '192.168.1.0/24');

const IDIOMS: readonly Idiom[] = [
  // A stateful server.
  () => [
    'filter INPUT -i lo -j ACCEPT',
    `filter INPUT ${STATEFUL}`,
    'filter INPUT -m conntrack --ctstate INVALID -j DROP',
    'filter INPUT -p icmp --icmp-type 8 -m limit --limit 1/s --limit-burst 2 -j ACCEPT',
    'filter INPUT -p tcp -m multiport --dports 22,80,443 -m conntrack --ctstate NEW -j ACCEPT',
    'filter INPUT -m limit --limit 10/s -j LOG --log-prefix "IN-DROP: " --log-tcp-options --log-ip-options --log-tcp-sequence',
    'filter INPUT -j REJECT --reject-with icmp-host-prohibited',
  ],
  // A stateful router that logs and drops through a user chain.
  (_, world) => [
    `filter FORWARD ${STATEFUL}`,
    `filter FORWARD -i ${wan(world)} -m conntrack --ctstate DNAT -j ACCEPT`,
    `filter FORWARD ! -i ${wan(world)} -j ACCEPT`,
    'filter FORWARD -j logdrop',
    'filter logdrop -p tcp -j LOG --log-prefix "TCP " --log-level 6 --log-tcp-sequence',
    'filter logdrop -p udp -j LOG --log-prefix "UDP " --log-level 7',
    'filter logdrop -p icmp -j LOG --log-prefix "ICMP " --log-ip-options',
    'filter logdrop -p tcp -j REJECT --reject-with tcp-reset',
    'filter logdrop -j REJECT',
  ],
  // Masquerading, with port forwards.
  (chance, world) => [
    `nat POSTROUTING -o ${wan(world)} -j ${chance.pick(['MASQUERADE', `SNAT --to-source ${wanAddress(world)}`, 'MASQUERADE'])}`,
    `nat PREROUTING -i ${wan(world)} -p tcp --dport ${chance.pick([80, 8080, 443])} -j DNAT --to-destination ${inside(chance, world)}${chance.pick([':80', '', ':8000-8010'])}`,
    `nat PREROUTING -i ${wan(world)} -p udp -m multiport --dports 53,69 -j DNAT --to-destination ${inside(chance, world)}`,
  ],
  // Hairpin: the inside reaches the public address, and comes back as the router.
  (chance, world) => {
    const target = inside(chance, world);
    return [
      `nat PREROUTING -d ${wanAddress(world)} -p tcp --dport 80 -j DNAT --to-destination ${target}:8080`,
      `nat OUTPUT -d ${wanAddress(world)} -p tcp --dport 80 -j DNAT --to-destination ${target}:8080`,
      `nat POSTROUTING -d ${target} -p tcp --dport 8080 -j ${chance.pick(['MASQUERADE', 'SNAT --to-source ' + (world.legs.at(-1)?.own[0] ?? '192.168.1.1')])}`,
    ];
  },
  // Docker's chains.
  (chance, world) => {
    const bridge = world.legs.at(-1)?.name ?? 'docker0';
    const target = inside(chance, world);
    return [
      'nat PREROUTING -m addrtype --dst-type LOCAL -j DOCKER',
      'nat OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER',
      `nat POSTROUTING -s ${world.legs.at(-1)?.networks[0] ?? '172.17.0.0/16'} ! -o ${bridge} -j MASQUERADE`,
      `nat POSTROUTING -s ${target}/32 -d ${target}/32 -p tcp -m tcp --dport 80 -j MASQUERADE`,
      `nat DOCKER -i ${bridge} -j RETURN`,
      `nat DOCKER ! -i ${bridge} -p tcp -m tcp --dport 8080 -j DNAT --to-destination ${target}:80`,
      'filter FORWARD -j DOCKER-USER',
      'filter FORWARD -j DOCKER-ISOLATION-STAGE-1',
      `filter FORWARD -o ${bridge} ${STATEFUL}`,
      `filter FORWARD -o ${bridge} -j DOCKER`,
      `filter FORWARD -i ${bridge} ! -o ${bridge} -j ACCEPT`,
      `filter FORWARD -i ${bridge} -o ${bridge} -j ACCEPT`,
      `filter DOCKER -d ${target}/32 ! -i ${bridge} -o ${bridge} -p tcp -m tcp --dport 80 -j ACCEPT`,
      `filter DOCKER-ISOLATION-STAGE-1 -i ${bridge} ! -o ${bridge} -j DOCKER-ISOLATION-STAGE-2`,
      'filter DOCKER-ISOLATION-STAGE-1 -j RETURN',
      `filter DOCKER-ISOLATION-STAGE-2 -o ${bridge} -j DROP`,
      'filter DOCKER-ISOLATION-STAGE-2 -j RETURN',
      'filter DOCKER-USER -j RETURN',
    ];
  },
  // Kubernetes' services: marks, probabilities, masquerade of marked packets.
  (chance, world) => [
    'nat PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
    'nat OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
    'nat POSTROUTING -j KUBE-POSTROUTING',
    `nat KUBE-SERVICES -d 10.77.0.10/32 -p tcp -m comment --comment "default/web" -m tcp --dport 80 -j KUBE-SVC`,
    'nat KUBE-SVC -m statistic --mode nth --every 2 --packet 0 -j KUBE-SEP-A',
    'nat KUBE-SVC -j KUBE-SEP-B',
    'nat KUBE-SVC -j KUBE-MARK-MASQ',
    `nat KUBE-SEP-A -p tcp -m tcp -j DNAT --to-destination ${inside(chance, world)}:8080`,
    `nat KUBE-SEP-B -j KUBE-MARK-MASQ`,
    `nat KUBE-SEP-B -p tcp -m tcp -j DNAT --to-destination ${inside(chance, world)}:8080`,
    'nat KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000',
    'nat KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN',
    'nat KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0',
    'nat KUBE-POSTROUTING -j MASQUERADE --random-fully',
    'filter FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT',
  ],
  // Brute-force protection.
  () => [
    'filter INPUT -p tcp --dport 22 -m conntrack --ctstate NEW -m recent --set --name SSH --rsource',
    'filter INPUT -p tcp --dport 22 -m recent --update --seconds 60 --hitcount 3 --rttl --name SSH --rsource -j LOG --log-prefix "SSH brute "',
    'filter INPUT -p tcp --dport 22 -m recent --update --seconds 60 --hitcount 3 --rttl --name SSH --rsource -j REJECT --reject-with tcp-reset',
    'filter INPUT -p tcp --dport 22 -j ACCEPT',
    'filter INPUT -p tcp --syn -m connlimit --connlimit-above 2 -j REJECT --reject-with tcp-reset',
    'filter INPUT -p udp -m hashlimit --hashlimit-upto 5/min --hashlimit-burst 2 --hashlimit-mode srcip,dstport --hashlimit-name udp -j ACCEPT',
  ],
  // Port knocking.
  () => [
    'filter INPUT -m recent --rcheck --name KNOCK2 --seconds 30 -p tcp --dport 22 -j ACCEPT',
    'filter INPUT -p tcp --dport 4000 -m recent --name KNOCK1 --set -j DROP',
    'filter INPUT -p tcp --dport 5000 -m recent --rcheck --name KNOCK1 -j knock',
    'filter knock -m recent --name KNOCK1 --remove',
    'filter knock -m recent --name KNOCK2 --set',
    'filter knock -j DROP',
  ],
  // Impossible packets.
  () => [
    'raw PREROUTING -p tcp --tcp-flags ALL NONE -j DROP',
    'raw PREROUTING -p tcp --tcp-flags SYN,FIN SYN,FIN -j DROP',
    'mangle PREROUTING -m conntrack --ctstate INVALID -j DROP',
    'mangle PREROUTING -p tcp ! --syn -m conntrack --ctstate NEW -j DROP',
    'mangle PREROUTING -p tcp -m conntrack --ctstate NEW -m tcpmss ! --mss 536:65535 -j DROP',
    'mangle PREROUTING -f -j DROP',
    'raw PREROUTING -m rpfilter --invert -j DROP',
    'mangle PREROUTING -s 224.0.0.0/3 -j DROP',
  ],
  // Marks kept per connection, for policy routing.
  (chance, world) => [
    'mangle PREROUTING -j CONNMARK --restore-mark',
    'mangle PREROUTING -m mark ! --mark 0 -j ACCEPT',
    `mangle PREROUTING -i ${chance.pick(world.legs).name} -m conntrack --ctstate NEW -m statistic --mode nth --every 2 --packet 0 -j MARK --set-mark 1`,
    'mangle PREROUTING -p tcp --dport 80 -j MARK --set-mark 2',
    'mangle PREROUTING -j CONNMARK --save-mark',
    'mangle OUTPUT -j CONNMARK --restore-mark',
    'mangle OUTPUT -p udp --dport 53 -j MARK --set-mark 2',
    'mangle POSTROUTING -m mark --mark 2 -j CONNMARK --save-mark',
  ],
  // Shaping headers.
  (_, world) => [
    `mangle FORWARD -o ${wan(world)} -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu`,
    'mangle POSTROUTING -p tcp --dport 22 -j TOS --set-tos Minimize-Delay',
    'mangle POSTROUTING -p udp --dport 53 -j DSCP --set-dscp-class EF',
    'mangle PREROUTING -j TTL --ttl-inc 1',
    'mangle FORWARD -p tcp --tcp-flags SYN,RST SYN -m tcpmss --mss 1300:1600 -j TCPMSS --set-mss 1280',
    'mangle POSTROUTING -p udp --dport 68 -j CHECKSUM --checksum-fill',
  ],
  // Blocklists.
  () => [
    'filter INPUT -m set --match-set blocked src -j DROP',
    'filter FORWARD -m set --match-set nets src -m set ! --match-set nets dst -j REJECT',
    'filter INPUT -p tcp --dport 23 -j SET --add-set seen src',
    'filter INPUT -m set --match-set seen src -j LOG --log-prefix "seen "',
    'raw PREROUTING -m set --match-set pairs src,dst -j DROP',
  ],
  // Untracked services, and helpers by CT.
  () => [
    'raw PREROUTING -p udp --dport 53 -j CT --notrack',
    'raw OUTPUT -p udp --sport 53 -j NOTRACK',
    'filter INPUT -m conntrack --ctstate UNTRACKED -j ACCEPT',
    'raw PREROUTING -p tcp --dport 21 -j CT --helper ftp',
    'raw OUTPUT -p tcp --dport 21 -j CT --helper ftp',
    'raw PREROUTING -p udp --dport 69 -j CT --helper tftp',
    'filter FORWARD -m conntrack --ctstate RELATED -m helper --helper ftp -j LOG --log-prefix "ftp-data "',
    'filter FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  ],
  // 1:1 mapping of networks, and answers under another name.
  (_, world) => [
    'nat PREROUTING -d 10.77.5.0/24 -j NETMAP --to 192.168.1.0/24',
    `nat POSTROUTING -s ${world.legs.at(-1)?.networks[0] ?? '192.168.1.0/24'} -o ${wan(world)} -j NETMAP --to 10.77.5.0/24`,
    `nat INPUT -p tcp --dport 80 -j SNAT --to-source ${wanAddress(world)}`,
    'nat OUTPUT -p tcp --dport 443 -j REDIRECT --to-ports 8080',
    'nat PREROUTING -p tcp --dport 3306 -j REDIRECT --to-ports 22',
  ],
  // Zones by interface.
  (_, world) =>
    world.legs.flatMap(({ name }, at) => [
      `raw PREROUTING -i ${name} -j CT --zone${at === 0 ? '' : at === 1 ? '-orig' : '-reply'} ${at + 1}`,
    ]),
  // Ownership of local traffic.
  () => [
    'filter OUTPUT -m owner --uid-owner 1000 -p tcp --dport 80 -j REJECT --reject-with tcp-reset',
    'filter OUTPUT -m owner --gid-owner 33 -j LOG --log-uid --log-prefix "www "',
    'mangle OUTPUT -m owner --uid-owner 1500 -j MARK --set-mark 2',
    'filter OUTPUT -p udp -m owner ! --uid-owner 0 -j REJECT',
    'filter OUTPUT -d 10.66.0.0/16 -j REJECT --reject-with icmp-net-prohibited',
  ],
  // A chain per service, gone to and returned from.
  () => [
    'filter INPUT -g dispatch',
    'filter INPUT -j DROP',
    'filter dispatch -p tcp -j services',
    'filter dispatch -p udp -g services',
    'filter dispatch -p icmp -j RETURN',
    'filter dispatch -j LOG --log-prefix "rest "',
    'filter services -p tcp --dport 22 -j ACCEPT',
    'filter services -p udp --dport 53 -j ACCEPT',
    'filter services -p tcp --dport 113 -j REJECT --reject-with tcp-reset',
    'filter services -m mark --mark 0 -j RETURN',
  ],
];

export function drawIdioms(chance: Chance, world: World): readonly Rule[] {
  return chance
    .some(IDIOMS, chance.between(1, 3))
    .flatMap((idiom) => idiom(chance, world))
    .map((line) => {
      const [, table = '', chain = '', words = ''] = /^(\S+) (\S+) (.*)$/.exec(line) ?? [];
      return { table, chain, words: fillIn(chance, world, words) };
    });
}
