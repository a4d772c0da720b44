import { ipHeaderLength } from '../../net/index.ts';
import type { MatchContext, MatchResult, Result } from '../../model/index.ts';
import { MATCH, miss, ok } from '../../model/index.ts';
import { isValidProgram, runProgram, type BpfInput, type BpfInstruction } from '../classic-bpf.ts';
import { defineMatch } from '../extension.ts';
import { quotedString, savedOption } from '../format.ts';
import { usage, type UsageError } from '../options.ts';
import { help } from './bpf.help.ts';

/** struct xt_bpf_info_v1 in its mode of bytecode. A pinned program is one of a file system that no machine here has. */
interface Bpf {
  readonly program: readonly BpfInstruction[];
}

const INSTRUCTIONS_MAX = 64;
const INSTRUCTION = /^\s*([-+]?\d+)\s+([-+]?\d+)\s+([-+]?\d+)\s+([-+]?\d+)/;

/** 'N,code jt jf k,…' as sscanf reads it: each number is cut to the size of its field. */
function readProgram(text: string): Result<readonly BpfInstruction[], UsageError> {
  const found = /^\s*([-+]?\d+),/.exec(text);
  if (found === null) return usage('bpf: error parsing program length');
  const length = Number(found[1]) & 0xffff;
  if (length === 0) return usage('bpf: illegal zero length program');
  if (length > INSTRUCTIONS_MAX) return usage('bpf: number of instructions exceeds maximum');
  const words = text.slice(found[0].length).split(',');
  if (words.at(-1) === '') words.pop();
  const program: BpfInstruction[] = [];
  for (const [at, word] of words.entries()) {
    if (at === length) return usage('bpf: real program length exceeds the encoded length parameter');
    const numbers = INSTRUCTION.exec(word);
    if (numbers === null) return usage(`bpf: error at instr ${at}`);
    const cut = (index: number, bits: number): number =>
      Number(BigInt.asUintN(bits, BigInt(numbers[index]?.replace('+', '') ?? 0)));
    program.push({ code: cut(1, 16), jt: cut(2, 8), jf: cut(3, 8), k: cut(4, 32) });
  }
  return program.length === length
    ? ok(program)
    : usage('bpf: parsed program length is less than the encoded length parameter');
}

const format = (program: readonly BpfInstruction[]): string =>
  program.map(({ code, jt, jf, k }) => `${code} ${jt} ${jf} ${k}`).join(',');

/** xt_bpf: bpf_mt_v1. The listing ends in the byte 0 that the tool prints. */
export const bpf = defineMatch<Bpf>({
  kind: 'match',
  name: 'bpf',
  help,
  size: 560,
  options: [
    { name: 'bytecode', kind: 'custom', read: readProgram, placeholder: '4,48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0' },
    { name: 'object-pinned', kind: 'custom', read: () => usage('bpf: failed to get bpf object') },
  ],
  finalCheck: (given) => (given.has('bytecode') ? null : { message: 'bpf: one of --bytecode or --pinned is required' }),
  build: (given) => ok({ program: given.value<readonly BpfInstruction[]>('bytecode') ?? [] }),
  check: ({ program }) =>
    isValidProgram(program) ? null : { errno: 'EINVAL', log: 'xt_bpf: check failed: parse error' },
  save: ({ program }) => savedOption('bytecode', quotedString(`${program.length},${format(program)}`)),
  list: ({ program }) => `match bpf ${format(program)}\0`,
  adjoining: true,
  brief: ({ program }) => `bpf ${program.length} instructions`,
  match: matchProgram,
});

function matchProgram({ program }: Bpf, context: MatchContext<undefined>): MatchResult {
  const { bytes, linkHeader } = context.packet;
  const value = runProgram(program, { bytes, linkHeader, ancillary: (offset) => ancillary(offset, context) });
  return value === 0 ? miss('--bytecode', 'a program that returns another number than 0', 0) : MATCH;
}

const PACKET_TYPES = ['host', 'broadcast', 'multicast', 'otherhost', 'outgoing', 'loopback'];
const ETHERTYPE_IPV4 = 0x0800;
const ARPHRD_ETHER = 1;
const ARPHRD_LOOPBACK = 772;

/** SKF_AD_*: what there is of it here; netlink, VLAN and queues are 0. */
const ancillary: (offset: number, context: MatchContext<undefined>) => ReturnType<BpfInput['ancillary']> = (
  offset,
  context,
) => {
  const { packet, host, inDevice, outDevice } = context;
  const device = host.interface(inDevice === '' ? outDevice : inDevice);
  switch (offset) {
    case 0:
      return ETHERTYPE_IPV4;
    case 4:
      return PACKET_TYPES.indexOf(packet.linkType);
    case 8:
      return device?.index ?? null;
    case 20:
      return packet.mark;
    case 28:
      return device === null ? null : device.loopback ? ARPHRD_LOOPBACK : ARPHRD_ETHER;
    case 52:
      return ipHeaderLength(packet.bytes);
    case 56:
      return host.random();
    default:
      return 0;
  }
};
