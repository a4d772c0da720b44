import type { EvaluationContext, MatchResult, Result } from '../../model/index.ts';
import { matchIf, miss, ok } from '../../model/index.ts';
import { defineMatch } from '../extension.ts';
import { savedOption } from '../format.ts';
import { notEqual } from '../nft-words.ts';
import { parseUnsigned } from '../numbers.ts';
import { usage, type UsageError } from '../options.ts';
import { help } from './icmp.help.ts';

/** struct ipt_icmp. Type 255 is any. */
interface Kind {
  readonly type: number;
  readonly minCode: number;
  readonly maxCode: number;
}

interface Icmp extends Kind {
  readonly inverted: boolean;
}

const HEADER_LENGTH = 8;
const ANY_TYPE = 255;

/** Names in the order of libipt_icmp: code null is every code. */
const NAMES: readonly (readonly [name: string, type: number, code: number | null])[] = [
  ['any', ANY_TYPE, null],
  ['echo-reply', 0, null],
  ['pong', 0, null],
  ['destination-unreachable', 3, null],
  ['network-unreachable', 3, 0],
  ['host-unreachable', 3, 1],
  ['protocol-unreachable', 3, 2],
  ['port-unreachable', 3, 3],
  ['fragmentation-needed', 3, 4],
  ['source-route-failed', 3, 5],
  ['network-unknown', 3, 6],
  ['host-unknown', 3, 7],
  ['network-prohibited', 3, 9],
  ['host-prohibited', 3, 10],
  ['TOS-network-unreachable', 3, 11],
  ['TOS-host-unreachable', 3, 12],
  ['communication-prohibited', 3, 13],
  ['host-precedence-violation', 3, 14],
  ['precedence-cutoff', 3, 15],
  ['source-quench', 4, null],
  ['redirect', 5, null],
  ['network-redirect', 5, 0],
  ['host-redirect', 5, 1],
  ['TOS-network-redirect', 5, 2],
  ['TOS-host-redirect', 5, 3],
  ['echo-request', 8, null],
  ['ping', 8, null],
  ['router-advertisement', 9, null],
  ['router-solicitation', 10, null],
  ['time-exceeded', 11, null],
  ['ttl-exceeded', 11, null],
  ['ttl-zero-during-transit', 11, 0],
  ['ttl-zero-during-reassembly', 11, 1],
  ['parameter-problem', 12, null],
  ['ip-header-bad', 12, 0],
  ['required-option-missing', 12, 1],
  ['timestamp-request', 13, null],
  ['timestamp-reply', 14, null],
  ['address-mask-request', 17, null],
  ['address-mask-reply', 18, null],
];

const kind = (type: number, code: number | null): Kind => ({ type, minCode: code ?? 0, maxCode: code ?? 255 });

/** `type[:type][/code[:code]]`, as far as the text goes. */
const NUMBERS = /^(?:0x[\da-f]+|\d+)(?::(?:0x[\da-f]+|\d+))?(?:\/(?:0x[\da-f]+|\d+)(?::(?:0x[\da-f]+|\d+))?)?/i;

/** A name by any unambiguous beginning, or `type[/code[:code]]`. */
function parseKind(text: string): Result<Kind, UsageError> {
  const [first, second] = NAMES.filter(([name]) => name.toLowerCase().startsWith(text.toLowerCase()));
  const exact = first?.[0].toLowerCase() === text.toLowerCase();
  if (first !== undefined && second !== undefined && !exact)
    return usage(`Ambiguous ICMP type \`${text}': \`${first[0]}' or \`${second[0]}'?`);
  if (first !== undefined) return ok(kind(first[1], first[2]));
  const read = NUMBERS.exec(text)?.[0] ?? '';
  const strange = text[read.length] ?? '';
  if (read !== '' && strange !== '' && (strange !== '/' || read.includes('/')))
    return usage(`unknown character ${strange}`);
  const [typeText = '', ...rest] = text.split('/');
  if (/^\d+:\d+$/.test(typeText)) return usage('ICMP type range not supported');
  const type = parseUnsigned(typeText, 255);
  if (type === null) return usage(`Unknown ICMP type \`${text}'`);
  if (rest.length === 0) return ok(kind(type, null));
  const [min, max] = rest
    .join('/')
    .split(':')
    .map((code) => parseUnsigned(code, 255));
  if (min === null || min === undefined || max === null) return usage(`Unknown ICMP code \`${text}'`);
  return ok({ type, minCode: min, maxCode: max ?? min });
}

const findName = ({ type, minCode, maxCode }: Kind): string | null =>
  NAMES.find(([, t, code]) => t === type && (code ?? 0) === minCode && (code ?? 255) === maxCode)?.[0] ?? null;

const anyCode = ({ minCode, maxCode }: Kind): boolean => minCode === 0 && maxCode === 255;
const savedKind = (params: Kind): string =>
  params.type === ANY_TYPE ? 'any' : `${params.type}${anyCode(params) ? '' : `/${params.minCode}`}`;

/** Saving a range of codes loses its end; listing does not. */
function listCodes(params: Kind): string {
  if (anyCode(params)) return '';
  return params.minCode === params.maxCode ? ` code ${params.minCode}` : ` codes ${params.minCode}-${params.maxCode}`;
}

function listKind(params: Icmp, numeric: boolean): string {
  const name = numeric ? null : findName(params);
  if (name !== null) return `icmp ${params.inverted ? '!' : ''}${name}`;
  return `${params.inverted ? 'icmp !type' : 'icmptype'} ${params.type}${listCodes(params)}`;
}

/** ip_tables: icmp_match. */
export const icmp = defineMatch<Icmp>({
  kind: 'match',
  name: 'icmp',
  size: 40,
  help,
  options: [
    {
      name: 'icmp-type',
      kind: 'custom',
      read: parseKind,
      mandatory: true,
      invert: true,
      widget: 'select',
      choices: NAMES.map(([name]) => name),
      placeholder: 'echo-request',
    },
  ],
  legality: { protocols: [1] },
  build: (given) =>
    ok({ ...(given.value<Kind>('icmp-type') ?? kind(ANY_TYPE, null)), inverted: given.inverted('icmp-type') }),
  save: (params) => savedOption('icmp-type', savedKind(params), params.inverted),
  list: (params, { numeric }) => listKind(params, numeric),
  translate: (params) => {
    if (params.type === ANY_TYPE) return 'ip protocol icmp';
    const name = anyCode(params) ? findName(params) : null;
    return name === null ? null : `icmp type ${notEqual(params.inverted)}${name}`;
  },
  brief: (params) => `${params.inverted ? '!' : ''}${findName(params) ?? savedKind(params)}`,
  match: matchIcmp,
});

function matchIcmp(params: Icmp, context: EvaluationContext<undefined>): MatchResult {
  if (context.fragmentOffset !== 0) return miss('-m icmp', 'a first fragment', 'a later fragment');
  const { bytes } = context.packet;
  const at = context.transportOffset;
  if (bytes.length < at + HEADER_LENGTH) return { kind: 'hotdrop', reason: 'truncated ICMP header' };
  const type = bytes[at] ?? 0;
  const code = bytes[at + 1] ?? 0;
  const inKind = params.type === ANY_TYPE || (type === params.type && code >= params.minCode && code <= params.maxCode);
  const wants = (): string => `${params.inverted ? '! ' : ''}${findName(params) ?? savedKind(params)}`;
  return matchIf(inKind, params.inverted, '--icmp-type', wants, () => findName(kind(type, null)) ?? `${type}/${code}`);
}
