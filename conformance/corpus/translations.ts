/** Commands of iptables-translate and what it printed. */
import { translateCommand } from '../../src/engine/index.ts';
import { difference, findSet, notModelledIn, readRecords, shellWords, type Check } from './corpus.ts';

interface TranslationRecord {
  readonly cmd: string;
  readonly exit: number;
  readonly got: string;
  readonly stderr: string;
}

export const translations = (directory: string): readonly Check[] =>
  (readRecords(directory, 'txlate-cases.jsonl') as readonly TranslationRecord[]).map((record) => {
    const words = shellWords(record.cmd).slice(1);
    return { name: record.cmd, notModelled: notModelledIn(words), run: () => checkTranslation(record, words) };
  });

/** The corpus kept both outputs without the blanks around them. */
function checkTranslation(record: TranslationRecord, words: readonly string[]): string | null {
  const { exit, stdout, stderr } = translateCommand(words, { findSet });
  return (
    difference('exit', String(exit), String(record.exit)) ??
    difference('stdout', stdout.trim(), record.got.trim()) ??
    difference('stderr', stderr.trim(), record.stderr.trim())
  );
}
