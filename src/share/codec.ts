import { deflateSync, Inflate } from 'fflate';
import { fromBase64url, toBase64url } from './base64url.ts';
import { dictionary } from './dictionary.ts';

/** Characters a fragment may have: browsers refuse longer addresses (1 MiB in Firefox). */
export const MAX_FRAGMENT = 1_000_000;
/** Bytes a document may have when inflated. A few hundred bytes of deflate can ask for any number. */
export const MAX_INFLATED = 24 * 1024 * 1024;
/** Input is fed in pieces so that the cap is seen in time: deflate grows at most 1032-fold. */
const PIECE = 4096;

/** Where the reader should look first: 1-based step and position within it. */
export interface SharedPlayhead {
  readonly step: number;
  readonly position: number;
}

export interface SharedDocument {
  readonly kind: SharedKind;
  /** Parsed JSON; not yet validated as what it says it is. */
  readonly document: unknown;
  readonly playhead: SharedPlayhead | null;
}

/** `not-a-link`: the fragment is for something else. The others are for people: each has its own message. */
export type LinkProblem = 'not-a-link' | 'newer-version' | 'damaged' | 'too-large' | 'not-json';

/** What a link can carry, and the letter that says so. */
const LETTERS = { v: 'scenario', l: 'lesson', c: 'course' } as const;
type Letter = keyof typeof LETTERS;
export type SharedKind = (typeof LETTERS)[Letter];
const VERSIONED = /^#?([vlc])(\d{1,4})\./;

/** Fragment (without '#') that carries a document: `v1.<base64url of deflate>[~step.position]`, `l1.…` a lesson, `c1.…` a course. */
export function encodeFragment(
  document: unknown,
  playhead: SharedPlayhead | null,
  kind: SharedKind = 'scenario',
): string {
  const json = new TextEncoder().encode(JSON.stringify(document));
  const packed = toBase64url(deflateSync(json, { level: 9, mem: 12, dictionary }));
  const letter = (Object.keys(LETTERS) as Letter[]).find((one) => LETTERS[one] === kind) ?? 'v';
  return `${letter}1.${packed}${playhead ? `~${playhead.step}.${playhead.position}` : ''}`;
}

function inflate(packed: Uint8Array): Uint8Array | 'damaged' | 'too-large' {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const stream = new Inflate({ dictionary }, (piece, final) => {
    pieces.push(piece);
    size += piece.length;
    ended ||= final;
  });
  try {
    for (let at = 0; at < packed.length && size <= MAX_INFLATED; at += PIECE)
      stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  } catch {
    return 'damaged';
  }
  if (size > MAX_INFLATED) return 'too-large';
  if (!ended) return 'damaged';
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function parsePlayhead(text: string | undefined): SharedPlayhead | null {
  const match = /^(\d{1,6})\.(\d{1,7})$/.exec(text ?? '');
  return match ? { step: Number(match[1]), position: Number(match[2]) } : null;
}

/** Reads a fragment with or without '#'. Never throws, and never allocates much beyond MAX_INFLATED. */
export function decodeFragment(
  fragment: string,
): { readonly ok: true; readonly value: SharedDocument } | { readonly ok: false; readonly error: LinkProblem } {
  const failed = (error: LinkProblem) => ({ ok: false, error }) as const;
  const version = VERSIONED.exec(fragment.slice(0, 10));
  if (!version) return failed('not-a-link');
  const kind = LETTERS[version[1] as Letter];
  if (version[2] !== '1') return failed('newer-version');
  if (fragment.length > MAX_FRAGMENT) return failed('too-large');
  const [body = '', playhead] = fragment.slice(version[0].length).split('~');
  const packed = fromBase64url(body);
  if (!packed || packed.length === 0) return failed('damaged');
  const bytes = inflate(packed);
  if (typeof bytes === 'string') return failed(bytes);
  try {
    const document: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return { ok: true, value: { kind, document, playhead: parsePlayhead(playhead) } };
  } catch {
    return failed('not-json');
  }
}

/** How well a link of this length travels: chat apps cut long ones, browsers refuse very long ones. */
export function linkReach(length: number): 'anywhere' | 'most' | 'file-advised' | 'too-long' {
  if (length <= 2000) return 'anywhere';
  if (length <= 4000) return 'most';
  return length <= 64_000 ? 'file-advised' : 'too-long';
}
