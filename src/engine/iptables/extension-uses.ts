/** The matches and the target that a command has named so far, and whose option a long name is. */
import { isKnownMatch } from '../extensions/known.ts';
import type { OptionSpec, ProtocolSoFar } from '../extensions/options.ts';
import { protocolName } from '../extensions/protocols.ts';
import { parseUnsigned } from '../extensions/numbers.ts';
import { findMatch } from '../extensions/registry.ts';
import { LONG_OPTIONS, type Letter } from './command-options.ts';
import { ExtensionUse } from './extension-use.ts';
import type { LongOption, LongOptions } from './getopt.ts';

type Value = Letter | OptionSpec;

const NO_USES: readonly ExtensionUse[] = [];

export class ExtensionUses implements LongOptions<Value> {
  /** Newest last. */
  all: readonly ExtensionUse[] = NO_USES;
  target: ExtensionUse | null = null;
  /** The use that the extension's option found last belongs to. */
  found: ExtensionUse | undefined;
  #protocolMatchLoaded = false;

  add(use: ExtensionUse): void {
    this.all = this.all.length === 0 ? [use] : [...this.all, use];
  }

  /** The option of exactly that name: iptables' own, then those of the newest use. */
  find(name: string): LongOption<Value> | undefined {
    const own = LONG_OPTIONS.get(name);
    if (own !== undefined) return own;
    for (let i = this.all.length - 1; i >= 0; i--) {
      const use = this.all[i];
      const found = use?.findOption(name);
      if (found === undefined) continue;
      this.found = use;
      return found;
    }
    return undefined;
  }

  startingWith(prefix: string): readonly LongOption<Value>[] {
    const found: LongOption<Value>[] = [];
    for (const [name, option] of LONG_OPTIONS) if (name.startsWith(prefix)) found.push(option);
    for (const use of this.all.toReversed()) {
      const options = use.optionsStartingWith(prefix);
      if (options.length > 0) this.found = use;
      found.push(...options);
    }
    return found;
  }

  /** The use whose words are kept because its extension is not modelled. */
  unmodelled(): ExtensionUse | undefined {
    return this.all.findLast((use) => use.extension === null);
  }

  /** load_proto: the match of the protocol's name. With `option`, only if the match has such an option. */
  loadProtocolMatch(word: string | null, protocol: ProtocolSoFar, option: string | null): boolean {
    if (word === null || this.#protocolMatchLoaded) return false;
    const name = parseUnsigned(word, 255) === null ? word : (protocolName(protocol.number) ?? '');
    const extension = findMatch(name) ?? null;
    if (extension === null && !isKnownMatch(name)) return false;
    const use = new ExtensionUse('match', name, extension);
    if (option !== null && use.optionsStartingWith(option.slice(2).split('=', 1)[0] ?? '').length === 0) return false;
    this.#protocolMatchLoaded = true;
    this.add(use);
    return true;
  }
}
