/** One `-m NAME` or `-j NAME` while its options are read. */
import type { BuildContext, Extension } from '../extensions/extension.ts';
import { readOption } from '../extensions/option-kinds.ts';
import { GivenOptions, type GivenOption, type OptionContext, type OptionSpec, type UsageError } from '../extensions/options.ts';
import { ok, type Result } from '../model/result.ts';
import type { LongOption } from './getopt.ts';

/** Where an option of an extension leads: getopt's value. */
export interface ExtensionOption {
  readonly use: ExtensionUse;
  readonly spec: OptionSpec;
}

/** Long options of an extension by name, in the order of its table; aliases follow their option. */
type OptionNames = ReadonlyMap<string, OptionSpec>;

const namesOf = new WeakMap<Extension, OptionNames>();

function optionNames(extension: Extension): OptionNames {
  const known = namesOf.get(extension);
  if (known !== undefined) return known;
  const names = new Map<string, OptionSpec>();
  for (const spec of extension.options) for (const name of [spec.name, ...(spec.aliases ?? [])]) names.set(name, spec);
  namesOf.set(extension, names);
  return names;
}

/** `extension` null: iptables knows it, the engine does not model it; its words are kept in `raw`. */
export class ExtensionUse {
  readonly kind: 'match' | 'target';
  readonly name: string;
  readonly extension: Extension | null;
  readonly raw: string[] = [];
  readonly #given: GivenOption[] = [];
  readonly given = new GivenOptions(this.#given);

  constructor(kind: 'match' | 'target', name: string, extension: Extension | null) {
    this.kind = kind;
    this.name = name;
    this.extension = extension;
  }

  findOption(name: string): LongOption<ExtensionOption> | undefined {
    const spec = this.extension === null ? undefined : optionNames(this.extension).get(name);
    return spec === undefined ? undefined : this.#longOption(name, spec);
  }

  optionsStartingWith(prefix: string): LongOption<ExtensionOption>[] {
    if (this.extension === null) return [];
    const found: LongOption<ExtensionOption>[] = [];
    for (const [name, spec] of optionNames(this.extension)) if (name.startsWith(prefix)) found.push(this.#longOption(name, spec));
    return found;
  }

  readonly #options = new Map<OptionSpec, ExtensionOption>();

  #longOption(name: string, spec: OptionSpec): LongOption<ExtensionOption> {
    let value = this.#options.get(spec);
    if (value === undefined) this.#options.set(spec, (value = { use: this, spec }));
    return { name, arity: spec.kind === 'flag' ? 'none' : 'required', value };
  }

  /** Reads one option; `argument` '' for a flag. */
  read(spec: OptionSpec, argument: string, context: Omit<OptionContext, 'extension' | 'given'>): UsageError | null {
    const value = readOption(spec, argument, { ...context, extension: this.name, given: this.given });
    if (!value.ok) return value.error;
    const text = context.second === '' ? argument : `${argument} ${context.second}`;
    this.#given.push({ name: spec.name, value: value.value, inverted: context.inverted, text });
    return null;
  }

  /** The checks at the end of a rule, then the parameters (xtables_option_mfcall). */
  build(context: BuildContext): Result<unknown, UsageError> {
    if (this.extension === null) return ok(null);
    const refused = this.extension.finalCheck?.(this.given, context) ?? this.#checkTable();
    return refused === null ? this.extension.build(this.given, context) : { ok: false, error: refused };
  }

  /** xtables_options_fcheck: mandatory, also, excludes. */
  #checkTable(): UsageError | null {
    const options = this.extension?.options ?? [];
    for (const spec of options) {
      if (!this.given.has(spec.name)) {
        if (spec.mandatory === true) return this.#error(`option "--${spec.name}" must be specified`);
        continue;
      }
      for (const other of options) {
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
