import { TCP_MIN_HEADER, TCP_PROTOCOL, formatAddress, tcpHeaderLength } from '../../net/index.ts';
import { ACCEPT } from './helper.ts';
import type { Helper } from './helper.ts';
import { readDcc } from './irc-commands.ts';

const LONGEST_LINE = 4095;

/** IRC: a client's DCC command announces a connection that anybody may open to it. */
export const ircHelper: Helper = {
  name: 'irc',
  protocol: TCP_PROTOCOL,
  policy: { most: 8, timeout: 300_000 },
  initialState: () => null,
  help({ packet: { bytes }, entry, attachment, transport, announce, warn }) {
    if (attachment.direction === 'reply' || attachment.relation !== 'established') return ACCEPT;
    if (bytes.length < transport + TCP_MIN_HEADER) return ACCEPT;
    const data = transport + tcpHeaderLength(bytes, transport);
    if (data >= bytes.length) return ACCEPT;
    const [dcc] = readDcc(String.fromCharCode(...bytes.subarray(data, data + LONGEST_LINE)));
    if (dcc === undefined) return ACCEPT;
    const { original, reply } = entry;
    if ((original.source !== dcc.address && reply.destination !== dcc.address) || dcc.port === 0) {
      const named = `${formatAddress(dcc.address)}:${dcc.port}`;
      warn(`nf_conntrack_irc: Forged DCC command from ${formatAddress(original.source)}: ${named}`);
      return ACCEPT;
    }
    return announce({
      helper: 'irc',
      form: 'dcc',
      direction: 'original',
      transport,
      from: dcc.from,
      length: dcc.length,
      expectation: {
        master: entry,
        tuple: {
          source: 0,
          destination: reply.destination,
          protocol: TCP_PROTOCOL,
          sourcePart: 0,
          destinationPart: dcc.port,
        },
        mask: { source: 0, sourcePart: 0 },
        helper: 'irc',
        direction: 'original',
        savedPart: 0,
        savedAddress: 0,
        followsMaster: false,
      },
    });
  },
};
