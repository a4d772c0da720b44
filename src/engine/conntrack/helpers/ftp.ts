import { TCP_MIN_HEADER, TCP_PROTOCOL, tcpHeaderLength, tcpSequence } from '../../net/index.ts';
import type { Direction, HelperCommand, StationVerdict } from '../../model/index.ts';
import { opposite } from '../entry.ts';
import { isBefore } from '../sequence.ts';
import { readFtpLine } from './ftp-commands.ts';
import type { Announcement, FtpReading } from './ftp-commands.ts';
import { ACCEPT } from './helper.ts';
import type { Helper, HelperContext } from './helper.ts';

/** Sequence numbers right behind the last line ends of each direction: a command begins only there. */
interface FtpState {
  readonly kind: 'ftp';
  readonly lineStarts: { readonly [D in Direction]: number[] };
}

const LINE_STARTS_KEPT = 2;
const LINE_FEED = 10;

const isFtpState = (state: unknown): state is FtpState =>
  typeof state === 'object' && state !== null && 'kind' in state && state.kind === 'ftp';

/** FTP (RFC 959, 2428): PORT and EPRT of the client, 227 and 229 of the server announce a data connection. */
export const ftpHelper: Helper = {
  name: 'ftp',
  protocol: TCP_PROTOCOL,
  policy: { most: 1, timeout: 300_000 },
  initialState: (): FtpState => ({ kind: 'ftp', lineStarts: { original: [], reply: [] } }),
  help(context) {
    const { packet, entry, attachment, transport } = context;
    const { bytes } = packet;
    // Until both sides have spoken there is nothing to read.
    if (attachment.relation !== 'established' || !isFtpState(entry.helperState)) return ACCEPT;
    if (bytes.length < transport + TCP_MIN_HEADER) return ACCEPT;
    const data = transport + tcpHeaderLength(bytes, transport);
    if (data >= bytes.length) return ACCEPT;
    const starts = entry.helperState.lineStarts[attachment.direction];
    const sequence = tcpSequence(bytes, transport);
    const nextSequence = (sequence + bytes.length - data) >>> 0;
    const endsLine = bytes[bytes.length - 1] === LINE_FEED;
    const line = String.fromCharCode(...bytes.subarray(data));
    const reading: FtpReading = starts.includes(sequence) ? readFtpLine(line, attachment.direction) : { kind: 'none' };
    if (reading.kind === 'partial') {
      return { kind: 'drop', reason: 'conntrack', text: `partial matching of \`${reading.pattern}'` };
    }
    // The helper comes before NAT shifts the numbers, so these are the sender's own.
    if (endsLine) noteLineStart(starts, nextSequence);
    return reading.kind === 'announcement' ? announceOwn(context, reading.announcement) : ACCEPT;
  },
};

/** Only the sender's own address counts: a foreign one would open a hole to a third machine. */
function announceOwn(context: HelperContext, announcement: Announcement): StationVerdict {
  const own = context.entry[context.attachment.direction].source;
  return (announcement.address ?? own) === own ? context.announce(commandOf(context, announcement)) : ACCEPT;
}

function commandOf(
  { entry, attachment, transport }: HelperContext,
  { form, port, from, length }: Announcement,
): HelperCommand {
  const other = entry[opposite(attachment.direction)];
  return {
    helper: 'ftp',
    form,
    direction: attachment.direction,
    transport,
    from,
    length,
    expectation: {
      master: entry,
      tuple: {
        source: other.source,
        destination: other.destination,
        protocol: TCP_PROTOCOL,
        sourcePart: 0,
        destinationPart: port,
      },
      mask: { source: 0xffffffff, sourcePart: 0 },
      helper: 'ftp',
      direction: 'original',
      savedPart: 0,
      savedAddress: 0,
      followsMaster: false,
    },
  };
}

/** The two newest are kept (update_nl_seq). */
function noteLineStart(starts: number[], sequence: number): void {
  if (starts.includes(sequence)) return;
  if (starts.length < LINE_STARTS_KEPT) starts.push(sequence);
  else starts[isBefore(starts[0] ?? 0, starts[1] ?? 0) ? 0 : 1] = sequence;
}
