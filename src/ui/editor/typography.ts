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

/** All of them outside comments. Chinese punctuation within a quoted comment or prefix is text, and stays. */
export function findTypography(text: string): readonly Typographic[] {
  const found: Typographic[] = [];
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(FOUND)) {
    const from = match.index;
    for (let at = text.indexOf('\n', counted); at >= 0 && at < from; at = text.indexOf('\n', counted)) {
      line += 1;
      counted = at + 1;
    }
    if (isInText(text, from)) continue;
    found.push({ from, to: from + match[0].length, line, text: match[0], ...reading(match) });
    if (found.length === MOST) break;
  }
  return found;
}

/** A comment line, or between plain double quotes. */
function isInText(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const before = text.slice(start, at);
  if (before.trimStart().startsWith('#')) return true;
  return (before.replaceAll('\\"', '').match(/"/g)?.length ?? 0) % 2 === 1;
}

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
  for (const { from, to, replacement } of findTypography(text)) {
    repaired += text.slice(last, from) + replacement;
    last = to;
  }
  return repaired + text.slice(last);
}

/** 'U+2013', for people who want to know. */
export const codePoint = (text: string): string =>
  `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
