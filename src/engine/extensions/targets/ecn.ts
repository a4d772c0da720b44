import {
  TCP_FLAGS,
  TCP_MIN_HEADER,
  TCP_PROTOCOL,
  ipProtocol,
  ipTos,
  setIpTos,
  setTcpFlags,
  tcpFlags,
} from '../../net/index.ts';
import type { TargetContext, TargetVerdict } from '../../model/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { rewriteHeader } from '../rewrite.ts';
import { help } from './ecn.help.ts';

/** struct ipt_ECN_info: what to write, null to leave. */
interface Ecn {
  readonly ece: number | null;
  readonly cwr: number | null;
  readonly ect: number | null;
}

const isRemove = ({ ece, cwr, ect }: Ecn): boolean => ece === 0 && cwr === 0 && ect === null;
const ECT_BITS = 3;

/** ipt_ECN: ecn_tg. */
export const ecnTarget = defineTarget<Ecn>({
  kind: 'target',
  name: 'ECN',
  size: 40,
  help,
  chip: 'other',
  options: [
    { name: 'ecn-tcp-remove', kind: 'flag', excludes: ['ecn-tcp-cwr', 'ecn-tcp-ece'] },
    { name: 'ecn-tcp-cwr', kind: 'uint8', max: 1, excludes: ['ecn-tcp-remove'] },
    { name: 'ecn-tcp-ece', kind: 'uint8', max: 1, excludes: ['ecn-tcp-remove'] },
    { name: 'ecn-ip-ect', kind: 'uint8', max: 3 },
  ],
  legality: { tables: ['mangle'] },
  finalCheck: (given) => (given.all.length === 0 ? { message: 'ECN target: An operation is required' } : null),
  build: (given) => {
    const removed = given.has('ecn-tcp-remove') ? 0 : null;
    return ok({
      ece: given.value<number>('ecn-tcp-ece') ?? removed,
      cwr: given.value<number>('ecn-tcp-cwr') ?? removed,
      ect: given.value<number>('ecn-ip-ect') ?? null,
    });
  },
  check: ({ ece, cwr }, { head: { protocol } }) =>
    (ece !== null || cwr !== null) && (protocol.number !== TCP_PROTOCOL || protocol.inverted)
      ? { errno: 'EINVAL', log: 'ipt_ECN: cannot use operation on non-tcp rule' }
      : null,
  save: (params) =>
    isRemove(params)
      ? ['--ecn-tcp-remove']
      : [
          ...(params.ece === null ? [] : savedOption('ecn-tcp-ece', params.ece)),
          ...(params.cwr === null ? [] : savedOption('ecn-tcp-cwr', params.cwr)),
          ...(params.ect === null ? [] : savedOption('ecn-ip-ect', params.ect)),
        ],
  list: (params) => `ECN ${isRemove(params) ? 'TCP remove' : listParts(params)}`,
  brief: (params) => (isRemove(params) ? 'remove' : listParts(params)),
  apply: applyEcn,
});

const listParts = ({ ece, cwr, ect }: Ecn): string =>
  [
    ...(ece === null ? [] : [`ECE=${ece}`]),
    ...(cwr === null ? [] : [`CWR=${cwr}`]),
    ...(ect === null ? [] : [`ECT codepoint=${ect}`]),
  ].join(' ');

function applyEcn({ ece, cwr, ect }: Ecn, { packet, transportOffset: at }: TargetContext<undefined>): TargetVerdict {
  const tos = ipTos(packet.bytes);
  if (ect !== null && (tos & ECT_BITS) !== ect)
    rewriteHeader(packet, (bytes) => setIpTos(bytes, (tos & ~ECT_BITS) | ect));
  if ((ece === null && cwr === null) || ipProtocol(packet.bytes) !== TCP_PROTOCOL) return CONTINUE;
  if (packet.bytes.length < at + TCP_MIN_HEADER) return { kind: 'drop', reason: 'truncated TCP header' };
  const before = tcpFlags(packet.bytes, at);
  const flags = withFlag(withFlag(before, TCP_FLAGS.ECE, ece), TCP_FLAGS.CWR, cwr);
  if (flags !== before) rewriteHeader(packet, (bytes) => setTcpFlags(bytes, at, flags));
  return CONTINUE;
}

const withFlag = (flags: number, bit: number, value: number | null): number =>
  value === null ? flags : value === 1 ? flags | bit : flags & ~bit;
