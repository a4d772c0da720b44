/** getopt_long as iptables uses it: options and other words in their order, long ones by any unambiguous beginning. */

export type Arity = 'none' | 'required' | 'optional';

export interface LongOption<T> {
  readonly name: string;
  readonly arity: Arity;
  /** Two names with the same value are one option: a beginning of both is not ambiguous. */
  readonly value: T;
}

export interface ShortOption<T> {
  readonly arity: Arity;
  readonly value: T;
}

export type Word<T> =
  | { readonly kind: 'option'; readonly value: T; readonly argument: string | null }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'missing-argument' }
  | { readonly kind: 'end' };

/** Where long options are looked up: exact first, then by their beginning. */
export interface LongOptions<T> {
  find(name: string): LongOption<T> | undefined;
  /** Options that begin so, in order of the table. */
  startingWith(prefix: string): readonly LongOption<T>[];
}

export class Getopt<T> {
  readonly words: readonly string[];
  /** optind: index of the next word to read. Whoever consumes words moves it. */
  next = 0;
  /** Letters left of a word of several short options ('-nv'), '' if none. */
  #cluster = '';
  readonly #short: ReadonlyMap<string, ShortOption<T>>;
  readonly #long: LongOptions<T>;

  constructor(words: readonly string[], short: ReadonlyMap<string, ShortOption<T>>, long: LongOptions<T>) {
    this.words = words;
    this.#short = short;
    this.#long = long;
  }

  /** argv[optind - 1] */
  get previous(): string {
    return this.words[this.next - 1] ?? '';
  }

  /** The next word if it is neither an option nor '!' (xs_has_arg); consumes it. */
  takeArgument(): string | null {
    const word = this.words[this.next];
    if (word === undefined || word.startsWith('-') || word.startsWith('!')) return null;
    this.next++;
    return word;
  }

  read(): Word<T> {
    if (this.#cluster !== '') return this.#readShort();
    const word = this.words[this.next];
    if (word === undefined) return END;
    this.next++;
    if (word === '--') return END;
    if (word.startsWith('--')) return this.#readLong(word.slice(2));
    if (!word.startsWith('-') || word === '-') return { kind: 'word', text: word };
    this.#cluster = word.slice(1);
    this.next--;
    return this.#readShort();
  }

  #readShort(): Word<T> {
    const letter = this.#cluster[0] ?? '';
    const rest = this.#cluster.slice(1);
    const option = this.#short.get(letter);
    this.#cluster = option === undefined || option.arity === 'none' ? rest : '';
    if (this.#cluster === '') this.next++;
    if (option === undefined) return UNKNOWN;
    return this.#withArgument(option, option.arity === 'none' || rest === '' ? null : rest);
  }

  #readLong(text: string): Word<T> {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const option = this.#long.find(name) ?? this.#abbreviated(name);
    if (option === undefined || (equals >= 0 && option.arity === 'none')) return UNKNOWN;
    return this.#withArgument(option, equals < 0 ? null : text.slice(equals + 1));
  }

  #withArgument(option: ShortOption<T>, attached: string | null): Word<T> {
    if (attached !== null || option.arity !== 'required')
      return { kind: 'option', value: option.value, argument: attached };
    const argument = this.words[this.next];
    if (argument === undefined) return { kind: 'missing-argument' };
    this.next++;
    return { kind: 'option', value: option.value, argument };
  }

  #abbreviated(prefix: string): LongOption<T> | undefined {
    const [first, ...others] = this.#long.startingWith(prefix);
    return first !== undefined && others.every((other) => other.value === first.value && other.arity === first.arity)
      ? first
      : undefined;
  }
}

const END = { kind: 'end' } as const;
const UNKNOWN = { kind: 'unknown' } as const;
