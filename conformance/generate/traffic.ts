/** Random packet sequences: conversations with mistakes in them. */

import type { Packet, Step } from '../document.ts';
import { bytesOf, echo, fragments, icmp, ip, tcp, truncated, udp, type TcpFields } from '../packets.ts';
import type { Random } from './random.ts';
import { hairpinSteps, quoteSteps } from './answered-traffic.ts';
import { generateCommand } from './commands.ts';
import { ircSteps, saneSteps } from './helper-traffic.ts';
import { mtuSteps, redirectSteps, sourceRouteSteps } from './learning-traffic.ts';
import {
  addressSteps,
  anyProtocolSteps,
  clashSteps,
  fragmentSteps,
  ftpSteps,
  largeSteps,
  localSteps,
  optionSteps,
  protocolSteps,
  sctpConversation,
  tftpSteps,
  truncatedTail,
} from './unusual-traffic.ts';
import type { Talk } from './talk.ts';
import { FAR_HOSTS, LAN_HOSTS, OWN_LAN, OWN_WAN, PORTS } from './world.ts';

const inject = (from: Talk['from'], hex: string, more: Partial<Packet> = {}): Step => ({
  packet: from === 'local' ? { from, hex, ...more } : { in: from, hex, ...more },
});

function generateTalk(r: Random): Talk {
  const ports = { sport: r.pick([1000, 5000, 40000, r.int(1024, 65535)]), dport: r.pick(PORTS) };
  switch (r.pick(['out', 'out', 'out', 'in', 'in', 'toLan', 'local', 'local', 'loop'] as const)) {
    case 'out':
      return { from: 'eth1', src: r.pick(LAN_HOSTS), dst: r.pick(FAR_HOSTS), ...ports };
    case 'in':
      if (r.chance(0.1))
        return { from: 'eth2', src: r.pick(FAR_HOSTS), dst: r.pick(['100.64.0.2', ...LAN_HOSTS]), ...ports };
      return { from: 'eth0', src: r.pick(FAR_HOSTS), dst: r.pick([OWN_WAN, OWN_WAN, ...LAN_HOSTS]), ...ports };
    case 'toLan':
      return { from: 'eth1', src: r.pick(LAN_HOSTS), dst: r.pick([OWN_LAN, OWN_WAN]), ...ports };
    case 'local':
      return { from: 'local', src: r.pick([OWN_WAN, OWN_LAN]), dst: r.pick([...FAR_HOSTS, ...LAN_HOSTS]), ...ports };
    case 'loop':
      return { from: 'local', src: '127.0.0.1', dst: r.pick(['127.0.0.1', OWN_LAN]), ...ports };
  }
}

/** Header fields that differ from a plain sender's now and then. */
function oddities(r: Random) {
  return {
    ...(r.chance(0.08) && { ttl: r.pick([0, 1, 2, 5, 255]) }),
    ...(r.chance(0.08) && { tos: r.pick([0x10, 0x08, 0xb8, 0xff, 3]) }),
    ...(r.chance(0.3) && { id: r.int(1, 65535) }),
    ...(r.chance(0.02) && { badChecksum: true }),
    ...(r.chance(0.03) && { options: r.pick(['01010101', '94040000', '00000000']) }),
  };
}

/** The steps of one conversation. `at` is the number of steps before it, for the replies' references. */
function generateConversation(r: Random, at: number): readonly Step[] {
  const talk = generateTalk(r);
  if (r.chance(0.3)) return unusual(r, talk, at);
  switch (r.pick(['tcp', 'tcp', 'tcp', 'udp', 'udp', 'echo', 'error', 'other'] as const)) {
    case 'tcp':
      return tcpConversation(r, talk, at);
    case 'udp':
      return udpConversation(r, talk, at);
    case 'echo': {
      const request = inject(
        talk.from,
        echo({ ...talk, ...oddities(r), echoId: r.pick([7, 7, 9]), echoSeq: r.int(1, 3) }),
      );
      return [
        request,
        ...r.times(0, 2, (): Step => ({ reply: { to: at + 1, ...(r.chance(0.25) && { error: icmpError(r) }) } })),
      ];
    }
    case 'error':
      return [
        inject(talk.from, udp({ ...talk, payload: 'question' })),
        ...r.times(1, 3, (): Step => ({ reply: { to: at + 1, error: icmpError(r) } })),
      ];
    case 'other':
      return [inject(talk.from, oddPacket(r, talk))];
  }
}

function unusual(r: Random, talk: Talk, at: number): readonly Step[] {
  const through: Talk =
    talk.from === 'local' ? talk : { ...talk, from: 'eth1', src: r.pick(LAN_HOSTS), dst: r.pick(FAR_HOSTS) };
  switch (
    r.pick([
      'sctp',
      'fragments',
      'protocol',
      'address',
      'large',
      'options',
      'ftp',
      'tftp',
      'local',
      'clash',
      'cut',
      'about',
      'quotes',
      'quotes',
      'hairpin',
      'mtu',
      'redirect',
      'source-route',
      'irc',
      'sane',
      'any-protocol',
    ] as const)
  ) {
    case 'sctp':
      return sctpConversation(r, through, inject);
    case 'fragments':
      return fragmentSteps(r, talk, inject);
    case 'protocol':
      return protocolSteps(r, talk, at, inject);
    case 'address':
      return addressSteps(r, talk, inject);
    case 'large':
      return largeSteps(r, talk, at, inject);
    case 'options':
      return optionSteps(r, talk, inject);
    case 'ftp':
      return ftpSteps(r, through, at, inject);
    case 'tftp':
      return tftpSteps(r, through, at, inject);
    case 'local':
      return localSteps(r, talk, at, inject);
    case 'clash':
      return clashSteps(r, through, at, inject);
    case 'cut':
      return [inject(talk.from, truncatedTail(udp({ ...talk, payload: 'question' }), r.int(8, 35)))];
    case 'quotes':
      return quoteSteps(r, talk, at, inject);
    case 'hairpin':
      return hairpinSteps(r, talk, at, inject);
    case 'mtu':
      return mtuSteps(r, talk, at, inject);
    case 'redirect':
      return redirectSteps(r, talk, inject);
    case 'source-route':
      return sourceRouteSteps(r, talk, at, inject);
    case 'irc':
      return ircSteps(r, through, at, inject);
    case 'sane':
      return saneSteps(r, through, at, inject);
    case 'any-protocol':
      return anyProtocolSteps(r, talk, at, inject);
    case 'about':
      return [
        inject(talk.from, udp({ ...talk, payload: 'question' })),
        { reply: { to: at + 1, payload: 'answer' } },
        { reply: { to: at + 2, error: icmpError(r) } },
        { reply: { to: at + 1, error: icmpError(r) } },
      ];
  }
}

function icmpError(r: Random) {
  const [type, code] = r.pick([
    [3, 0],
    [3, 1],
    [3, 3],
    [3, 4],
    [11, 0],
    [5, 1],
    [12, 0],
    [4, 0],
  ] as const);
  return {
    type,
    code,
    ...(r.chance(0.5) && { from: r.pick(['203.0.113.254', '198.18.0.1', '192.168.1.10']) }),
    rest: type === 3 && code === 4 ? 1400 : 0,
  };
}

function udpConversation(r: Random, talk: Talk, at: number): readonly Step[] {
  const question = (): Step =>
    inject(
      talk.from,
      udp({
        ...talk,
        ...oddities(r),
        payload: r.pick(['question', 'GET /', '', 'x'.repeat(200)]),
        ...(r.chance(0.04) && { udpChecksum: r.pick([0, 1]) }),
        ...(r.chance(0.03) && { udpLength: r.pick([7, 8, 500]) }),
      }),
    );
  return [
    question(),
    ...r.times(0, 3, (): Step => (r.chance(0.6) ? { reply: { to: at + 1, payload: 'answer' } } : question())),
  ];
}

const OPTIONS = [
  '020405b4',
  '020405b40402080a000003e80000000001030307',
  '020405b40103030701010402',
  '',
  '01010101',
] as const;

function tcpConversation(r: Random, talk: Talk, at: number): readonly Step[] {
  const client = (fields: Partial<TcpFields>): Step =>
    inject(
      talk.from,
      tcp({ ...talk, ...oddities(r), window: 8192, ...fields, ...(r.chance(0.03) && { badTcpChecksum: true }) }),
    );
  const steps: Step[] = [];
  if (r.chance(0.85)) steps.push(client({ tcp: 'SYN', seq: 1000, tcpOptions: r.pick(OPTIONS) }));
  if (steps.length > 0 && r.chance(0.8))
    steps.push({ reply: { to: at + 1, flags: 'SYN,ACK', ...(r.chance(0.1) && { ack: r.int(0, 9000) }) } });
  if (r.chance(0.75)) steps.push(client({ tcp: 'ACK', seq: 1001, ack: 5001 }));
  const more = r.times(0, 5, (): Step => {
    const sequence = r.pick([1001, 1001, 1001, 1002, 1101, 1000, 9193, 9194, 500000]);
    const acknowledged = r.pick([5001, 5001, 5001, 5002, 5101, 4000, 90000]);
    const flags = r.pick([
      'ACK',
      'PSH,ACK',
      'PSH,ACK',
      'FIN,ACK',
      'RST',
      'RST,ACK',
      'SYN',
      'SYN,ACK',
      'FIN',
      '',
      'SYN,FIN',
      'PSH,ACK,URG',
    ]);
    const payload = flags.includes('PSH') ? r.pick(['GET /', 'x'.repeat(100)]) : '';
    const window = r.pick([8192, 8192, 0, 100]);
    if (r.chance(0.45)) return { reply: { to: at + 1, flags, seq: acknowledged, ack: sequence, window, payload } };
    return client({ tcp: flags, seq: sequence, ack: flags.includes('ACK') ? acknowledged : 0, window, payload });
  });
  return [...steps, ...more];
}

/** A packet that belongs to no conversation. */
function oddPacket(r: Random, talk: Talk): string {
  const datagram = udp({ ...talk, payload: 'question' });
  switch (r.pick(['cut', 'protocol', 'fragment', 'icmp', 'flags', 'tail'] as const)) {
    case 'cut':
      return truncated(r.pick([datagram, tcp(talk), echo(talk)]), r.int(20, 39));
    case 'protocol':
      return ip(
        { ...talk, protocol: r.pick([47, 50, 51, 89, 132, 136, 4, 2, 255]) },
        bytesOf('00000800000000010000000200000003'),
      );
    case 'fragment':
      return r.pick(fragments(r.pick([datagram, udp({ ...talk, payload: 'y'.repeat(64) })]), r.pick([8, 16])));
    case 'icmp':
      return icmp({
        ...talk,
        type: r.pick([0, 3, 5, 8, 9, 10, 11, 13, 14, 17, 30]),
        code: r.pick([0, 0, 1, 4]),
        rest: 7 << 16,
        payloadHex: r.pick(['', datagram, '00'.repeat(12)]),
      });
    case 'flags':
      return tcp({
        ...talk,
        tcp: r.pick(['FIN', 'SYN,FIN', 'FIN,PSH,URG', '', 'SYN,RST', 'RST']),
        reserved: r.int(0, 7),
      });
    case 'tail':
      return datagram + '0000';
  }
}

/** Between about three and twenty packets, with waits and commands among them. */
export function generateTimeline(r: Random, listening: boolean): readonly Step[] {
  // A listener sends its SYN/ACK again after 1 s and 3 s, on the kernel's own clock: waits keep away from those instants.
  const waits = listening ? [0.1, 0.2, 1.6] : [0.1, 0.5, 1.3, 2.3];
  const steps: Step[] = [];
  const conversations = r.int(1, 4);
  for (let index = 0; index < conversations; index++) {
    steps.push(...generateConversation(r, steps.length));
    const waited = steps.reduce((sum, step) => sum + ('wait' in step ? step.wait : 0), 0);
    const wait = r.pick(waits);
    if (r.chance(0.05) && waited + wait < 3) steps.push({ wait });
    if (r.chance(0.15)) steps.push({ command: generateCommand(r) });
  }
  return steps;
}
