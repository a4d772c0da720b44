import type { StepView } from '../../../engine/index.ts';
import { endpoint, readDatagram } from '../../packet/datagram.ts';
import {
  incoming,
  outgoing,
  wireBytes,
  type Preset,
  type PresetContext,
  type PresetScript,
  type ScriptedStep,
} from './preset.ts';
import { CLOSE, dial, SHAKE, spoken, type Call, type Dial, type Line } from './tcp.ts';

/** A port for data, above those that scans and floods use. */
const DATA_PORT = 50021;
const HELPER_RULE = 'iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp';

const server = (payload: string, note: Line['note']): Line => ({
  from: 'server',
  flags: 'PSH,ACK',
  payload: `${payload}\r\n`,
  note,
});
const client = (payload: string, note: Line['note']): Line => ({ ...server(payload, note), from: 'client' });

/** The helper reads no command before it has seen a line of that side (find_nl_seq): here both have spoken. */
const LOGIN: readonly Line[] = [
  ...SHAKE,
  server('220 FTP server ready', 'ftpGreeting'),
  client('USER anonymous', 'ftpUser'),
  server('331 Password please', 'ftpAsksPassword'),
  client('PASS guest@example.com', 'ftpPassword'),
  server('230 Logged in', 'ftpLoggedIn'),
];

const DATA_BY_SERVER: readonly Line[] = [
  { from: 'server', flags: 'PSH,ACK', payload: 'The quick brown fox\n', note: 'ftpData' },
  { from: 'client', flags: 'ACK', note: 'acknowledged' },
  { from: 'server', flags: 'FIN,ACK', note: 'ftpDataEnd' },
  { from: 'client', flags: 'FIN,ACK', note: 'finClientToo' },
  { from: 'server', flags: 'ACK', note: 'lastAck' },
];
/** In active mode the FTP server is the one that calls. */
const DATA_BY_CALLER = DATA_BY_SERVER.map((line): Line => ({
  ...line,
  from: line.from === 'server' ? 'client' : 'server',
}));

const FAREWELL: readonly Line[] = [
  server('226 Transfer complete', 'ftpComplete'),
  client('QUIT', 'ftpQuit'),
  server('221 Goodbye', 'ftpGoodbye'),
  ...CLOSE,
];

/** RFC 959: h1,h2,h3,h4,p1,p2. */
const ftpAddress = (address: string, port: number): string =>
  `${address.replaceAll('.', ',')},${port >> 8},${port & 255}`;

/** What the other side was told, as it went over the wire: a helper may have rewritten it. */
function toldIn(view: StepView | undefined): { readonly address: string; readonly port: number } | null {
  const bytes = wireBytes(view);
  const text = bytes === null ? '' : String.fromCharCode(...bytes.subarray(40));
  const parts = /(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [a = 0, b = 0, c = 0, d = 0, high = 0, low = 0] = parts;
  return { address: [a, b, c, d].join('.'), port: high * 256 + low };
}

/** Whom a far machine sees when this step's packet reaches it. */
function seenSource(view: StepView | undefined): string | null {
  const bytes = wireBytes(view);
  return (bytes && readDatagram(bytes)?.source) ?? null;
}

const endsOfFtp = ({ plan }: PresetContext) => (plan.inside === null ? incoming(plan) : outgoing(plan));

/** The control connection, behind a rule that makes the helper read it. */
function callServer(context: PresetContext, helper: boolean): PresetScript<Call> {
  const lead: readonly ScriptedStep[] = helper ? [{ step: { command: HELPER_RULE }, note: 'ftpHelper' }] : [];
  const to = { ...endsOfFtp(context), sport: context.freePort, dport: 21 };
  return dial(to, lead.length + 1, 'syn', lead);
}

interface Transfer {
  readonly control: Call;
  /** Segments of the control connection before the data connection is opened. */
  readonly before: readonly Line[];
  readonly to: Dial;
  readonly lines: readonly Line[];
  readonly note: Line['note'];
}

function* transfer({ control, before, to, lines, note }: Transfer): PresetScript {
  const lead = spoken(control, before);
  const data = yield* dial(to, control.next, note, lead);
  const steps = spoken(data, [...SHAKE, ...lines]);
  control.next = data.next;
  yield [...steps, ...spoken(control, FAREWELL)];
}

const choices = (): ReturnType<Preset['choices']> => [
  { name: 'helper', kind: 'select', options: ['withHelper', 'withoutHelper'], initial: 'withHelper' },
];
const isHelped = (chosen: Readonly<Record<string, string>>): boolean => chosen['helper'] !== 'withoutHelper';

export const ftpActive: Preset = {
  choices,
  *script(context, chosen) {
    const { plan } = context;
    const control = yield* callServer(context, isHelped(chosen));
    if (control.kind === 'stopped') return;
    const mine = endsOfFtp(context).src ?? plan.outside.address;
    // What the client tells is its own address: the FTP helper reads it, and NAT rewrites it.
    const views = yield spoken(control, [...LOGIN, client(`PORT ${ftpAddress(mine, DATA_PORT)}`, 'ftpPort')]);
    const told = toldIn(views.at(-1));
    const seen = seenSource(views.at(-1)) ?? mine;
    const to: Dial =
      control.kind === 'served'
        ? { from: 'local', src: plan.outside.address, dst: mine, sport: 20, dport: DATA_PORT }
        : { in: plan.outside.device, src: plan.server, dst: seen, sport: 20, dport: told?.port ?? DATA_PORT };
    const before = [server('200 PORT command successful', 'ftpPortDone'), client('RETR fox.txt', 'ftpRetr')];
    yield* transfer({ control, before, to, lines: DATA_BY_CALLER, note: 'ftpActiveData' });
  },
  sockets: (context) => ftpSockets(context),
};

export const ftpPassive: Preset = {
  choices,
  *script(context, chosen) {
    const control = yield* callServer(context, isHelped(chosen));
    if (control.kind === 'stopped') return;
    const ends = endsOfFtp(context);
    const address = control.kind === 'served' ? (control.local.src ?? ends.dst ?? '') : (ends.dst ?? '');
    const line = server(`227 Entering Passive Mode (${ftpAddress(address, DATA_PORT)}).`, 'ftpPassiveMode');
    const views = yield spoken(control, [...LOGIN, client('PASV', 'ftpPasv'), line]);
    const told = toldIn(views.at(-1)) ?? { address, port: DATA_PORT };
    const to: Dial = { ...ends, dst: told.address, sport: context.freePort + 1, dport: told.port };
    const before = [client('RETR fox.txt', 'ftpRetr')];
    yield* transfer({ control, before, to, lines: DATA_BY_SERVER, note: 'ftpPassiveData' });
  },
  sockets: (context) => ftpSockets(context),
};

/** Where nothing is behind the host, the host itself is the FTP server. */
function ftpSockets({ plan, host }: PresetContext) {
  if (plan.inside !== null) return [];
  const has = (port: number): boolean =>
    (host.sockets ?? []).some((socket) => endpoint(socket.proto, socket.port) === endpoint('tcp', port));
  return [21, DATA_PORT]
    .filter((port) => !has(port))
    .map((port) => ({ proto: 'tcp' as const, port, process: 'vsftpd' }));
}
