/** POSIX regular expressions in JavaScript's. */

type Syntax = 'basic' | 'extended' | 'fixed' | 'perl';

interface Manner {
  readonly ignoreCase: boolean;
  /** The match is bounded by what is no letter of a word. */
  readonly word: boolean;
  /** The match is the whole line. */
  readonly line: boolean;
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
  print: '\\x20-\\x7e',
  graph: '\\x21-\\x7e',
  cntrl: '\\x00-\\x1f\\x7f',
};

/** A bracket expression from `[` at `from`: in JavaScript's letters, and where it ends; null if it does not. */
function bracket(pattern: string, from: number): { readonly text: string; readonly end: number } | null {
  let at = from + 1;
  let text = '[';
  if (pattern[at] === '^') {
    text += '^';
    at += 1;
  }
  for (let first = true; at < pattern.length; first = false) {
    const named = /^\[:(\w+):\]/.exec(pattern.slice(at));
    const character = pattern[at] ?? '';
    if (named !== null) {
      text += CLASSES[named[1] ?? ''] ?? '';
      at += named[0].length;
    } else if (character === ']' && !first) return { text: `${text}]`, end: at + 1 };
    else {
      text += /[\\[\]]/.test(character) ? `\\${character}` : character;
      at += 1;
    }
  }
  return null;
}

const ESCAPES: Readonly<Record<string, string>> = { '<': '\\b(?=\\w)', '>': '\\b(?<=\\w)', '`': '^', "'": '$' };

/** One pattern; the words of grep's error where it is none. */
function translate(pattern: string, isExtended: boolean): { readonly source: string } | string {
  let source = '';
  let depth = 0;
  let at = 0;
  const isStart = (): boolean => source === '' || /(^|[^\\])(\(\?:|\||\()$/.test(source) || source.endsWith('^');
  const operate = (sign: string): string | null => {
    if (sign === '(') {
      depth += 1;
      source += '(';
    } else if (sign === ')') {
      if (depth === 0) {
        if (isExtended) source += '\\)';
        return isExtended ? null : 'Unmatched ) or \\)';
      }
      depth -= 1;
      source += ')';
    } else if (sign === '{') {
      const found = (isExtended ? /^(\d*)(,?)(\d*)\}/ : /^(\d*)(,?)(\d*)\\\}/).exec(pattern.slice(at));
      if (found === null || found[0].length <= (isExtended ? 1 : 2)) source += '\\{';
      else {
        at += found[0].length;
        source += `{${found[1] === '' ? '0' : (found[1] ?? '')}${found[2] ?? ''}${found[3] ?? ''}}`;
      }
    } else if (sign === '}') source += '\\}';
    else if (sign !== '|' && isStart()) source += isExtended ? '' : `\\${sign}`;
    else if (!(/[*+?]$/.test(source) && !source.endsWith(`\\${source.at(-1) ?? ''}`))) source += sign;
    return null;
  };
  while (at < pattern.length) {
    const character = pattern[at] ?? '';
    at += 1;
    if (character === '\\') {
      const next = pattern[at];
      if (next === undefined) return 'Trailing backslash';
      at += 1;
      if ('+?|(){}'.includes(next)) {
        const problem = isExtended ? null : operate(next);
        if (isExtended) source += `\\${next}`;
        if (problem !== null) return problem;
      } else
        source += ESCAPES[next] ?? (/[wWsSbB1-9.*^$[\]\\/]/.test(next) ? `\\${next}` : next.replace(/[^\w]/, '\\$&'));
    } else if (character === '[') {
      const read = bracket(pattern, at - 1);
      if (read === null) return 'Unmatched [, [^, [:, [., or [=';
      source += read.text;
      at = read.end;
    } else if (character === '*') operate('*');
    else if ('+?|(){}'.includes(character)) {
      const problem = isExtended ? operate(character) : null;
      if (!isExtended) source += `\\${character}`;
      if (problem !== null) return problem;
    } else if (!isExtended && character === '^' && !isStart()) source += '\\^';
    else if (!isExtended && character === '$' && at < pattern.length && !/^\\[)|]/.test(pattern.slice(at)))
      source += '\\$';
    else source += character === '/' ? '\\/' : character;
  }
  return depth > 0 ? 'Unmatched ( or \\(' : { source };
}

/** Any of the patterns; the words of the error where one is wrong. */
export function toExpression(
  patterns: readonly string[],
  syntax: Syntax,
  { ignoreCase, word, line }: Manner,
): RegExp | string {
  const sources: string[] = [];
  for (const pattern of patterns) {
    if (syntax === 'fixed') sources.push(pattern.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    else if (syntax === 'perl') sources.push(pattern);
    else {
      const read = translate(pattern, syntax === 'extended');
      if (typeof read === 'string') return read;
      sources.push(read.source);
    }
  }
  const any = `(?:${sources.join('|')})`;
  const bounded = word ? `(?<!\\w)${any}(?!\\w)` : any;
  try {
    return new RegExp(line ? `^${bounded}$` : bounded, ignoreCase ? 'i' : '');
  } catch {
    return 'Invalid regular expression';
  }
}
