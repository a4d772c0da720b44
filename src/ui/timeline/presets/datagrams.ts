import type { SocketDocument } from '../../../engine/index.ts';
import {
  countOf,
  directionChoice,
  directionOf,
  endsOf,
  outgoing,
  type Preset,
  type PresetContext,
  type ScriptedStep,
} from './preset.ts';

/** DNS query for example.com, and its answer 93.184.215.14. */
const DNS_QUERY = '123401000001000000000000076578616d706c6503636f6d0000010001';
const DNS_ANSWER = '123481800001000100000000076578616d706c6503636f6d0000010001c00c00010001000000e100045db8d70e';
const MOST_PINGS = 20;

export const ping: Preset = {
  choices: () => [directionChoice('out'), { name: 'count', kind: 'number', min: 1, max: MOST_PINGS, initial: 3 }],
  *script({ plan, freePort }, chosen) {
    const direction = directionOf(chosen);
    const count = countOf(chosen, 'count', MOST_PINGS);
    const ends = endsOf(plan, direction);
    const steps: ScriptedStep[] = [];
    for (let number = 1; number <= count; number += 1) {
      const values = { number };
      const request = {
        packet: { ...ends, proto: 'icmp', icmpType: 'echo-request', icmpId: freePort & 0xffff, icmpSeq: number },
      };
      const answer =
        direction === 'out'
          ? [{ step: { reply: { to: 2 * number - 1 } }, note: 'echoReply' as const, values }]
          : [{ step: { wait: 1 }, note: 'pingPause' as const }];
      steps.push({ step: request, note: direction === 'out' ? 'echoRequest' : 'echoRequestIn', values }, ...answer);
    }
    yield steps;
  },
};

/** Who asks: someone behind the host, or the host's own resolver, which then needs a socket for the answer. */
export const dns: Preset = {
  choices: () => [],
  *script({ plan, freePort }) {
    yield [
      {
        step: { packet: { ...outgoing(plan), proto: 'udp', sport: freePort, dport: 53, payloadHex: DNS_QUERY } },
        note: 'dnsQuery',
      },
      { step: { reply: { to: 1, payloadHex: DNS_ANSWER } }, note: 'dnsAnswer' },
    ];
  },
  sockets: (context) => resolver(context),
};

const resolver = ({ plan, freePort }: PresetContext): readonly SocketDocument[] =>
  plan.inside === null ? [{ proto: 'udp', port: freePort, process: 'resolver' }] : [];
