/** Rulesets of the corpus as scenarios: the interfaces that they name, and packets of every kind. */
import type { InterfaceDocument, Scenario, Step } from '../../src/engine/index.ts';
import { readRecords } from './corpus.ts';

interface RulesetRecord {
  readonly name: string;
  readonly text: string;
  readonly exit: number;
  /** 'NAME type; NAME type' */
  readonly ipsets: string | null;
}

export interface NamedScenario {
  readonly name: string;
  readonly scenario: Scenario;
}

const OUTSIDE: InterfaceDocument = { name: 'eth0', addresses: ['203.0.113.1/24'] };
const MOST_INTERFACES = 40;

/** Every ruleset that iptables-restore took, made into a machine with traffic. */
export const graphScenarios = (directory: string): readonly NamedScenario[] =>
  (readRecords(directory, 'rulesets.jsonl.gz') as readonly RulesetRecord[])
    .filter(({ exit }) => exit === 0)
    .map((record) => ({ name: record.name, scenario: scenarioOf(record) }));

function scenarioOf({ name, text, ipsets }: RulesetRecord): Scenario {
  const interfaces = interfacesIn(text);
  const inside = interfaces[1]?.name ?? OUTSIDE.name;
  return {
    chainwalk: 1,
    title: name.slice(0, 100),
    host: {
      interfaces,
      routes: ['default via 203.0.113.254 dev eth0'],
      sysctl: { 'net.ipv4.ip_forward': 1 },
      sockets: [
        { proto: 'tcp', port: 22, process: 'sshd' },
        { proto: 'udp', port: 53, process: 'named' },
      ],
    },
    ruleset: text,
    ...(ipsets === null ? {} : { ipsets: ipsetCommands(ipsets) }),
    timeline: traffic(inside),
  };
}

/** Devices that the rules name ('ppp+' stands for ppp0), each with a network of its own. */
function interfacesIn(text: string): readonly InterfaceDocument[] {
  const named = [
    ...text.matchAll(/(?:^|\s)(?:-i|-o|--in-interface|--out-interface)\s+([\w.-]{1,14}\+?)(?=\s|$)/gm),
  ].map((found) => found[1] ?? '');
  const names = new Set(
    named
      .map((name) => name.replace(/\+$/, '0'))
      .filter((name) => name !== 'lo' && name !== OUTSIDE.name && name !== '0'),
  );
  const inside = [...names, 'eth1'].slice(0, MOST_INTERFACES);
  return [OUTSIDE, ...[...new Set(inside)].map((name, index) => ({ name, addresses: [`10.${index + 1}.0.1/24`] }))];
}

const ipsetCommands = (sets: string): string =>
  sets
    .split(';')
    .map((set) => `create ${set.trim()}\n`)
    .join('');

/** To the host, through it both ways, from it, its answers, and what nobody should send. */
function traffic(inside: string): readonly Step[] {
  const client = '10.1.0.2';
  const server = '198.51.100.7';
  const host = '203.0.113.1';
  return [
    { packet: { in: 'eth0', src: server, dst: host, proto: 'tcp', sport: 40000, dport: 22, flags: 'SYN' } },
    { packet: { in: 'eth0', src: server, dst: host, proto: 'tcp', sport: 40001, dport: 80, flags: 'SYN' } },
    { packet: { in: 'eth0', src: server, dst: host, proto: 'udp', sport: 5353, dport: 53, payload: 'query' } },
    { packet: { in: 'eth0', src: server, dst: host, proto: 'icmp', icmpType: 'echo-request' } },
    { packet: { in: inside, src: client, dst: '8.8.8.8', proto: 'tcp', sport: 40002, dport: 443, flags: 'SYN' } },
    { reply: { to: 5 } },
    { packet: { in: inside, src: client, dst: '8.8.8.8', proto: 'udp', sport: 40003, dport: 123, payload: 'time' } },
    { packet: { from: 'local', dst: '8.8.8.8', proto: 'tcp', sport: 40004, dport: 25, flags: 'SYN' } },
    {
      packet: {
        from: 'local',
        src: '127.0.0.1',
        dst: '127.0.0.1',
        proto: 'udp',
        sport: 40005,
        dport: 53,
        payload: 'self',
      },
    },
    { packet: { in: 'eth0', src: client, dst: host, proto: 'tcp', sport: 1, dport: 139, flags: 'FIN,PSH,URG' } },
    { packet: { in: 'eth0', src: server, dst: host, proto: 47, payload: 'gre' } },
    { packet: { in: 'eth0', src: server, dst: host, proto: 'udp', sport: 9, dport: 9, mf: true, payload: '12345678' } },
    { wait: 60 },
    { command: 'iptables-save -c' },
  ];
}
