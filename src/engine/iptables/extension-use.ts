/** One `-m NAME` or `-j NAME` while its options are read. */
import type { BuildContext, Extension } from '../extensions/extension.ts';
import { readOption } from '../extensions/option-kinds.ts';
import {
  GivenOptions,
  type OptionSpec,
  type ProtocolSoFar,
  type SetLookup,
  type UsageError,
} from '../extensions/options.ts';
import { ok, type Result } from '../model/index.ts';
import type { LongOption } from './getopt.ts';

/** Long options of an extension by name, in the order of its table; aliases follow their option. */
type OptionNames = ReadonlyMap<string, LongOption<OptionSpec>>;

const namesOf = new WeakMap<Extension, OptionNames>();

function optionNames(extension: Extension): OptionNames {
  const known = namesOf.get(extension);
  if (known !== undefined) return known;
  const names = new Map<string, LongOption<OptionSpec>>();
  for (const spec of extension.options) {
    for (const name of [spec.name, ...(spec.aliases ?? [])])
      names.set(name, {
        name,
        arity: spec.kind === 'flag' || spec.optionalWord === true ? 'none' : 'required',
        value: spec,
      });
  }
  namesOf.set(extension, names);
  return names;
}

/** Options that must stand, or that care for what stands beside them: most extensions have none. */
const dependentOf = new WeakMap<Extension, readonly OptionSpec[]>();

function dependentOptions(extension: Extension): readonly OptionSpec[] {
  let dependent = dependentOf.get(extension);
  if (dependent === undefined) {
    dependent = extension.options.filter(
      ({ mandatory, also, excludes }) => mandatory === true || also !== undefined || excludes !== undefined,
    );
    dependentOf.set(extension, dependent);
  }
  return dependent;
}

/** What stands around one option, apart from the use it belongs to. */
export interface OptionPlace {
  readonly argument: string;
  readonly second: string;
  readonly inverted: boolean;
  readonly protocol: ProtocolSoFar;
}

/** What lasts as long as a command. */
export interface Surroundings {
  readonly findSet?: SetLookup | undefined;
  readonly warn: (line: string) => void;
}

const NO_WORDS: readonly string[] = [];

/** `extension` null: iptables knows it, the engine does not model it; its words are kept in `raw`. */
export class ExtensionUse {
  readonly kind: 'match' | 'target';
  readonly name: string;
  readonly extension: Extension | null;
  raw: readonly string[] = NO_WORDS;
  readonly given = new GivenOptions();

  constructor(kind: 'match' | 'target', name: string, extension: Extension | null) {
    this.kind = kind;
    this.name = name;
    this.extension = extension;
  }

  findOption(name: string): LongOption<OptionSpec> | undefined {
    return this.extension === null ? undefined : optionNames(this.extension).get(name);
  }

  optionsStartingWith(prefix: string): LongOption<OptionSpec>[] {
    if (this.extension === null) return [];
    const found: LongOption<OptionSpec>[] = [];
    for (const [name, option] of optionNames(this.extension)) if (name.startsWith(prefix)) found.push(option);
    return found;
  }

  /** Reads one option. */
  read(spec: OptionSpec, place: OptionPlace, { findSet, warn }: Surroundings): UsageError | null {
    const { argument, second, inverted, protocol } = place;
    const value = readOption(spec, argument, {
      extension: this.name,
      option: spec.name,
      protocol,
      inverted,
      second,
      given: this.given,
      findSet,
      warn,
    });
    if (!value.ok) return value.error;
    this.given.add({
      name: spec.name,
      value: value.value,
      inverted,
      text: second === '' ? argument : `${argument} ${second}`,
    });
    return null;
  }

  /** Keeps words of an extension that is not modelled. */
  keep(...words: readonly string[]): void {
    this.raw = [...this.raw, ...words];
  }

  /** The checks at the end of a rule, then the parameters (xtables_option_mfcall). */
  build(context: BuildContext): Result<unknown, UsageError> {
    if (this.extension === null) return ok(null);
    const refused = this.extension.finalCheck?.(this.given, context) ?? this.#checkTable(this.extension);
    return refused === null ? this.extension.build(this.given, context) : { ok: false, error: refused };
  }

  /** xtables_options_fcheck: mandatory, also, excludes. */
  #checkTable(extension: Extension): UsageError | null {
    for (const spec of dependentOptions(extension)) {
      if (!this.given.has(spec.name)) {
        if (spec.mandatory === true) return this.#error(`option "--${spec.name}" must be specified`);
        continue;
      }
      for (const other of extension.options) {
        if (other === spec) continue;
        const present = this.given.has(other.name);
        if (!present && spec.also?.includes(other.name) === true)
          return this.#error(`option "--${spec.name}" also requires "--${other.name}".`);
        if (present && spec.excludes?.includes(other.name) === true)
          return this.#error(`option "--${spec.name}" cannot be used together with "--${other.name}".`);
      }
    }
    return null;
  }

  #error(text: string): UsageError {
    return { message: `${this.name}: ${text}\n` };
  }
}
