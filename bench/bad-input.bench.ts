import { checkRuleset, restoreRuleset } from '../src/engine/index.ts';
import type { Benchmark } from './harness.ts';

const MEGABYTES = 10;
const LENGTH = MEGABYTES * 1_000_000;

/** Characters drawn by a fixed rule, so that every run has the same ones. */
function drawn(toCharacter: (number: number) => string): string {
  let state = 7;
  const parts: string[] = [];
  for (let length = 0; length < LENGTH; length++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    parts.push(toCharacter(state >>> 8));
  }
  return parts.join('');
}

const letters = (number: number): string => (number % 60 === 0 ? '\n' : String.fromCharCode(32 + (number % 95)));
const octets = (number: number): string => (number % 256 > 127 ? '\ufffd' : String.fromCharCode(number % 256));

/** What people paste by mistake. A text is to be refused at its place in well under a second. */
const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['random text', drawn(letters)],
  ['random text in a table', `*filter\n${drawn(letters)}`],
  ['binary in a table', `*filter\n${drawn(octets)}`],
  ['one line', 'x'.repeat(LENGTH)],
  ['one rule without an end', `*filter\n-A INPUT ${'-s 1.2.3.4 '.repeat(LENGTH / 11)}`],
  ['long dashes', `*filter\n${'-A INPUT –p tcp –dport 80 –j ACCEPT\n'.repeat(LENGTH / 36)}`],
];

export const benchmarks: readonly Benchmark[] = TEXTS.map(([name, text]) => ({
  name: `refuse 10 MB: ${name}`,
  unit: 'MB',
  run: () => {
    const [{ exit, ruleset }, checked] = [restoreRuleset(text, new Map()), checkRuleset(text)];
    if (exit === 0 || ruleset.get('filter')?.chains.get('INPUT')?.entries.length || checked.diagnostics.length === 0)
      throw new Error(`${name} is taken`);
    return MEGABYTES;
  },
}));
