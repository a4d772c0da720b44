import { err, ok } from '../engine/index.ts';
import type { Result } from '../engine/index.ts';
import { tokenize } from './lexer.ts';
import type { Token, Word } from './lexer.ts';

export interface Redirection {
  readonly operator: '<' | '>' | '>>' | '>&' | '<&' | '&>' | '&>>' | '<<<' | '<<';
  readonly descriptor: number | null;
  /** File, descriptor or text. */
  readonly word: Word;
}

export type Command =
  | { readonly kind: 'simple'; readonly words: readonly Word[]; readonly redirections: readonly Redirection[] }
  | { readonly kind: 'group'; readonly body: List; readonly redirections: readonly Redirection[] }
  | {
      readonly kind: 'for';
      readonly name: string;
      readonly words: readonly Word[];
      readonly body: List;
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: 'while';
      readonly until: boolean;
      readonly condition: List;
      readonly body: List;
      readonly redirections: readonly Redirection[];
    }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly condition: List; readonly body: List }[];
      readonly otherwise: List;
      readonly redirections: readonly Redirection[];
    };

export interface Pipeline {
  readonly commands: readonly Command[];
  /** `! a | b` */
  readonly negated: boolean;
  /** How it depends on the one before: always, if that succeeded, if that failed. */
  readonly when: 'always' | 'success' | 'failure';
}

export type List = readonly Pipeline[];

/** Caught in parseLine: nobody else sees it. */
class Refused extends Error {}

const END_OF_FILE = 'syntax error: unexpected end of file';
const ENDINGS: ReadonlySet<string> = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', '}']);
const REDIRECTIONS: ReadonlySet<string> = new Set(['<', '>', '>>', '>|', '>&', '<&', '&>', '&>>', '<<<', '<<', '<<-']);

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): List {
    const list = this.#list();
    if (this.#at < this.#tokens.length) throw this.#unexpected();
    return list;
  }

  get #token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #isOperator(...texts: readonly string[]): boolean {
    const token = this.#token;
    return token?.kind === 'operator' && texts.includes(token.text);
  }

  #isWord(...raws: readonly string[]): boolean {
    const token = this.#token;
    return token?.kind === 'word' && raws.includes(token.raw);
  }

  #unexpected(): Refused {
    const token = this.#token;
    if (token === undefined) return new Refused(END_OF_FILE);
    const text = token.kind === 'operator' ? token.text : token.kind === 'word' ? token.raw : '<<';
    return new Refused(`syntax error near unexpected token \`${text === '\n' ? 'newline' : text}'`);
  }

  #skipNewlines(): void {
    while (this.#isOperator('\n')) this.#at += 1;
  }

  #atEnd(): boolean {
    const token = this.#token;
    return token === undefined || this.#isOperator(')') || (token.kind === 'word' && ENDINGS.has(token.raw));
  }

  /** Up to the end, a `)` or a word that ends a compound command. */
  #list(): List {
    const pipelines: Pipeline[] = [];
    let when: Pipeline['when'] = 'always';
    for (;;) {
      this.#skipNewlines();
      if (this.#atEnd()) {
        if (when === 'always') return pipelines;
        throw this.#unexpected();
      }
      pipelines.push(this.#pipeline(when));
      if (this.#atEnd()) return pipelines;
      if (this.#isOperator('&&')) when = 'success';
      else if (this.#isOperator('||')) when = 'failure';
      else if (this.#isOperator(';', '\n', '&')) when = 'always';
      else throw this.#unexpected();
      this.#at += 1;
    }
  }

  #pipeline(when: Pipeline['when']): Pipeline {
    let negated = false;
    while (this.#isWord('!')) {
      negated = !negated;
      this.#at += 1;
    }
    const commands = [this.#command()];
    while (this.#isOperator('|')) {
      this.#at += 1;
      this.#skipNewlines();
      commands.push(this.#command());
    }
    return { commands, negated, when };
  }

  #command(): Command {
    if (this.#isOperator('(')) {
      this.#at += 1;
      const body = this.#body();
      if (!this.#isOperator(')')) throw this.#unexpected();
      this.#at += 1;
      return { kind: 'group', body, redirections: this.#redirections() };
    }
    if (this.#isWord('{')) {
      this.#at += 1;
      const body = this.#body();
      this.#expect('}');
      return { kind: 'group', body, redirections: this.#redirections() };
    }
    if (this.#isWord('if')) return this.#if();
    if (this.#isWord('while', 'until')) return this.#while();
    if (this.#isWord('for')) return this.#for();
    return this.#simple();
  }

  #expect(raw: string): void {
    if (!this.#isWord(raw)) throw this.#unexpected();
    this.#at += 1;
  }

  /** A list that holds something. */
  #body(): List {
    const list = this.#list();
    if (list.length === 0) throw this.#unexpected();
    return list;
  }

  #if(): Command {
    const branches: { condition: List; body: List }[] = [];
    do {
      this.#at += 1;
      const condition = this.#body();
      this.#expect('then');
      branches.push({ condition, body: this.#body() });
    } while (this.#isWord('elif'));
    let otherwise: List = [];
    if (this.#isWord('else')) {
      this.#at += 1;
      otherwise = this.#body();
    }
    this.#expect('fi');
    return { kind: 'if', branches, otherwise, redirections: this.#redirections() };
  }

  #while(): Command {
    const until = this.#isWord('until');
    this.#at += 1;
    const condition = this.#body();
    const body = this.#doGroup();
    return { kind: 'while', until, condition, body, redirections: this.#redirections() };
  }

  #doGroup(): List {
    this.#expect('do');
    const body = this.#body();
    this.#expect('done');
    return body;
  }

  #for(): Command {
    this.#at += 1;
    const name = this.#token;
    if (name?.kind !== 'word') throw this.#unexpected();
    this.#at += 1;
    const words: Word[] = [];
    if (this.#isWord('in')) {
      this.#at += 1;
      for (let token = this.#token; token?.kind === 'word'; token = this.#token) {
        words.push(token.word);
        this.#at += 1;
      }
    }
    if (this.#isOperator(';')) this.#at += 1;
    this.#skipNewlines();
    const body = this.#doGroup();
    return { kind: 'for', name: name.raw, words, body, redirections: this.#redirections() };
  }

  #simple(): Command {
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      const token = this.#token;
      if (token?.kind === 'word') {
        words.push(token.word);
        this.#at += 1;
      } else if (token?.kind === 'operator' && REDIRECTIONS.has(token.text)) redirections.push(this.#redirection());
      else break;
    }
    if (words.length + redirections.length === 0) throw this.#unexpected();
    return { kind: 'simple', words, redirections };
  }

  #redirections(): readonly Redirection[] {
    const redirections: Redirection[] = [];
    while (this.#token?.kind === 'operator' && REDIRECTIONS.has(this.#token.text))
      redirections.push(this.#redirection());
    return redirections;
  }

  #redirection(): Redirection {
    const operator = this.#token as Extract<Token, { readonly kind: 'operator' }>;
    this.#at += 1;
    const target = this.#token;
    if (target === undefined) throw new Refused("syntax error near unexpected token `newline'");
    if (target.kind === 'operator') throw this.#unexpected();
    this.#at += 1;
    const plain = { '>|': '>', '<<-': '<<' }[operator.text as '>|' | '<<-'] ?? operator.text;
    return { operator: plain as Redirection['operator'], descriptor: operator.descriptor, word: target.word };
  }
}

/**
 * Reads lines as typed or pasted: words, quotes, `$`, comments, `|`, `;`, `&&`, `||`, `!`, groups, `if`, `for`, `while`,
 * redirections and here-documents. The error is bash's, without its name in front.
 */
export function parseLine(text: string): Result<List, string> {
  const tokens = tokenize(text);
  if (!tokens.ok) return tokens;
  try {
    return ok(new Parser(tokens.value).parse());
  } catch (error) {
    if (error instanceof Refused) return err(error.message);
    throw error;
  }
}
