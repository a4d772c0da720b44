import { formatAddress } from '../net/index.ts';
import type { Member, SetHeader } from './element.ts';
import { secondsLeft } from './extensions.ts';
import type { IpSet } from './ip-set.ts';
import { memoryOf } from './memory.ts';
import { formatElement } from './part.ts';
import type { CreateOption } from './set-type.ts';

const hex = (value: number): string => `0x${value.toString(16)}`;
const hex8 = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;
/** An option without a value, as `counters`. */
const FLAG = '';

/** Value of a header word; null: it is not shown. */
function headerValue(option: CreateOption, header: SetHeader, isPort: boolean): string | null {
  switch (option) {
    case 'family':
      return 'inet';
    case 'hashsize':
      return String(header.hashSize);
    case 'maxelem':
      return String(header.maxElements);
    case 'netmask':
      return header.netmask === null ? null : String(header.netmask);
    case 'bitmask':
      return header.bitmask === null ? null : formatAddress(header.bitmask);
    case 'markmask':
      return hex8(header.markMask);
    case 'bucketsize':
      return String(header.bucketSize);
    case 'initval':
      return hex8(header.initval);
    case 'range': {
      const { from, to } = header.range ?? { from: 0, to: 0 };
      return isPort ? `${from}-${to}` : `${formatAddress(from)}-${formatAddress(to)}`;
    }
    case 'size':
      return String(header.size);
    case 'timeout':
      return header.timeout === null ? null : String(header.timeout);
    case 'counters':
      return header.counters ? FLAG : null;
    case 'comment':
      return header.comment ? FLAG : null;
    case 'skbinfo':
      return header.skbInfo ? FLAG : null;
    case 'forceadd':
      return null;
  }
}

type Pair = readonly [name: string, value: string];

function headerPairs({ type, header }: IpSet): readonly Pair[] {
  return type.header.flatMap((option): readonly Pair[] => {
    const value = headerValue(option, header, type.operands[0] === 'plain-port');
    return value === null ? [] : [[option, value]];
  });
}

function memberPairs(member: Member, { timeout, counters }: SetHeader, now: number): readonly Pair[] {
  const pairs: Pair[] = [];
  if (timeout !== null) pairs.push(['timeout', String(secondsLeft(member, now))]);
  if (member.nomatch) pairs.push(['nomatch', FLAG]);
  if (member.wildcard) pairs.push(['wildcard', FLAG]);
  if (counters) pairs.push(['packets', String(member.packets)], ['bytes', String(member.bytes)]);
  if (member.comment !== '') pairs.push(['comment', `"${member.comment}"`]);
  const info = member.skbInfo;
  if (info !== null && (info.mark !== 0 || info.markMask !== 0))
    pairs.push(['skbmark', info.markMask === 0xffffffff ? hex(info.mark) : `${hex(info.mark)}/${hex(info.markMask)}`]);
  if (info !== null && info.priority !== 0)
    pairs.push(['skbprio', `${(info.priority >>> 16).toString(16)}:${(info.priority & 0xffff).toString(16)}`]);
  if (info !== null && info.queue !== 0) pairs.push(['skbqueue', String(info.queue)]);
  return pairs;
}

const words = (pairs: readonly Pair[]): string =>
  pairs.map(([name, value]) => (value === FLAG ? name : `${name} ${value}`)).join(' ');

/** '192.0.2.7 timeout 30 packets 2 bytes 88': an element as listings show it. */
export function memberLine(member: Member, header: SetHeader, now: number): string {
  const options = words(memberPairs(member, header, now));
  return `${formatElement(member.element)}${options === '' ? '' : ` ${options}`}`;
}

export interface ListedSet {
  readonly set: IpSet;
  readonly references: number;
}

/** `ipset list`. The kernel lists a hash in the order of its buckets, which is chance; here it is that of `-s`. */
export function listSet({ set, references }: ListedSet, now: number, terse: boolean): string {
  const members = set.members(now);
  const head = [
    `Name: ${set.name}`,
    `Type: ${set.type.name}`,
    `Revision: ${set.type.revision}`,
    `Header: ${words(headerPairs(set))}`,
    `Size in memory: ${memoryOf(set, now)}`,
    `References: ${references}`,
    `Number of entries: ${members.length}`,
  ];
  const lines = terse ? head : [...head, 'Members:', ...members.map((member) => memberLine(member, set.header, now))];
  return `${lines.join('\n')}\n`;
}

/** `ipset save`. */
export function saveSet(set: IpSet, now: number): string {
  const create = `create ${set.name} ${set.type.name} ${words(headerPairs(set))}\n`;
  return (
    create +
    set
      .members(now)
      .map((member) => `add ${set.name} ${memberLine(member, set.header, now)}\n`)
      .join('')
  );
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const xmlPairs = (pairs: readonly Pair[]): string =>
  pairs.map(([name, value]) => (value === FLAG ? `<${name}/>` : `<${name}>${escapeXml(value)}</${name}>`)).join('');

/** One `<ipset>` of `ipset -o xml list`. */
export function xmlSet({ set, references }: ListedSet, now: number, terse: boolean): string {
  const members = set.members(now);
  const rows = members.map(
    (member) =>
      `<member><elem>${escapeXml(formatElement(member.element))}</elem>${xmlPairs(memberPairs(member, set.header, now))}</member>\n`,
  );
  return [
    `<ipset name="${escapeXml(set.name)}">\n<type>${set.type.name}</type>\n<revision>${set.type.revision}</revision>\n`,
    `<header>${xmlPairs(headerPairs(set))}\n<memsize>${memoryOf(set, now)}</memsize>\n<references>${references}</references>\n`,
    `<numentries>${members.length}</numentries>\n</header>\n`,
    terse ? '' : `<members>\n${rows.join('')}</members>\n`,
    '</ipset>\n',
  ].join('');
}
