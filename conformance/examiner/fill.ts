/** Fills the blanks of phrases with values that this world's packets come near to. */
import { addressNear, hostIn, toAddress, toNumber } from './addresses.ts';
import type { Chance } from './chance.ts';
import { ODD_DESTINATIONS, ownAddresses, type World } from './world.ts';

export const PORTS = [21, 22, 53, 69, 80, 123, 443, 500, 3306, 4000, 5000, 8080, 32768, 40000, 65535];
export const TEXTS = ['GET /', 'Host:', 'evil', 'USER', 'abcdefgh', 'bc'];

export function networksOf(world: World): readonly string[] {
  return [...world.legs.flatMap((leg) => leg.networks), ...ODD_DESTINATIONS];
}

const list =
  (...values: readonly string[]): ((chance: Chance) => string) =>
  (chance) =>
    chance.pick(values);

const BLANKS: Readonly<Record<string, (chance: Chance, world: World) => string>> = {
  net: (chance, world) => chance.pick([...networksOf(world), '0.0.0.0/0', '10.0.0.0/8', '192.168.0.0/16']),
  host: (chance, world) =>
    hostIn(chance, chance.pick(world.legs.flatMap((leg) => leg.networks.slice(0, 1)).concat('8.8.8.0/24'))),
  own: (chance, world) => chance.pick(ownAddresses(world)),
  if: (chance, world) => chance.pick(world.legs).name,
  'if+': (chance, world) => `${chance.pick(world.legs).name.slice(0, 2)}+`,
  net24: (chance, world) => `${chance.pick(networksOf(world)).split('/')[0]}/${chance.pick([24, 28, 30])}`,
  range: (chance, world) => {
    const first = toNumber(addressNear(chance, chance.pick(networksOf(world))));
    return `${toAddress(first)}-${toAddress(Math.min(first + chance.between(0, 6), 2 ** 32 - 1))}`;
  },
  port: (chance) => `${chance.pick(PORTS)}`,
  ports: (chance) => portRange(chance, ':'),
  'ports-': (chance) => portRange(chance, '-'),
  list: (chance) =>
    [...chance.some(PORTS, chance.between(1, 5)), ...(chance.oneIn(3) ? [portRange(chance, ':')] : [])].join(','),
  flags: list(
    'SYN,RST SYN,RST',
    'ALL NONE',
    'ALL ALL',
    'ALL FIN,URG,PSH',
    'FIN,SYN,RST,ACK SYN',
    'RST RST',
    'ACK,FIN FIN',
    'SYN,FIN SYN,FIN',
    'ALL ACK',
    'PSH,ACK PSH',
  ),
  option: list('2', '3', '4', '5', '8', '30'),
  icmp: list(
    '8',
    '0',
    '3',
    '3/1',
    '3/4',
    '3/3',
    '11',
    '11/0',
    '5',
    '12',
    '13',
    'echo-request',
    'destination-unreachable',
    'time-exceeded',
    '8/0',
    'redirect',
    '255/255',
  ),
  proto: list('tcp', 'udp', 'icmp', '47', '132'),
  states: list(
    'NEW',
    'ESTABLISHED',
    'RELATED',
    'INVALID',
    'UNTRACKED',
    'NEW,ESTABLISHED',
    'ESTABLISHED,RELATED',
    'RELATED,ESTABLISHED',
    'SNAT',
    'DNAT',
    'NEW,DNAT',
    'INVALID,UNTRACKED',
  ),
  oldstates: list('NEW', 'ESTABLISHED', 'RELATED,ESTABLISHED', 'INVALID', 'UNTRACKED', 'INVALID,NEW'),
  status: list('NONE', 'EXPECTED', 'SEEN_REPLY', 'ASSURED', 'CONFIRMED', 'SEEN_REPLY,ASSURED'),
  mark: list('0x1', '0x2', '3', '0x10/0xf0', '0x2/0xf', '0', '0xffffffff', '0x1/0x1'),
  mss: list('536:1460', '1460', '0:535', '1400:1500'),
  mss1: list('536', '1200', '1460', '9000'),
  length: list('0:84', '40', '60:100', '84', '29:31', '576:65535', '1000:1500'),
  ttl: list('1', '2', '63', '64', '65', '128', '0', '255'),
  tos: list('0x10', '0x08', '0x00', '0x10/0x1e', 'Minimize-Delay', '0x02/0x03', '0xb8', 'Maximize-Throughput'),
  dscp: list('0x00', '0x2e', '0x04', '46', '8'),
  class: list('EF', 'CS1', 'AF11', 'BE', 'CS6'),
  n3: (chance) => `${chance.between(1, 3)}`,
  mac: list('02:00:00:00:01:01', '02:00:00:00:01:02', '02:00:00:00:01:03', '02:aa:00:00:00:01'),
  cast: list('unicast', 'broadcast', 'multicast'),
  type: list(
    'LOCAL',
    'UNICAST',
    'BROADCAST',
    'MULTICAST',
    'UNREACHABLE',
    'PROHIBIT',
    'BLACKHOLE',
    'UNSPEC',
    'LOCAL,BROADCAST',
    'UNICAST,MULTICAST',
    'ANYCAST',
    'THROW',
  ),
  rate: list('1/s', '10/s', '5/min', '2/hour', '50/s', '100/sec'),
  hashmode: list('srcip', 'dstip', 'srcip,dstport', 'srcip,dstip,srcport,dstport', 'dstip,dstport'),
  quota: list('40', '100', '300', '1000'),
  text: (chance) => `"${chance.pick(TEXTS)}"`,
  offset: list('0', '20', '28', '40', '41', '52'),
  offset2: list('44', '60', '100', '65535'),
  bpf: list('"4,48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0"', '"4,48 0 0 8,37 0 1 63,6 0 0 1,6 0 0 0"'),
  uid: list('0', '1000', '33', '1500'),
  helper: list('ftp', 'tftp'),
  comment: list('x', '"allow web"', '"it\'s \\"quoted\\""'),
  set: list('blocked', 'nets', 'seen'),
  prefix: list('"IN: "', '"[FW] drop "', 'x', '"a very long prefix of 29 chars"'),
  level: list('0', '3', '4', '6', '7', 'debug', 'info', 'warning'),
  reject: list(
    'icmp-net-unreachable',
    'icmp-host-unreachable',
    'icmp-port-unreachable',
    'icmp-proto-unreachable',
    'icmp-net-prohibited',
    'icmp-host-prohibited',
    'icmp-admin-prohibited',
  ),
};

export function fillIn(chance: Chance, world: World, phrase: string): string {
  return phrase.replace(/\{([^}]+)\}/g, (blank, name: string) => BLANKS[name]?.(chance, world) ?? blank);
}

function portRange(chance: Chance, separator: string): string {
  const first = chance.pick(PORTS);
  return `${first}${separator}${Math.min(first + chance.pick([1, 3, 100, 20000]), 65535)}`;
}

/** Sets that phrases name. */
export function drawSets(chance: Chance, world: World): string {
  const network = (): string => chance.pick(networksOf(world));
  const host = (): string => addressNear(chance, network());
  return [
    'create blocked hash:ip',
    ...[host(), host(), host()].map((address) => `add blocked ${address} -exist`),
    'create nets hash:net',
    `add nets ${network()} -exist`,
    `add nets ${host()}/31 nomatch -exist`,
    'create seen hash:ip counters',
    'create pairs hash:ip,port',
    ...[host(), host()].flatMap((address) => [
      `add pairs ${address},tcp:${chance.pick(PORTS)} -exist`,
      `add pairs ${address},${chance.pick(PORTS)} -exist`,
    ]),
    '',
  ].join('\n');
}
