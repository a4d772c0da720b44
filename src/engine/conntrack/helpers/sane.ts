import { TCP_MIN_HEADER, TCP_PROTOCOL, read16, read32, tcpHeaderLength } from '../../net/index.ts';
import { ACCEPT } from './helper.ts';
import type { Helper } from './helper.ts';

const START = 7;
const REQUEST_LENGTH = 8;
const REPLY_LENGTH = 8;

interface SaneState {
  readonly kind: 'sane';
  /** The client asked for a scan: the next answer tells the port. */
  started: boolean;
}

const isSaneState = (state: unknown): state is SaneState =>
  typeof state === 'object' && state !== null && 'kind' in state && state.kind === 'sane';

/** SANE's network protocol: the answer to a start request announces a data connection. It has no part in NAT. */
export const saneHelper: Helper = {
  name: 'sane',
  protocol: TCP_PROTOCOL,
  policy: { most: 1, timeout: 300_000 },
  initialState: (): SaneState => ({ kind: 'sane', started: false }),
  help({ packet: { bytes }, entry, attachment, transport, announce }) {
    const state = entry.helperState;
    if (attachment.relation !== 'established' || !isSaneState(state)) return ACCEPT;
    if (bytes.length < transport + TCP_MIN_HEADER) return ACCEPT;
    const data = transport + tcpHeaderLength(bytes, transport);
    const length = bytes.length - data;
    if (length <= 0) return ACCEPT;
    if (attachment.direction === 'original') {
      if (length === REQUEST_LENGTH) state.started = read32(bytes, data) === START;
      return ACCEPT;
    }
    if (!state.started) return ACCEPT;
    state.started = false;
    const isRefused = length < REPLY_LENGTH || read32(bytes, data) !== 0 || read16(bytes, data + 4) !== 0;
    if (isRefused) return ACCEPT;
    const { source, destination } = entry.original;
    return announce({
      helper: 'sane',
      form: 'untranslated',
      direction: 'reply',
      transport,
      from: 0,
      length: 0,
      expectation: {
        master: entry,
        tuple: { source, destination, protocol: TCP_PROTOCOL, sourcePart: 0, destinationPart: read16(bytes, data + 6) },
        mask: { source: 0xffffffff, sourcePart: 0 },
        helper: 'sane',
        direction: 'original',
        savedPart: 0,
        savedAddress: 0,
        followsMaster: false,
      },
    });
  },
};
