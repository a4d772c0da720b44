/** Classic BPF: the checks of bpf_check_classic and the machine itself, over a datagram from its IP header on. */
import { read16, read32, read8 } from '../net/index.ts';

/** struct sock_filter. */
export interface BpfInstruction {
  readonly code: number;
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
}

/** What a program can read beside the datagram. */
export interface BpfInput {
  readonly bytes: Uint8Array;
  readonly linkHeader: Uint8Array | null;
  /** SKF_AD_*: the value at this offset from the ancillary area; null fails the load. */
  ancillary(offset: number): number | null;
}

const MEMORY_WORDS = 16;
/** Offsets from here on are no bytes of the packet (SKF_AD_OFF, SKF_NET_OFF, SKF_LL_OFF). */
const ANCILLARY = 0xfffff000;
const NETWORK = 0xfff00000;
const LINK = 0xffe00000;
const ANCILLARY_END = 64;
const ALU_XOR_X = ANCILLARY + 40;

const RET_K = 0x06;
const RET_A = 0x16;
const ALU = [0x00, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x90, 0xa0];
const JUMPS = [0x10, 0x20, 0x30, 0x40];
const ALLOWED: ReadonlySet<number> = new Set([
  ...ALU.flatMap((operation) => [operation | 4, operation | 12]),
  0x84,
  0x00,
  0x20,
  0x28,
  0x30,
  0x40,
  0x48,
  0x50,
  0x60,
  0x80,
  0x01,
  0x61,
  0x81,
  0xb1,
  0x02,
  0x03,
  0x05,
  0x07,
  0x87,
  RET_K,
  RET_A,
  ...JUMPS.flatMap((operation) => [operation | 5, operation | 13]),
]);

/** Would the kernel take the program? (bpf_check_classic) */
export function isValidProgram(program: readonly BpfInstruction[]): boolean {
  const last = program.at(-1);
  if (last === undefined || (last.code !== RET_K && last.code !== RET_A)) return false;
  return program.every((instruction, at) => isValid(instruction, program.length - at - 1)) && readsOnlyWritten(program);
}

/** `following`: how many instructions stand behind it. */
function isValid({ code, jt, jf, k }: BpfInstruction, following: number): boolean {
  if (!ALLOWED.has(code)) return false;
  switch (code) {
    case 0x34:
    case 0x94:
      return k !== 0;
    case 0x64:
    case 0x74:
      return k < 32;
    case 0x60:
    case 0x61:
    case 0x02:
    case 0x03:
      return k < MEMORY_WORDS;
    case 0x05:
      return k < following;
    case 0x20:
    case 0x28:
    case 0x30:
      return k < ANCILLARY || (k < ANCILLARY + ANCILLARY_END && k % 4 === 0);
    default:
      return (code & 7) !== 5 || (jt < following && jf < following);
  }
}

/** check_load_and_stores: no word of memory is read on a way on which it was not written. */
function readsOnlyWritten(program: readonly BpfInstruction[]): boolean {
  const known = program.map(() => 0xffff);
  let written = 0;
  for (const [at, { code, jt, jf, k }] of program.entries()) {
    written &= known[at] ?? 0;
    const meet = (target: number): void => void (known[target] = (known[target] ?? 0) & written);
    if (code === 0x02 || code === 0x03) written |= 1 << k;
    else if ((code === 0x60 || code === 0x61) && (written & (1 << k)) === 0) return false;
    else if ((code & 7) === 5) {
      if (code === 0x05) meet(at + 1 + k);
      else {
        meet(at + 1 + jt);
        meet(at + 1 + jf);
      }
      written = 0xffff;
    }
  }
  return true;
}

/** What the program returns: uint32, 0 where a load goes beyond the packet or a division by 0 ends it. The program was found valid. */
export function runProgram(program: readonly BpfInstruction[], input: BpfInput): number {
  const memory = new Uint32Array(MEMORY_WORDS);
  let a = 0;
  let x = 0;
  for (let at = 0; at < program.length; at++) {
    const { code, jt, jf, k } = program[at] as BpfInstruction;
    const operand = (code & 8) === 0 ? k : x;
    switch (code & 7) {
      case 0: {
        const value = code === 0x20 && k === ALU_XOR_X ? (a ^ x) >>> 0 : load(code, k, x, memory, input);
        if (value === null) return 0;
        a = value;
        break;
      }
      case 1: {
        const value = loadIndex(code, k, memory, input);
        if (value === null) return 0;
        x = value;
        break;
      }
      case 2:
        memory[k] = a;
        break;
      case 3:
        memory[k] = x;
        break;
      case 4: {
        const value = calculate(code & 0xf0, a, operand);
        if (value === null) return 0;
        a = value;
        break;
      }
      case 5:
        at += code === 0x05 ? k : holds(code & 0xf0, a, operand) ? jt : jf;
        break;
      case 6:
        return code === RET_A ? a : k;
      default:
        if (code === 0x07) x = a;
        else a = x;
    }
  }
  return 0;
}

/** BPF_LD into A. */
function load(code: number, k: number, x: number, memory: Uint32Array, input: BpfInput): number | null {
  switch (code & 0xe0) {
    case 0x00:
      return k;
    case 0x60:
      return memory[k] ?? 0;
    case 0x80:
      return input.bytes.length;
    case 0x20:
      return k >= ANCILLARY ? input.ancillary(k - ANCILLARY) : readPacket(code & 0x18, k, input);
    default:
      return readPacket(code & 0x18, (x + k) >>> 0, input);
  }
}

/** BPF_LDX into X. */
function loadIndex(code: number, k: number, memory: Uint32Array, input: BpfInput): number | null {
  switch (code & 0xe0) {
    case 0x00:
      return k;
    case 0x60:
      return memory[k] ?? 0;
    case 0x80:
      return input.bytes.length;
    default: {
      const byte = readPacket(0x10, k, input);
      return byte === null ? null : (byte & 15) * 4;
    }
  }
}

function readPacket(size: number, offset: number, { bytes, linkHeader }: BpfInput): number | null {
  const isLink = offset >= LINK && offset < NETWORK;
  const from = isLink ? linkHeader : bytes;
  const start = isLink ? offset - LINK : offset >= NETWORK ? offset - NETWORK : offset;
  const length = size === 0x10 ? 1 : size === 0x08 ? 2 : 4;
  if (from === null || start + length > from.length) return null;
  return length === 1 ? read8(from, start) : length === 2 ? read16(from, start) : read32(from, start);
}

function calculate(operation: number, a: number, operand: number): number | null {
  switch (operation) {
    case 0x00:
      return (a + operand) >>> 0;
    case 0x10:
      return (a - operand) >>> 0;
    case 0x20:
      return Math.imul(a, operand) >>> 0;
    case 0x30:
      return operand === 0 ? null : Math.floor(a / operand);
    case 0x40:
      return (a | operand) >>> 0;
    case 0x50:
      return (a & operand) >>> 0;
    case 0x60:
      return (a << (operand & 31)) >>> 0;
    case 0x70:
      return a >>> (operand & 31);
    case 0x80:
      return -a >>> 0;
    case 0x90:
      return operand === 0 ? null : a % operand;
    default:
      return (a ^ operand) >>> 0;
  }
}

function holds(operation: number, a: number, operand: number): boolean {
  if (operation === 0x10) return a === operand;
  if (operation === 0x20) return a > operand;
  return operation === 0x30 ? a >= operand : (a & operand) !== 0;
}
