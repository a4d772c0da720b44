import type { SetLookup } from '../extensions/options.ts';
import { runIpset, Sets } from '../sets/index.ts';

let known: { readonly text: string; readonly lookup: SetLookup } | null = null;

/** Finds the sets that an `ipset save` text makes, without a machine around them. A text with an error makes those before it. */
export function setLookup(text = ''): SetLookup {
  if (known?.text === text) return known.lookup;
  const sets = new Sets({ now: () => 0, rulesUsing: () => 0 });
  runIpset(['restore'], sets, { stdin: text });
  const lookup: SetLookup = (name) => sets.lookup(name);
  known = { text, lookup };
  return lookup;
}
