import { read16 } from '../../net/index.ts';
import type { TargetContext, TargetVerdict } from '../../model/index.ts';
import { ACCEPT, ok } from '../../model/index.ts';
import { formatAddress } from '../address.ts';
import { defineTarget } from '../extension.ts';
import { hex, savedOption } from '../format.ts';
import type { Masked } from '../options.ts';
import { help } from './tproxy.help.ts';

/** struct xt_tproxy_target_info_v1. Address 0 is that of the incoming device, port 0 the packet's own. */
interface Tproxy {
  readonly port: number;
  readonly address: number;
  readonly mark: Masked;
}

const NO_MARK: Masked = { value: 0, mask: 0 };
const formatMark = ({ mark }: Tproxy): string => `${hex(mark.value)}/${hex(mark.mask)}`;

/** xt_TPROXY: tproxy_tg4. */
export const tproxy = defineTarget<Tproxy>({
  kind: 'target',
  name: 'TPROXY',
  size: 64,
  help,
  chip: 'other',
  options: [
    { name: 'on-port', kind: 'port', mandatory: true, placeholder: '3128' },
    { name: 'on-ip', kind: 'host', placeholder: '127.0.0.1' },
    { name: 'tproxy-mark', kind: 'markmask32', placeholder: '0x1/0x1' },
  ],
  legality: { tables: ['mangle'], hooks: ['PREROUTING'] },
  needs: ['defrag'],
  build: (given) =>
    ok({
      port: given.value<number>('on-port') ?? 0,
      address: given.value<number>('on-ip') ?? 0,
      mark: given.value<Masked>('tproxy-mark') ?? NO_MARK,
    }),
  check: (_, { head: { protocol } }) =>
    (protocol.number === 6 || protocol.number === 17) && !protocol.inverted
      ? null
      : { errno: 'EINVAL', log: 'xt_TPROXY: Can be used only with -p tcp or -p udp' },
  save: (params) => [
    ...savedOption('on-port', params.port),
    ...savedOption('on-ip', formatAddress(params.address)),
    ...savedOption('tproxy-mark', formatMark(params)),
  ],
  list: (params) => `TPROXY redirect ${formatAddress(params.address)}:${params.port} mark ${formatMark(params)}`,
  brief: ({ address, port }) => `→ ${address === 0 ? '' : formatAddress(address)}:${port}`,
  apply: applyTproxy,
});

/** A packet for a transparent socket that listens there gets the mark and that socket; without one it is dropped. */
function applyTproxy(
  { port, address, mark }: Tproxy,
  { packet, inDevice, transportOffset, host }: TargetContext<undefined>,
): TargetVerdict {
  const proto = packet.bytes[9] === 6 ? 'tcp' : 'udp';
  const wantedPort = port === 0 ? read16(packet.bytes, transportOffset + 2) : port;
  const wanted =
    address === 0 ? (host.interface(inDevice)?.addresses.find(({ secondary }) => !secondary)?.address ?? 0) : address;
  const found = host
    .sockets()
    .find(
      (socket) =>
        socket.proto === proto && socket.port === wantedPort && (socket.address === 0 || socket.address === wanted),
    );
  if (!found) return { kind: 'drop', reason: `no ${proto} socket listens on ${formatAddress(wanted)}:${wantedPort}` };
  if (found.transparent !== true)
    return { kind: 'drop', reason: `the socket of ${found.process} is not transparent (IP_TRANSPARENT)` };
  packet.steeredTo = found;
  packet.mark = ((packet.mark & ~mark.mask) ^ mark.value) >>> 0;
  return ACCEPT;
}
