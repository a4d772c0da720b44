/** Packets aimed at a rule: its own values, or the nearest ones that it must not match. */
import { addressNear, hostIn, isNetwork, toAddress, toNumber } from './addresses.ts';
import type { Chance } from './chance.ts';
import { PORTS, TEXTS, networksOf } from './fill.ts';
import { ownAddresses, type Leg, type World } from './world.ts';

/** What a packet shall be, before it is bytes. */
export interface Aim {
  /** The side it arrives on; none for a local sender. */
  readonly leg: Leg | undefined;
  readonly src: string;
  readonly dst: string;
  readonly protocol: number;
  readonly sport: number;
  readonly dport: number;
  readonly icmpType: number;
  readonly icmpCode: number;
  readonly tcpFlags: string;
  readonly ttl: number;
  readonly tos: number;
  readonly payload: string;
  readonly mark: number;
  readonly uid: number;
  readonly srcMac: string | undefined;
}

const PROTOCOLS: Readonly<Record<string, number>> = {
  tcp: 6,
  udp: 17,
  icmp: 1,
  sctp: 132,
  gre: 47,
  esp: 50,
  ah: 51,
  dccp: 33,
  udplite: 136,
  igmp: 2,
  ipcomp: 108,
};

/** Values of an option anywhere in the rule. */
function option(rule: string, pattern: string): string | undefined {
  return new RegExp(`(?:^|\\s)(?:${pattern})\\s+("[^"]*"|\\S+)`).exec(rule)?.[1];
}

const near = (chance: Chance, value: number, low: number, high: number): number =>
  Math.min(Math.max(value + (chance.oneIn(5) ? chance.pick([-1, 1]) : 0), low), high);

function portFrom(chance: Chance, text: string | undefined): number {
  if (text === undefined) return chance.oneIn(2) ? chance.pick(PORTS) : chance.between(1024, 65000);
  const [first = 0, last = first] = chance.pick(text.split(',')).split(/[:-]/).map(Number);
  if (Number.isNaN(first)) return chance.pick(PORTS);
  return near(chance, chance.pick([first, Number.isNaN(last) ? 65535 : last]), 0, 65535);
}

function addressFrom(chance: Chance, text: string | undefined, otherwise: () => string): string {
  if (text === undefined || chance.oneIn(6)) return otherwise();
  const [first = '', last] = text.split(/[-,]/);
  if (!isNetwork(first)) return otherwise();
  if (last !== undefined && isNetwork(last))
    return toAddress(near(chance, chance.pick([toNumber(first), toNumber(last)]), 0, 2 ** 32 - 1));
  return first.startsWith('0.0.0.0') ? otherwise() : addressNear(chance, first);
}

function matchesName(chance: Chance, legs: readonly Leg[], pattern: string | undefined): Leg | undefined {
  const fitting = legs.filter(({ name }) =>
    pattern?.endsWith('+') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
  );
  return fitting.length === 0 ? undefined : chance.pick(fitting);
}

/** Where packets of this chain go: to the host, through it or from it. */
function direction(chance: Chance, chain: string): 'in' | 'through' | 'out' {
  if (chain === 'INPUT') return 'in';
  if (chain === 'FORWARD') return 'through';
  if (chain === 'OUTPUT') return 'out';
  return chance.pick(['in', 'through', 'through', 'out']);
}

const FLAGS = [
  'SYN',
  'SYN',
  'SYN',
  'ACK',
  'SYN,ACK',
  'RST',
  'FIN,ACK',
  'PSH,ACK',
  'RST,ACK',
  'FIN',
  '',
  'SYN,FIN',
  'FIN,PSH,URG',
  'SYN,ECE,CWR',
  'ACK,URG',
];

function flagsFrom(chance: Chance, rule: string): string {
  const [, , wanted] = /--tcp-flags (\S+) (\S+)/.exec(rule) ?? [];
  if (wanted === undefined || chance.oneIn(4)) return chance.pick(FLAGS);
  return wanted === 'NONE' ? '' : wanted === 'ALL' ? 'FIN,SYN,RST,PSH,ACK,URG' : wanted;
}

function protocolFrom(chance: Chance, rule: string): number {
  const name = option(rule, '-p|--protocol');
  if (name === undefined || chance.oneIn(10))
    return chance.pick([6, 6, 6, 17, 17, 1, 1, 132, 47, 50, 51, 33, 136, 2, 4, 108, 253]);
  return PROTOCOLS[name] ?? (Number(name) || chance.pick([6, 17, 1]));
}

/** The rule's words, of the chain named first: `INPUT -p tcp …`. */
export function aimAt(chance: Chance, world: World, chain: string, rule: string): Aim {
  const going = direction(chance, chain);
  const entering =
    going === 'out' ? undefined : (matchesName(chance, world.legs, option(rule, '-i')) ?? chance.pick(world.legs));
  const leaving =
    matchesName(
      chance,
      world.legs.filter((leg) => leg !== entering),
      option(rule, '-o'),
    ) ?? chance.pick(world.legs);
  const within = (leg: Leg): string =>
    hostIn(chance, chance.pick(leg.networks.length > 0 ? leg.networks : networksOf(world)));
  const own = ownAddresses(world);
  const anyOwn = (): string => (own.length > 0 ? chance.pick(own) : '127.0.0.1');
  const source = (): string =>
    entering ? within(entering) : chance.pick([anyOwn(), anyOwn(), '0.0.0.0', '127.0.0.1']);
  const target = (): string =>
    going === 'in' ? chance.pick([anyOwn(), ...(entering?.own ?? [])]) : chance.oneIn(12) ? anyOwn() : within(leaving);
  const [type, code] = (option(rule, '--icmp-type') ?? '').split('/').map(Number);
  return {
    leg: entering,
    src: addressFrom(chance, option(rule, '-s|--src-range|--ctorigsrc'), source),
    dst: addressFrom(chance, option(rule, '-d|--dst-range|--ctorigdst'), target),
    protocol: protocolFrom(chance, rule),
    sport: portFrom(chance, option(rule, '--sports?|--source-ports?|--ports|--ctorigsrcport')),
    dport: portFrom(chance, option(rule, '--dports?|--destination-ports?|--ports|--ctorigdstport')),
    icmpType:
      type !== undefined && type > 0 && !chance.oneIn(4) ? type : chance.pick([8, 8, 8, 0, 13, 3, 11, 17, 10, 5, 42]),
    icmpCode: code ?? (chance.oneIn(6) ? chance.between(0, 4) : 0),
    tcpFlags: flagsFrom(chance, rule),
    ttl: near(chance, Number(option(rule, '--ttl-(?:eq|lt|gt)') ?? chance.pick([64, 64, 64, 128, 255, 2, 1])), 0, 255),
    tos: Number(/--tos (0x[0-9a-f]+)/.exec(rule)?.[1] ?? chance.pick([0, 0, 0, 0x10, 0xb8, 0x02, 0xff])),
    payload: payloadFrom(chance, rule),
    mark: Number(/--mark (0x[0-9a-f]+|\d+)/.exec(rule)?.[1] ?? chance.pick([0, 0, 0, 1, 2])),
    uid: Number(option(rule, '--[ug]id-owner')?.split('-')[0] ?? chance.pick([0, 0, 1000, 33])) || 0,
    srcMac: option(rule, '--mac-source') ?? (chance.oneIn(12) ? '02:aa:00:00:00:01' : undefined),
  };
}

/** Text that the rule looks for, or so much of it that the length lies at the rule's bound. */
function payloadFrom(chance: Chance, rule: string): string {
  const bound = option(rule, '--length')?.split(':').map(Number);
  if (bound !== undefined && !chance.oneIn(4))
    return 'L'.repeat(Math.max(near(chance, chance.pick(bound), 0, 1600) - chance.pick([28, 40]), 0));
  const text = option(rule, '--string')?.replaceAll('"', '');
  if (text !== undefined && !chance.oneIn(4))
    return `${'.'.repeat(chance.between(0, 16))}${text}${chance.pick(['', ' tail'])}`;
  return chance.pick(['', '', 'data', `${chance.pick(TEXTS)} rest`, 'x'.repeat(chance.pick([100, 512, 1000, 1452]))]);
}
