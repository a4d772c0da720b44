import type { PacketDocument, PacketFields } from '../../engine/index.ts';
import type { LogFields } from './log-line.ts';

const TCP_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'];
const NAMED = new Set(['icmp', 'igmp', 'tcp', 'udp', 'udplite', 'sctp', 'dccp', 'gre', 'esp', 'ah']);

/** The packet that a log line shows. What the line does not say is as a Linux sender would set it. */
export function packetOfLog(fields: LogFields): PacketDocument {
  const { values } = fields;
  const device = values.get('IN') ?? '';
  const number = (key: string): number | undefined => numberOf(values.get(key));
  const mark = number('MARK');
  return {
    ...(device === '' ? { from: 'local' } : { in: device }),
    ...fieldsOfLog(fields),
    ...macsOf(values.get('MAC') ?? ''),
    ...(mark !== undefined && mark !== 0 && device === '' && { mark }),
    ...(device === '' && optional('uid', number('UID'))),
    ...(device === '' && optional('gid', number('GID'))),
  };
}

function fieldsOfLog({ values, flags, inner }: LogFields): PacketFields {
  const number = (key: string): number | undefined => numberOf(values.get(key));
  const proto = values.get('PROTO')?.toLowerCase() ?? guessedProtocol(values);
  const tcp = TCP_FLAGS.filter((flag) => flags.has(flag)).join(',');
  const isTcp = proto === 'tcp';
  const isIcmp = proto === 'icmp';
  return {
    ...optional('src', values.get('SRC')),
    ...optional('dst', values.get('DST')),
    proto: NAMED.has(proto) ? proto : Number(proto) || 'tcp',
    ...optional('ttl', number('TTL')),
    tos: (number('TOS') ?? 0) | (number('PREC') ?? 0),
    ...optional('id', number('ID')),
    df: flags.has('DF'),
    ...(flags.has('MF') && { mf: true }),
    ...optional('frag', fragmentOf(flags)),
    ...optional('sport', number('SPT') ?? number('SPORT')),
    ...optional('dport', number('DPT') ?? number('DPORT')),
    ...(isTcp && tcp !== '' && { flags: tcp }),
    ...(isTcp && { ...optional('seq', number('SEQ')), ...optional('ack', number('ACK')) }),
    ...(isTcp && optional('window', number('WINDOW'))),
    ...(isIcmp && { ...optional('icmpType', number('TYPE')), ...optional('icmpCode', number('CODE')) }),
    ...(isIcmp && { ...optional('icmpId', number('ICMP_ID')), ...optional('icmpSeq', number('SEQ')) }),
    ...(isIcmp && inner !== null && { inner: fieldsOfLog(inner) }),
    ...optional('length', number('LEN')),
  };
}

/** `optional('ttl', undefined)` is nothing at all: absent keys and undefined ones differ in a document. */
const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };

function numberOf(text: string | undefined): number | undefined {
  const value = text === undefined || text === '' ? NaN : Number(text);
  return Number.isNaN(value) ? undefined : value;
}

/** xtables-monitor leaves the protocol out. */
const guessedProtocol = (values: ReadonlyMap<string, string>): string =>
  values.has('SPORT') || values.has('SPT') ? (values.has('WINDOW') ? 'tcp' : 'udp') : 'icmp';

const fragmentOf = (flags: ReadonlySet<string>): number | undefined => {
  const flag = [...flags].find((one) => one.startsWith('FRAG:'));
  return flag === undefined ? undefined : Number(flag.slice(5));
};

/** MAC= is the whole Ethernet header. The host's own address is the scenario's; one of many stays. */
function macsOf(header: string): { readonly srcMac?: string; readonly dstMac?: string } {
  const bytes = header.split(':');
  if (bytes.length < 14 || /^[0:]*$/.test(bytes.slice(0, 12).join(':'))) return {};
  const isForMany = (parseInt(bytes[0] ?? '0', 16) & 1) === 1;
  return { srcMac: bytes.slice(6, 12).join(':'), ...(isForMany && { dstMac: bytes.slice(0, 6).join(':') }) };
}
