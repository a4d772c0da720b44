/** Whole rulesets: loaded, printed, listed, or refused. */
import { formatRuleset, restoreRuleset } from '../../src/engine/index.ts';
import type { Ruleset } from '../../src/engine/index.ts';
import { difference, notModelledIn, readRecords, run, type Check } from './corpus.ts';

/** The corpus kept the first line of what was said, as far as a carriage return. */
const firstLine = (text: string): string => text.split(/[\r\n]/)[0] ?? '';

interface RulesetRecord {
  readonly name: string;
  readonly text: string;
  readonly exit: number;
  readonly error: string | null;
  readonly saved: string | null;
  readonly listing: string | null;
  /** 'NAME type; NAME type' */
  readonly ipsets: string | null;
}

export const rulesets = (directory: string): readonly Check[] =>
  (readRecords(directory, 'rulesets.jsonl.gz') as readonly RulesetRecord[]).map((record) => ({
    name: record.name,
    notModelled: [...new Set(record.text.split('\n').flatMap((line) => notModelledIn(line.split(/\s+/))))],
    run: () => checkRuleset(record),
  }));

function checkRuleset(record: RulesetRecord): string | null {
  const sets = new Map((record.ipsets ?? '').split(';').map((set) => set.trim().split(' ') as [string, string]));
  const findSet = (name: string): { readonly dimensions: number } | null => {
    const type = sets.get(name);
    return type === undefined ? null : { dimensions: type.split(',').length };
  };
  const { exit, stderr, ruleset } = restoreRuleset(record.text, new Map(), { findSet });
  const answer = difference(
    'exit',
    `${exit} ${exit === 0 ? '' : firstLine(stderr)}`.trim(),
    `${record.exit} ${record.error?.split(' / ')[0] ?? ''}`.trim(),
  );
  if (answer !== null || exit !== 0) return answer;
  return (
    difference('saved', formatRuleset(ruleset).trimEnd(), (record.saved ?? '').trimEnd()) ??
    checkListing(record, ruleset)
  );
}

/** Blocks under '### iptables -t nat -nvL --line-numbers'. */
function checkListing(record: RulesetRecord, ruleset: Ruleset): string | null {
  for (const block of (record.listing ?? '').split(/^### /m).filter((part) => part !== '')) {
    const newline = block.indexOf('\n');
    const words = block.slice(0, newline).trim().split(' ').slice(1);
    const differs = difference(
      `listing ${words.join(' ')}`,
      run(words, ruleset).stdout.trimEnd(),
      block.slice(newline + 1).trimEnd(),
    );
    if (differs !== null) return differs;
  }
  return null;
}
