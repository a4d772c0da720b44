import { protocolNumber } from '../../engine/index.ts';

/** Options that `-p` brings: which part of the connection each names. */
export type Part = 'sport' | 'dport' | 'reply-sport' | 'reply-dport' | 'state' | 'type' | 'code' | 'query' | 'none';

export interface ProtocolOption {
  /** As messages name it: the first spelling. */
  readonly name: string;
  readonly spellings: readonly string[];
  readonly part: Part;
  /** Commands that it is mandatory for, and those that take it at all ('' for none). */
  readonly mandatory: string;
  readonly allowed: string;
}

export interface ConntrackProtocol {
  readonly number: number;
  readonly options: readonly ProtocolOption[];
  /** How the pair of ports is named where one is missing; null for protocols without. */
  readonly pair: readonly [original: string, reply: string] | null;
  readonly states: readonly string[] | null;
  /** 'unknown TCP state `x'' */
  readonly unknownState: string;
}

const ANY = 'LIUDGE';

const option = (
  name: string,
  part: Part,
  {
    aliases = [],
    mandatory = '',
    allowed = ANY,
  }: { aliases?: readonly string[]; mandatory?: string; allowed?: string } = {},
): ProtocolOption => ({ name, spellings: [name, ...aliases], part, mandatory, allowed });

const PORTS: readonly ProtocolOption[] = [
  option('sport', 'sport', { aliases: ['orig-port-src'] }),
  option('dport', 'dport', { aliases: ['orig-port-dst'] }),
  option('reply-port-src', 'reply-sport'),
  option('reply-port-dst', 'reply-dport'),
  option('mask-port-src', 'none', { allowed: '' }),
  option('mask-port-dst', 'none', { allowed: '' }),
];
const EXPECTED_PORTS: readonly ProtocolOption[] = [
  option('tuple-port-src', 'none', { allowed: 'I' }),
  option('tuple-port-dst', 'none', { allowed: 'I' }),
];
const STATE = option('state', 'state', { mandatory: 'I' });
const PORT_PAIR = ["`--sport' and `--dport'", "`--reply-src-port' and `--reply-dst-port'"] as const;

const TCP_STATES =
  'NONE SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT CLOSE_WAIT LAST_ACK TIME_WAIT CLOSE SYN_SENT2 LISTEN'.split(' ');
const SCTP_STATES =
  'NONE CLOSED COOKIE_WAIT COOKIE_ECHOED ESTABLISHED SHUTDOWN_SENT SHUTDOWN_RECD SHUTDOWN_ACK_SENT HEARTBEAT_SENT'.split(
    ' ',
  );
const DCCP_STATES = 'NONE REQUEST RESPOND PARTOPEN OPEN CLOSEREQ CLOSING TIMEWAIT IGNORE INVALID'.split(' ');

const plain = (number: number): ConntrackProtocol => ({
  number,
  options: [...PORTS, ...EXPECTED_PORTS],
  pair: PORT_PAIR,
  states: null,
  unknownState: '',
});

const PROTOCOLS: readonly ConntrackProtocol[] = [
  {
    number: 6,
    options: [...PORTS, STATE, ...EXPECTED_PORTS],
    pair: PORT_PAIR,
    states: TCP_STATES,
    unknownState: 'unknown TCP state',
  },
  plain(17),
  plain(136),
  {
    number: 132,
    options: [
      ...PORTS.slice(0, 4),
      STATE,
      option('orig-vtag', 'none', { mandatory: 'I', allowed: 'IGU' }),
      option('reply-vtag', 'none', { mandatory: 'I', allowed: 'IGU' }),
    ],
    pair: PORT_PAIR,
    states: SCTP_STATES,
    unknownState: 'unknown SCTP state',
  },
  {
    number: 33,
    options: [...PORTS, STATE, ...EXPECTED_PORTS, option('role', 'none', { mandatory: 'I' })],
    pair: PORT_PAIR,
    states: DCCP_STATES,
    unknownState: 'Unknown DCCP state',
  },
  {
    number: 47,
    options: [
      option('srckey', 'sport', { aliases: ['orig-key-src'] }),
      option('dstkey', 'dport', { aliases: ['orig-key-dst'] }),
      option('reply-key-src', 'reply-sport'),
      option('reply-key-dst', 'reply-dport'),
    ],
    pair: ["`--srckey' and `--dstkey'", "`--reply-src-key' and `--reply-dst-key'"],
    states: null,
    unknownState: '',
  },
  {
    number: 1,
    options: [
      option('icmp-type', 'type', { mandatory: 'IG' }),
      option('icmp-code', 'code', { mandatory: 'IG' }),
      option('icmp-id', 'query'),
    ],
    pair: null,
    states: null,
    unknownState: '',
  },
  {
    number: 58,
    options: [
      option('icmpv6-type', 'type', { mandatory: 'IG' }),
      option('icmpv6-code', 'code', { mandatory: 'IG' }),
      option('icmpv6-id', 'query'),
    ],
    pair: null,
    states: null,
    unknownState: '',
  },
];

/** A protocol by name or number as `-p` takes it; null: 'unsupported protocol'. Those without a tracker have no options. */
export function conntrackProtocol(text: string): ConntrackProtocol | null {
  const isNumber = /^\d+$/.test(text);
  const number = isNumber ? Number(text) : protocolNumber(text.toLowerCase());
  if (number === null || number === undefined || number > 255) return null;
  const known = PROTOCOLS.find((protocol) => protocol.number === number);
  if (known !== undefined) return known;
  return isNumber ? { number, options: [], pair: null, states: null, unknownState: '' } : null;
}
