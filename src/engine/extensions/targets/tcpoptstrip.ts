import { TCP_MIN_HEADER, read8, replace16, tcpChecksum, tcpHeaderLength, write16, write8 } from '../../net/index.ts';
import type { Result, TargetContext, TargetVerdict } from '../../model/index.ts';
import { CONTINUE, ok } from '../../model/index.ts';
import { defineTarget } from '../extension.ts';
import { savedOption } from '../format.ts';
import { parseUnsigned } from '../numbers.ts';
import { usage, type UsageError } from '../options.ts';
import { rewriteHeader } from '../rewrite.ts';
import { help } from './tcpoptstrip.help.ts';

/** struct xt_tcpoptstrip_target_info: option numbers in ascending order. */
interface Tcpoptstrip {
  readonly options: readonly number[];
}

const NAMES: Readonly<Record<number, string>> = {
  2: 'mss',
  3: 'wscale',
  4: 'sack-permitted',
  5: 'sack',
  8: 'timestamp',
  19: 'md5',
};
const NUMBERS = new Map(Object.entries(NAMES).map(([number, name]) => [name, Number(number)]));
const NOP = 1;

function readOptions(text: string): Result<readonly number[], UsageError> {
  const found = new Set<number>();
  for (const word of text.split(',')) {
    const number = NUMBERS.get(word) ?? parseUnsigned(word, 255);
    if (number === null) return usage(`Bad TCP option value "${word}"`);
    if (number < 2) return usage('Option value may not be 0 or 1');
    found.add(number);
  }
  return ok([...found].sort((one, other) => one - other));
}

/** xt_TCPOPTSTRIP: tcpoptstrip_tg4. What is taken out becomes no-operations. */
export const tcpoptstrip = defineTarget<Tcpoptstrip>({
  kind: 'target',
  name: 'TCPOPTSTRIP',
  size: 64,
  help,
  chip: 'other',
  options: [{ name: 'strip-options', kind: 'custom', read: readOptions, placeholder: 'timestamp,sack' }],
  legality: { tables: ['mangle'], protocols: [6] },
  build: (given) => ok({ options: given.value<readonly number[]>('strip-options') ?? [] }),
  save: ({ options }) => (options.length === 0 ? [] : savedOption('strip-options', options.join(','))),
  list: ({ options }, { numeric }) =>
    options.length === 0
      ? ''
      : `TCPOPTSTRIP options ${options.map((number) => (numeric ? undefined : NAMES[number]) ?? number).join(',')}`,
  brief: ({ options }) => options.map((number) => NAMES[number] ?? number).join(','),
  apply: applyStrip,
});

function applyStrip(
  { options }: Tcpoptstrip,
  { packet, transportOffset: at, fragmentOffset }: TargetContext<undefined>,
): TargetVerdict {
  if (fragmentOffset !== 0) return CONTINUE;
  const room = packet.bytes.length - at;
  const length = tcpHeaderLength(packet.bytes, at);
  if (room < TCP_MIN_HEADER || room < length) return { kind: 'drop', reason: 'bad TCP header' };
  const doomed: number[] = [];
  for (let i = TCP_MIN_HEADER, size = 0; i < length - 1; i += size) {
    const number = read8(packet.bytes, at + i);
    size = number < 2 ? 1 : read8(packet.bytes, at + i + 1) || 1;
    if (i + size > length) break;
    if (options.includes(number)) doomed.push(...Array.from({ length: size }, (_, j) => i + j));
  }
  if (doomed.length > 0) rewriteHeader(packet, (bytes) => doomed.forEach((offset) => blank(bytes, at, offset)));
  return CONTINUE;
}

function blank(bytes: Uint8Array, at: number, offset: number): void {
  const shift = offset % 2 === 0 ? 8 : 0;
  write16(bytes, at + 16, replace16(tcpChecksum(bytes, at), read8(bytes, at + offset) << shift, NOP << shift));
  write8(bytes, at + offset, NOP);
}
