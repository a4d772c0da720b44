import {
  TCP_FLAGS,
  TCP_MIN_HEADER,
  ipDestination,
  ipSource,
  ipTos,
  ipTotalLength,
  read16,
  read32,
  read8,
  replace16,
  replace32,
  setIpTotalLength,
  tcpChecksum,
  tcpHeaderLength,
  write16,
  write8,
} from '../../net/index.ts';
import type { TargetContext, TargetVerdict } from '../../model/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget, type CheckContext, type KernelRefusal } from '../extension.ts';
import { savedOption } from '../format.ts';
import { help } from './tcpmss.help.ts';

/** struct xt_tcpmss_info: null clamps to the path's MTU. */
interface Tcpmss {
  readonly mss: number | null;
}

const HEADERS = 40;
const MSS_OPTION = 2;
const MSS_OPTION_LENGTH = 4;
/** Where a SYN says nothing, the MSS is this (RFC 9293 section 3.7.1). */
const DEFAULT_MSS = 536;
const MAX_TCP_HEADER = 60;
const HOOKS: readonly string[] = ['FORWARD', 'OUTPUT', 'POSTROUTING'];

/** xt_TCPMSS: tcpmss_tg4. */
export const tcpmssTarget = defineTarget<Tcpmss>({
  kind: 'target',
  name: 'TCPMSS',
  size: 40,
  help,
  chip: 'other',
  options: [
    { name: 'set-mss', kind: 'uint16', max: 65515, placeholder: '1400' },
    { name: 'clamp-mss-to-pmtu', kind: 'flag' },
  ],
  legality: { protocols: [6] },
  finalCheck: (given) =>
    given.all.length === 0 ? { message: 'TCPMSS target: At least one parameter is required' } : null,
  build: (given) => {
    const last = given.all.at(-1);
    return ok({ mss: last?.name === 'set-mss' ? Number(last.value) : null });
  },
  check: checkSyn,
  save: ({ mss }) => (mss === null ? ['--clamp-mss-to-pmtu'] : savedOption('set-mss', mss)),
  list: ({ mss }) => (mss === null ? 'TCPMSS clamp to PMTU' : `TCPMSS set ${mss}`),
  translate: ({ mss }) => `tcp option maxseg size set ${mss ?? 'rt mtu'}`,
  brief: ({ mss }) => (mss === null ? 'clamp to path MTU' : `≤ ${mss}`),
  apply: applyMss,
});

/** The part of the tcp match's structure that find_syn_match looks at. */
interface TcpFlagTest {
  readonly flags: { readonly compare: number };
  readonly inverted: { readonly flags: boolean };
}

function checkSyn({ mss }: Tcpmss, { hooks, rule }: CheckContext): KernelRefusal | null {
  if (mss === null && hooks.some((hook) => !HOOKS.includes(hook)))
    return {
      errno: 'EINVAL',
      log: 'xt_TCPMSS: path-MTU clamping only supported in FORWARD, OUTPUT and POSTROUTING hooks',
    };
  const isSyn = rule.matches.some(({ name, params }) => {
    if (name !== 'tcp') return false;
    const test = params as TcpFlagTest;
    return (test.flags.compare & TCP_FLAGS.SYN) !== 0 && !test.inverted.flags;
  });
  return isSyn ? null : { errno: 'EINVAL', log: 'xt_TCPMSS: Only works on TCP SYN packets' };
}

/** tcpmss_mangle_packet. */
function applyMss(params: Tcpmss, context: TargetContext<undefined>): TargetVerdict {
  const { packet, transportOffset: at, fragmentOffset } = context;
  if (fragmentOffset !== 0) return CONTINUE;
  const room = packet.bytes.length - at;
  const length = tcpHeaderLength(packet.bytes, at);
  if (room < TCP_MIN_HEADER || room < length || length < TCP_MIN_HEADER)
    return { kind: 'drop', reason: 'bad TCP header' };
  const mss = params.mss ?? pathMtu(context) - HEADERS;
  if (mss <= 0 && params.mss === null) return { kind: 'drop', reason: 'unknown or invalid path MTU' };
  const found = findMss(packet.bytes, at, length);
  if (found !== null) {
    if (read16(packet.bytes, found + 2) > mss) packet.bytes = withMss(packet.bytes, at, found, mss);
  } else if (room === length && length < MAX_TCP_HEADER) {
    packet.bytes = withNewOption(packet.bytes, at, Math.min(mss, DEFAULT_MSS));
  }
  return CONTINUE;
}

/** The smaller of the MTUs there and back. */
function pathMtu({ packet: { bytes, mark, inDevice }, host }: TargetContext<undefined>): number {
  const there = host.route({
    destination: ipDestination(bytes),
    source: ipSource(bytes),
    tos: ipTos(bytes),
    mark,
    inDevice,
  });
  const back = host.route({ destination: ipSource(bytes), source: 0, tos: 0, mark: 0, inDevice: '' });
  return Math.min(there?.mtu ?? Number.MAX_SAFE_INTEGER, back?.mtu ?? Number.MAX_SAFE_INTEGER);
}

function findMss(bytes: Uint8Array, at: number, length: number): number | null {
  for (
    let i = at + TCP_MIN_HEADER;
    i <= at + length - MSS_OPTION_LENGTH;
    i += read8(bytes, i) < 2 ? 1 : read8(bytes, i + 1) || 1
  )
    if (read8(bytes, i) === MSS_OPTION && read8(bytes, i + 1) === MSS_OPTION_LENGTH) return i;
  return null;
}

function withMss(before: Uint8Array, at: number, option: number, mss: number): Uint8Array {
  const bytes = before.slice();
  write16(bytes, at + 16, replace16(tcpChecksum(bytes, at), read16(bytes, option + 2), mss));
  write16(bytes, option + 2, mss);
  return bytes;
}

/** The option goes before all others; lengths, data offset and both checksums follow. */
function withNewOption(before: Uint8Array, at: number, mss: number): Uint8Array {
  const bytes = new Uint8Array(before.length + MSS_OPTION_LENGTH);
  const options = at + TCP_MIN_HEADER;
  bytes.set(before.subarray(0, options));
  bytes.set([MSS_OPTION, MSS_OPTION_LENGTH, mss >>> 8, mss & 255], options);
  bytes.set(before.subarray(options), options + MSS_OPTION_LENGTH);
  const offset = read16(bytes, at + 12);
  write8(bytes, at + 12, read8(bytes, at + 12) + 0x10);
  const length = before.length - at;
  let sum = replace16(tcpChecksum(before, at), length, length + MSS_OPTION_LENGTH);
  sum = replace32(sum, 0, read32(bytes, options));
  write16(bytes, at + 16, replace16(sum, offset, read16(bytes, at + 12)));
  setIpTotalLength(bytes, ipTotalLength(before) + MSS_OPTION_LENGTH);
  return bytes;
}
