import type { Scenario, Step } from '../src/engine/index.ts';

/** The last octet and the port make every rule different from the others, so that none can be skipped as a repetition. */
const rule = (number: number): string =>
  `-A FORWARD -s 10.${(number >> 8) & 255}.${number & 255}.0/24 -p tcp -m tcp --dport ${1000 + (number % 60_000)} -j DROP`;

/** iptables-save text whose filter FORWARD has `count` rules that match none of `traffic`'s packets. */
export const rulesetOf = (count: number): string =>
  `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${Array.from({ length: count }, (_, index) => rule(index)).join('\n')}\nCOMMIT\n`;

const packet = (number: number): Step => ({
  packet: {
    in: 'eth1',
    src: '192.168.1.2',
    dst: '8.8.8.8',
    proto: 'udp',
    sport: 40_000 + number,
    dport: 53,
    payload: 'query',
  },
});

/** A router with `rules` rules that `packets` packets pass one after the other, all of them. */
export const routerWith = (rules: number, packets: number): Scenario => ({
  chainwalk: 1,
  title: `${rules} rules, ${packets} packets`,
  host: {
    interfaces: [
      { name: 'eth0', addresses: ['203.0.113.1/24'] },
      { name: 'eth1', addresses: ['192.168.1.1/24'] },
    ],
    routes: ['default via 203.0.113.254 dev eth0'],
  },
  ruleset: rulesetOf(rules),
  timeline: Array.from({ length: packets }, (_, index) => packet(index)),
});

/** A router whose packet goes through `chains` user chains of ten rules each, one after the other: all of them are drawn with all their rows. */
export function routerWithChains(chains: number): Scenario {
  const names = Array.from({ length: chains }, (_, index) => `CHAIN-${index + 1}`);
  const lines = names.flatMap((name, chain) =>
    Array.from({ length: 10 }, (_, index) => rule(chain * 10 + index).replace('FORWARD', name)),
  );
  const ruleset = [
    '*filter',
    ':INPUT ACCEPT [0:0]',
    ':FORWARD ACCEPT [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    ...names.map((name) => `:${name} - [0:0]`),
    ...names.map((name) => `-A FORWARD -j ${name}`),
    ...lines,
    'COMMIT',
    '',
  ].join('\n');
  return { ...routerWith(0, 1), title: `${chains} chains`, ruleset };
}
