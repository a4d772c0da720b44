import {
  countOf,
  directionChoice,
  directionOf,
  endsOf,
  type Preset,
  type PresetContext,
  type ScriptedStep,
} from './preset.ts';
import { CLOSE, dial, SHAKE, spoken, type Line } from './tcp.ts';

/** Where a client would go: out to a web server, or in to what the host offers. */
const directionFor = ({ plan }: PresetContext) => (plan.inside === null ? ('in' as const) : ('out' as const));

/** The first service that is for the web, else any. */
function webPort({ plan }: PresetContext, direction: 'in' | 'out'): number {
  if (direction === 'out') return 80;
  return plan.services.find((port) => [80, 8080, 443, 8443].includes(port)) ?? plan.services[0] ?? 80;
}

/** TCP from its handshake to its close, with nothing said between. */
export const handshake: Preset = {
  choices: (context) => [
    directionChoice(directionFor(context)),
    {
      name: 'port',
      kind: 'number',
      min: 1,
      max: 65535,
      initial: context.plan.inside === null ? webPort(context, 'in') : 443,
    },
  ],
  *script(context, chosen) {
    const ends = endsOf(context.plan, directionOf(chosen));
    const call = yield* dial({ ...ends, sport: context.freePort, dport: countOf(chosen, 'port', 65535) }, 1);
    yield spoken(call, [...SHAKE, ...CLOSE]);
  },
};

const HTTP: readonly Line[] = [
  ...SHAKE,
  {
    from: 'client',
    flags: 'PSH,ACK',
    payload: 'GET / HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n',
    note: 'httpRequest',
  },
  {
    from: 'server',
    flags: 'PSH,ACK',
    payload: 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello\n',
    note: 'httpResponse',
  },
  { from: 'client', flags: 'ACK', note: 'acknowledged' },
  { from: 'server', flags: 'FIN,ACK', note: 'finServerFirst' },
  { from: 'client', flags: 'FIN,ACK', note: 'finClientToo' },
  { from: 'server', flags: 'ACK', note: 'lastAck' },
];

export const http: Preset = {
  choices: (context) => [directionChoice(directionFor(context))],
  *script(context, chosen) {
    const direction = directionOf(chosen);
    const dport = webPort(context, direction);
    const call = yield* dial({ ...endsOf(context.plan, direction), sport: context.freePort, dport }, 1);
    yield spoken(call, HTTP);
  },
};

const MOST_ATTEMPTS = 20;

/** Logins tried one after the other, each from a port of its own: what `recent`, `limit` and `connlimit` are set against. */
export const ssh: Preset = {
  choices: () => [
    { name: 'attempts', kind: 'number', min: 1, max: MOST_ATTEMPTS, initial: 5 },
    { name: 'pause', kind: 'number', min: 1, max: 600, initial: 2 },
  ],
  *script({ plan, freePort }, chosen) {
    const attempts = countOf(chosen, 'attempts', MOST_ATTEMPTS);
    const seconds = countOf(chosen, 'pause', 600);
    const steps: ScriptedStep[] = [];
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const ends = endsOf(plan, 'in');
      const syn = { packet: { ...ends, proto: 'tcp', sport: freePort + attempt - 1, dport: 22, flags: 'SYN' } };
      const values = { attempt };
      const next = steps.length + 1;
      steps.push(
        { step: syn, note: 'sshAttempt', values },
        { step: { reply: { to: next, flags: 'ACK' } }, note: 'established' },
        {
          step: { reply: { to: next, flags: 'PSH,ACK', payload: 'SSH-2.0-libssh_0.9.6\r\n' } },
          note: 'sshBanner',
        },
        // It was refused: gone without a farewell, as such programs do.
        { step: { reply: { to: next, flags: 'RST,ACK', seq: 1023 } }, note: 'sshGone' },
        ...(attempt < attempts ? [{ step: { wait: seconds }, note: 'sshPause' as const, values: { seconds } }] : []),
      );
    }
    yield steps;
  },
};
