/** Chunk types of SCTP (RFC 9260 and its extensions) as libxt_sctp names them, and the test for them. */
import { read16, read8 } from '../net/index.ts';
import { ok, type Result } from '../model/index.ts';
import { usage, type UsageError } from './options.ts';

/** Name, number, and letters of the flags from bit 7 down to 0, '-' where there is none. */
const TYPES: readonly (readonly [string, number, string])[] = [
  ['DATA', 0, '----IUBE'],
  ['INIT', 1, '--------'],
  ['INIT_ACK', 2, '--------'],
  ['SACK', 3, '--------'],
  ['HEARTBEAT', 4, '--------'],
  ['HEARTBEAT_ACK', 5, '--------'],
  ['ABORT', 6, '-------T'],
  ['SHUTDOWN', 7, '--------'],
  ['SHUTDOWN_ACK', 8, '--------'],
  ['ERROR', 9, '--------'],
  ['COOKIE_ECHO', 10, '--------'],
  ['COOKIE_ACK', 11, '--------'],
  ['ECN_ECNE', 12, '--------'],
  ['ECN_CWR', 13, '--------'],
  ['SHUTDOWN_COMPLETE', 14, '-------T'],
  ['I_DATA', 64, '----IUBE'],
  ['RE_CONFIG', 130, '--------'],
  ['PAD', 132, '--------'],
  ['ASCONF', 193, '--------'],
  ['ASCONF_ACK', 128, '--------'],
  ['FORWARD_TSN', 192, '--------'],
  ['I_FORWARD_TSN', 194, '--------'],
];

/** Flags that a chunk must have set or clear. */
interface ChunkFlags {
  readonly mask: number;
  readonly value: number;
}

/** `types` in ascending order; all 256 are ALL, none is NONE. */
export interface Chunks {
  readonly kind: 'all' | 'any' | 'only';
  readonly types: readonly number[];
  readonly flags: Readonly<Record<number, ChunkFlags>>;
}

const EVERY = Array.from({ length: 256 }, (_, type) => type);
const lettersOf = (type: number): string => TYPES.find(([, number]) => number === type)?.[2] ?? '--------';

export function parseChunks(kindText: string, typesText: string): Result<Chunks, UsageError> {
  const kind = (['all', 'any', 'only'] as const).find((name) => name === kindText.toLowerCase());
  if (kind === undefined) return usage('Match type has to be one of "ALL", "ANY" or "ONLY"');
  if (typesText.toUpperCase() === 'ALL') return ok({ kind, types: EVERY, flags: {} });
  if (typesText.toUpperCase() === 'NONE') return ok({ kind, types: [], flags: {} });
  const types = new Set<number>();
  const flags: Record<number, ChunkFlags> = {};
  for (const word of typesText.split(',').filter((part) => part !== '')) {
    const [name = '', letters = ''] = word.split(':', 2);
    const type = TYPES.find(([candidate]) => candidate === name.toUpperCase());
    if (type === undefined) return usage(`Unknown sctp chunk \`${name}'`);
    types.add(type[1]);
    const wanted = parseFlags(type[1], letters);
    if (wanted === null) return usage(`Invalid flags for chunk type ${type[1]}`);
    if (wanted.mask !== 0) flags[type[1]] = wanted;
  }
  return ok({ kind, types: [...types].sort((one, other) => one - other), flags });
}

/** Upper case: the flag is set; lower case: it is not. */
function parseFlags(type: number, letters: string): ChunkFlags | null {
  const known = lettersOf(type);
  let [mask, value] = [0, 0];
  for (const letter of letters) {
    const place = known.indexOf(letter.toUpperCase());
    if (place < 0 || letter === '-') return null;
    const bit = 0x80 >> place;
    mask |= bit;
    if (letter === letter.toUpperCase()) value |= bit;
  }
  return { mask, value };
}

/** 'any DATA:Be,INIT', or numbers for -n. */
export function formatChunks({ kind, types, flags }: Chunks, numeric: boolean): string {
  if (types.length === EVERY.length) return `${kind} ALL`;
  if (types.length === 0) return `${kind} NONE`;
  const name = (type: number): string =>
    numeric
      ? `0x${type.toString(16).toUpperCase().padStart(4, '0')}`
      : (TYPES.find(([, number]) => number === type)?.[0] ?? String(type));
  return `${kind} ${types.map((type) => name(type) + formatFlags(type, flags[type])).join(',')}`;
}

function formatFlags(type: number, flags: ChunkFlags | undefined): string {
  if (flags === undefined) return '';
  const letters = [...lettersOf(type)].filter((_, place) => flags.mask & (0x80 >> place));
  return `:${letters.map((letter) => (flags.value & (0x80 >> lettersOf(type).indexOf(letter)) ? letter : letter.toLowerCase())).join('')}`;
}

const NFT_NAMES: Readonly<Record<string, string>> = { ECN_ECNE: 'ecne', ECN_CWR: 'cwr' };

/** One condition for each chunk; null for `any`, which nft cannot say. */
export function translateChunks({ kind, types, flags }: Chunks, inverted: boolean): string | null {
  if (kind === 'any') return null;
  const exists = (is: boolean): string => (is === inverted ? 'missing' : 'exists');
  const conditions = TYPES.map(([name, type]) => {
    const key = `sctp chunk ${NFT_NAMES[name] ?? name.toLowerCase().replaceAll('_', '-')}`;
    if (!types.includes(type)) return kind === 'only' ? `${key} ${exists(false)}` : '';
    const wanted = flags[type];
    return wanted === undefined
      ? `${key} ${exists(true)}`
      : `${key} flags & 0x${wanted.mask.toString(16)} ${inverted ? '!=' : '=='} 0x${wanted.value.toString(16)}`;
  });
  return conditions.filter((condition) => condition !== '').join(' ');
}

/** match_packet over the chunks from `from` on; null where they are malformed. */
export function chunkMatch({ kind, types, flags }: Chunks, bytes: Uint8Array, from: number): boolean | null {
  const missing = new Set(types);
  for (let at = from; ;) {
    const length = read16(bytes, at + 2);
    if (bytes.length < at + 4 || length === 0) return null;
    const type = read8(bytes, at);
    const wanted = flags[type];
    const holds =
      types.includes(type) && (wanted === undefined || (read8(bytes, at + 1) & wanted.mask) === wanted.value);
    if (holds && kind === 'any') return true;
    if (!holds && kind === 'only') return false;
    if (holds) missing.delete(type);
    at += (length + 3) & ~3;
    if (at >= bytes.length) return kind === 'only' || (kind === 'all' && missing.size === 0);
  }
}
