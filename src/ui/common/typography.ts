import type { TFunction } from 'i18next';

/** A character that web pages and word processors put in place of what was typed. */
export interface Typographic {
  /** Offsets into the text. */
  readonly from: number;
  readonly to: number;
  /** 1-based. */
  readonly line: number;
  readonly kind: 'dash' | 'quote' | 'blank' | 'mark' | 'wide';
  /** As it stands there; '' shows nothing. */
  readonly text: string;
  readonly replacement: string;
}

const FOUND =
  /([\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]+)(?=([A-Za-z]?[A-Za-z]?))|([\u201C-\u201F\u00AB\u00BB\uFF02])|([\u2018-\u201B\uFF07])|([\u00A0\u2000-\u200A\u202F\u205F\u3000])|([\u200B-\u200D\u2060\uFEFF])|([\uFF01-\uFF5E])/g;

/** Beyond so many the text is of another kind; the first ones say enough. */
const MOST = 1000;

/** Those outside comments, the first thousand. Chinese punctuation within a quoted comment or prefix is text, and stays. */
export function findTypography(text: string): readonly Typographic[] {
  const found: Typographic[] = [];
  for (const one of scan(text)) {
    found.push(one);
    if (found.length === MOST) break;
  }
  return found;
}

function* scan(text: string): Generator<Typographic> {
  const place = new Place(text);
  for (const match of text.matchAll(FOUND)) {
    const from = match.index;
    place.advance(from);
    if (!place.isInText)
      yield { from, to: from + match[0].length, line: place.line, text: match[0], ...reading(match) };
  }
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const HASH = 0x23;
const BACKSLASH = 0x5c;

/** What stands before an offset, kept along so that a text of one long line is looked at once only. */
class Place {
  readonly #text: string;
  #at = 0;
  line = 1;
  #isQuoted = false;
  #isComment = false;
  #isBlankSoFar = true;

  constructor(text: string) {
    this.#text = text;
  }

  /** A comment line, or between plain double quotes. */
  get isInText(): boolean {
    return this.#isComment || this.#isQuoted;
  }

  advance(to: number): void {
    for (; this.#at < to; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === NEWLINE) this.#beginLine();
      else if (code === QUOTE) {
        this.#isBlankSoFar = false;
        if (this.#text.charCodeAt(this.#at - 1) !== BACKSLASH) this.#isQuoted = !this.#isQuoted;
      } else if (this.#isBlankSoFar && !isBlank(code)) {
        this.#isBlankSoFar = false;
        this.#isComment = code === HASH;
      }
    }
  }

  #beginLine(): void {
    this.line += 1;
    this.#isQuoted = this.#isComment = false;
    this.#isBlankSoFar = true;
  }
}

const isBlank = (code: number): boolean => code <= 0x20 || (code > 0x7f && String.fromCharCode(code).trim() === '');

function reading(match: RegExpExecArray): Pick<Typographic, 'kind' | 'replacement'> {
  const [whole, dash, letters = '', double, single, blank, nothing] = match;
  if (dash !== undefined) {
    // `–dport` was `--dport`, `–p` was `-p`; between digits it was one dash.
    const isLong = letters.length > 1 || dash.length > 1;
    return { kind: 'dash', replacement: isLong ? '--' : '-' };
  }
  if (double !== undefined) return { kind: 'quote', replacement: '"' };
  if (single !== undefined) return { kind: 'quote', replacement: "'" };
  if (blank !== undefined) return { kind: 'blank', replacement: ' ' };
  if (nothing !== undefined) return { kind: 'mark', replacement: '' };
  return { kind: 'wide', replacement: String.fromCharCode(whole.charCodeAt(0) - 0xfee0) };
}

/** The text as it was meant. */
export function repairTypography(text: string): string {
  let repaired = '';
  let last = 0;
  for (const { from, to, replacement } of scan(text)) {
    repaired += text.slice(last, from) + replacement;
    last = to;
  }
  return repaired + text.slice(last);
}

/** 'U+2013', for people who want to know. */
const codePoint = (text: string): string =>
  `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** What it is and what was meant, in the page's language. */
export const describeTypography = (say: TFunction, { kind, text, replacement }: Typographic): string =>
  say(`typography.${kind}`, { text, code: codePoint(text), replacement });
