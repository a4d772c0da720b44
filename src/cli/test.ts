import { problemText, runScenario } from '../engine/index.ts';
import type { Scenario } from '../engine/index.ts';
import { runShell } from '../shell/index.ts';
import { readArgs, UsageError } from './args.ts';
import { readInput, readScenario } from './input.ts';
import { isTaught, testTaught } from './test-lesson.ts';

interface Report {
  readonly passed: number;
  readonly lines: readonly string[];
}

function testScenario(scenario: Scenario): Report {
  const record = runScenario(scenario, { shell: runShell, events: true });
  if (!record.ok) return { passed: 0, lines: record.error.map((problem) => `  ✕ ${problemText(problem)}`) };
  if (record.value.restore.exit !== 0)
    return { passed: 0, lines: [`  ✕ ruleset: ${record.value.restore.stderr.trimEnd()}`] };
  let passed = 0;
  const lines: string[] = [];
  for (const [index, step] of record.value.steps.entries())
    for (const { pass, text, was } of step.expectations) {
      if (pass) passed += 1;
      else lines.push(`  ✕ step ${index + 1}: expected ${text}, was ${was || 'nothing'}`);
    }
  if (passed === 0 && lines.length === 0) lines.push('  ✕ no step expects anything: this is no test');
  return { passed, lines };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

function testFile(file: string): Report {
  const text = readInput(file);
  const document = parsed(text);
  if (isTaught(document)) {
    const { passed, misses } = testTaught(document);
    return { passed, lines: misses.map((line) => `  ✕ ${line}`) };
  }
  const read = readScenario(text);
  return 'error' in read
    ? { passed: 0, lines: read.error.split('\n').map((line) => `  ✕ ${line}`) }
    : testScenario(read.scenario);
}

/** `chainwalk test`: runs scenarios with expectations, and lessons with their goals; exit code 1 if one fails. */
export function test(args: readonly string[]): number {
  const { positionals } = readArgs(args, {});
  if (positionals.length === 0) throw new UsageError('test takes at least one file');
  let passed = 0;
  let failed = 0;
  for (const file of positionals) {
    const report = testFile(file);
    passed += report.passed;
    failed += report.lines.length;
    process.stdout.write(
      `${report.lines.length === 0 ? '✓' : '✕'} ${file}\n${report.lines.map((line) => `${line}\n`).join('')}`,
    );
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}
