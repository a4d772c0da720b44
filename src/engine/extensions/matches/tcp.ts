import type { EvaluationContext, MatchResult, Result } from '../../model/index.ts';
import { MATCH, matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption, savedRange } from '../format.ts';
import { nftCondition, notEqual, nftWords } from '../nft-words.ts';
import { parseUnsigned } from '../numbers.ts';
import { usage, type OptionContext, type OptionSpec, type Range, type UsageError } from '../options.ts';
import { listPorts, parsePortRange } from '../ports.ts';
import { help } from './tcp.help.ts';

/** struct xt_tcp. Flags `mask` 0 is no condition; option 0 likewise. */
interface Tcp {
  readonly source: Range;
  readonly destination: Range;
  readonly flags: Flags;
  readonly option: number;
  readonly inverted: {
    readonly source: boolean;
    readonly destination: boolean;
    readonly flags: boolean;
    readonly option: boolean;
  };
}

interface Flags {
  readonly mask: number;
  readonly compare: number;
}

const HEADER_LENGTH = 20;
const ANY_PORT: Range = { min: 0, max: 65535 };
const FLAGS = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32 } as const;
const SYN_ONLY: Flags = { mask: 0x17, compare: 0x02 };
const ANY_FLAGS: Flags = { mask: 0, compare: 0 };
const NOT_INVERTED: Tcp['inverted'] = { source: false, destination: false, flags: false, option: false };
const isAny = (range: Range): boolean => range.min === 0 && range.max === 65535;

function parseFlags(text: string): Result<number, UsageError> {
  let flags = 0;
  for (const word of text.split(',').filter((part) => part !== '')) {
    const name = word.toUpperCase();
    if (name === 'ALL') flags |= 0x3f;
    else if (name in FLAGS) flags |= FLAGS[name as keyof typeof FLAGS];
    else if (name !== 'NONE') return usage(`Unknown TCP flag \`${word}'`);
  }
  return ok(flags);
}

const formatFlags = (flags: number): string =>
  flags === 0
    ? 'NONE'
    : Object.entries(FLAGS)
        .filter(([, bit]) => flags & bit)
        .map(([name]) => name)
        .join(',');

function readPorts(text: string, context: OptionContext): Result<Range, UsageError> {
  return context.given.has(context.option)
    ? usage(`Only one \`--${context.option}' allowed`)
    : parsePortRange(text, 'tcp');
}

function readFlags(text: string, context: OptionContext): Result<Flags, UsageError> {
  if (hasFlags(context)) return ONE_FLAGS;
  const mask = parseFlags(text);
  const compare = parseFlags(context.second);
  if (!mask.ok) return mask;
  return compare.ok ? ok({ mask: mask.value, compare: compare.value }) : compare;
}

const hasFlags = ({ given }: OptionContext): boolean => given.has('syn') || given.has('tcp-flags');
const ONE_FLAGS = usage("Only one of `--syn' or `--tcp-flags'  allowed");

function readOption(text: string, context: OptionContext): Result<number, UsageError> {
  if (context.given.has('tcp-option')) return usage("Only one `--tcp-option' allowed");
  const option = parseUnsigned(text, 255, 1);
  return option === null ? usage(`Bad TCP option "${text}"`) : ok(option);
}

const options: readonly OptionSpec[] = [
  {
    name: 'source-port',
    aliases: ['sport'],
    kind: 'custom',
    read: readPorts,
    invert: true,
    unchecked: true,
    widget: 'ports',
    placeholder: '1024:65535',
  },
  {
    name: 'destination-port',
    aliases: ['dport'],
    kind: 'custom',
    read: readPorts,
    invert: true,
    unchecked: true,
    widget: 'ports',
    placeholder: '443',
  },
  {
    name: 'syn',
    kind: 'flag',
    invert: true,
    unchecked: true,
    verify: (_, context) => (hasFlags(context) ? ONE_FLAGS.error : null),
  },
  {
    name: 'tcp-flags',
    kind: 'custom',
    read: readFlags,
    invert: true,
    unchecked: true,
    secondWord: '--tcp-flags requires two args.',
    widget: 'flags',
  },
  {
    name: 'tcp-option',
    kind: 'custom',
    read: readOption,
    invert: true,
    unchecked: true,
    widget: 'number',
    placeholder: '2',
  },
];

/** xt_tcpudp: tcp_mt. */
export const tcp = defineMatch<Tcp>({
  kind: 'match',
  name: 'tcp',
  size: 48,
  help,
  options,
  legality: { protocols: [6] },
  build: (given) =>
    ok({
      source: given.value<Range>('source-port') ?? ANY_PORT,
      destination: given.value<Range>('destination-port') ?? ANY_PORT,
      flags: given.has('syn') ? SYN_ONLY : (given.value<Flags>('tcp-flags') ?? ANY_FLAGS),
      option: given.value<number>('tcp-option') ?? 0,
      inverted: given.anyInverted
        ? {
            source: given.inverted('source-port'),
            destination: given.inverted('destination-port'),
            flags: given.inverted('syn') || given.inverted('tcp-flags'),
            option: given.inverted('tcp-option'),
          }
        : NOT_INVERTED,
    }),
  save: ({ source, destination, flags, option, inverted }) => [
    ...(isAny(source) ? [] : savedOption('sport', savedRange(source), inverted.source)),
    ...(isAny(destination) ? [] : savedOption('dport', savedRange(destination), inverted.destination)),
    ...(option === 0 && !inverted.option ? [] : savedOption('tcp-option', option, inverted.option)),
    ...(flags.mask === 0 && !inverted.flags
      ? []
      : [...savedOption('tcp-flags', formatFlags(flags.mask), inverted.flags), formatFlags(flags.compare)]),
  ],
  list: ({ source, destination, flags, option, inverted }, { numeric }) =>
    `tcp${listPorts('spt', source, inverted.source, { protocol: 'tcp', numeric })}${listPorts('dpt', destination, inverted.destination, { protocol: 'tcp', numeric })}` +
    (option === 0 && !inverted.option ? '' : ` option=${inverted.option ? '!' : ''}${option}`) +
    (flags.mask === 0 && !inverted.flags ? '' : ` flags:${inverted.flags ? '!' : ''}${listFlags(flags, numeric)}`),
  translate: (params) => translateTcp(params),
  brief: ({ source, destination, flags, option, inverted }) =>
    [
      listPorts('spt', source, inverted.source, { protocol: 'tcp', numeric: true }),
      listPorts('dpt', destination, inverted.destination, { protocol: 'tcp', numeric: true }),
      flags.mask === 0
        ? ''
        : ` ${inverted.flags ? '!' : ''}${flags.mask === 0x17 && flags.compare === 2 ? 'SYN' : `${formatFlags(flags.mask)}/${formatFlags(flags.compare)}`}`,
      option === 0 ? '' : ` ${inverted.option ? '!' : ''}opt:${option}`,
    ]
      .join('')
      .trim(),
  match: matchTcp,
});

const twoHexDigits = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;
const listFlags = ({ mask, compare }: Flags, numeric: boolean): string =>
  numeric ? `${twoHexDigits(mask)}/${twoHexDigits(compare)}` : `${formatFlags(mask)}/${formatFlags(compare)}`;

function matchTcp(params: Tcp, context: EvaluationContext<undefined>): MatchResult {
  if (context.fragmentOffset === 1)
    return { kind: 'hotdrop', reason: 'a TCP fragment at offset 8 could rewrite the flags' };
  if (context.fragmentOffset !== 0) return miss('-m tcp', 'a first fragment', 'a later fragment');
  const { bytes } = context.packet;
  const at = context.transportOffset;
  if (bytes.length < at + HEADER_LENGTH) return { kind: 'hotdrop', reason: 'truncated TCP header' };
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const source = matchPort('--sport', params.source, params.inverted.source, view.getUint16(at));
  if (source.kind !== 'match') return source;
  const destination = matchPort('--dport', params.destination, params.inverted.destination, view.getUint16(at + 2));
  if (destination.kind !== 'match') return destination;
  const flags = view.getUint8(at + 13);
  const { mask, compare } = params.flags;
  if (((flags & mask) === compare) === params.inverted.flags)
    return miss(
      '--tcp-flags',
      () => `${params.inverted.flags ? '! ' : ''}${formatFlags(mask)} ${formatFlags(compare)}`,
      () => formatFlags(flags & mask),
    );
  return params.option === 0 ? MATCH : matchOption(params, bytes, at);
}

const matchPort = (option: string, range: Range, inverted: boolean, port: number): MatchResult =>
  matchIf(
    port >= range.min && port <= range.max,
    inverted,
    option,
    () => `${inverted ? '! ' : ''}${savedRange(range)}`,
    port,
  );

/** tcp_find_option. */
function matchOption(params: Tcp, bytes: Uint8Array, at: number): MatchResult {
  const end = at + ((bytes[at + 12] ?? 0) >> 4) * 4;
  if (end < at + HEADER_LENGTH) return { kind: 'hotdrop', reason: 'TCP data offset too small' };
  if (end > bytes.length) return { kind: 'hotdrop', reason: 'truncated TCP options' };
  let found = false;
  for (let i = at + HEADER_LENGTH; i < end && !found; i += optionLength(bytes, i, end))
    found = bytes[i] === params.option;
  return matchIf(
    found,
    params.inverted.option,
    '--tcp-option',
    () => `${params.inverted.option ? '! ' : ''}${params.option}`,
    found ? 'present' : 'absent',
  );
}

/** Bytes to the next option: end and no-operation are one byte, a length of 0 is taken for 1. */
function optionLength(bytes: Uint8Array, at: number, end: number): number {
  if ((bytes[at] ?? 0) < 2 || at + 1 >= end) return 1;
  return bytes[at + 1] || 1;
}

const translateFlags = (flags: number): string => (flags === 0 ? '0x0' : formatFlags(flags).toLowerCase());

const translateTcp = ({ source, destination, flags, option, inverted }: Tcp): string =>
  nftWords(
    isAny(source) ? '' : nftCondition('tcp sport', source, inverted.source),
    isAny(destination) ? '' : nftCondition('tcp dport', destination, inverted.destination),
    option === 0 ? '' : `tcp option ${option} ${inverted.option ? 'missing' : 'exists'}`,
    flags.mask === 0
      ? ''
      : `tcp flags ${notEqual(inverted.flags)}${translateFlags(flags.compare)} / ${formatFlags(flags.mask).toLowerCase()}`,
  );
