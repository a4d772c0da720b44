import { UDP_HEADER, UDP_PROTOCOL, read16 } from '../../net/index.ts';
import { ACCEPT } from './helper.ts';
import type { Helper } from './helper.ts';

const READ_REQUEST = 1;
const WRITE_REQUEST = 2;

/** TFTP (RFC 1350): the server answers a request from a port of its own choice. */
export const tftpHelper: Helper = {
  name: 'tftp',
  protocol: UDP_PROTOCOL,
  policy: { most: 1, timeout: 300_000 },
  initialState: () => null,
  help({ packet, entry, transport, announce }) {
    const { bytes } = packet;
    if (bytes.length < transport + UDP_HEADER + 2) return ACCEPT;
    const operation = read16(bytes, transport + UDP_HEADER);
    if (operation !== READ_REQUEST && operation !== WRITE_REQUEST) return ACCEPT;
    const { reply } = entry;
    return announce({
      helper: 'tftp',
      form: null,
      direction: 'original',
      transport,
      from: 0,
      length: 0,
      expectation: {
        master: entry,
        tuple: { ...reply, sourcePart: 0, protocol: UDP_PROTOCOL },
        mask: { source: 0xffffffff, sourcePart: 0 },
        helper: 'tftp',
        direction: 'reply',
        savedPart: entry.original.sourcePart,
        savedAddress: 0,
        followsMaster: false,
      },
    });
  },
};
