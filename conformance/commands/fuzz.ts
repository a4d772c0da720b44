/**
 * Random command lines on the real tools and on ours: `npm run fuzz:commands -- --count N --seed S [--tools iptables,ip]
 * [--shrink N] [--workers N] [--out FILE]`. Each sequence is typed on a fresh host; a sequence ends at the first line that
 * differs, for what follows stands on other ground. The first N differences (20) are shrunk.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

import { inParallel } from '../batch.ts';
import { oracleUnavailable } from '../oracle.ts';
import { RealShell, runOurs, type Answer } from './both.ts';
import { sameAnswer } from './compare.ts';
import { generateSequence, TOOLS } from './generate.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: '.reports/fuzz/commands.txt' },
    tools: { type: 'string' },
    shrink: { type: 'string', default: '20' },
    workers: { type: 'string', default: '2' },
  },
});

const unavailable = oracleUnavailable();
if (unavailable !== undefined) {
  console.error(unavailable);
  process.exit(2);
}

interface Difference {
  readonly seed: number;
  readonly tool: string;
  readonly lines: readonly string[];
  readonly real: Answer;
  readonly ours: Answer;
}

const tally = new Map<string, { agree: number; differ: number }>();
const shells = Array.from({ length: Number(values.workers) }, () => new RealShell());
const idle = [...shells];
const differences: Difference[] = [];
const tools = values.tools?.split(',') ?? TOOLS;
const seeds = Array.from({ length: Number(values.count) }, (_, index) => Number(values.seed) + index);

await inParallel(seeds, shells.length, async (seed) => {
  const shell = idle.pop() as RealShell;
  const { tool, lines } = generateSequence(seed, tools);
  const real = await shell.run(lines);
  const ours = runOurs(lines);
  const at = lines.findIndex((line, index) => !same(line, real[index], ours[index]));
  const counted = tally.get(tool) ?? { agree: 0, differ: 0 };
  counted.agree += at < 0 ? lines.length : at;
  if (at >= 0) counted.differ += 1;
  tally.set(tool, counted);
  if (at >= 0) differences.push(await explain(shell, { seed, tool, lines: lines.slice(0, at + 1) }));
  idle.push(shell);
});
shells.forEach((shell) => shell.close());

const report = differences.map(show).join('\n');
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, report);
console.log(report);
let [agree, all] = [0, 0];
for (const [tool, { agree: good, differ }] of [...tally].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  agree += good;
  all += good + differ;
  console.log(`${tool.padEnd(12)} ${rate(good, good + differ)}`);
}
console.log(`${'all'.padEnd(12)} ${rate(agree, all)}`);
process.exitCode = differences.length === 0 ? 0 : 1;

function rate(good: number, count: number): string {
  return `${good} of ${count} lines agree (${((100 * good) / Math.max(1, count)).toFixed(2)} %)`;
}

function same(line: string, real: Answer | undefined, ours: Answer | undefined): boolean {
  if (real === undefined || ours === undefined) return false;
  // A tool that crashed says nothing.
  return real.exit < 0 || sameAnswer(line, real, ours);
}

/** Leaves out the lines before the last, then words of it, while the last still differs. */
async function explain(shell: RealShell, found: Pick<Difference, 'seed' | 'tool' | 'lines'>): Promise<Difference> {
  let { lines } = found;
  const differs = async (fewer: readonly string[]): Promise<boolean> => {
    const last = fewer.at(-1) ?? '';
    return !same(last, (await shell.run(fewer)).at(-1), runOurs(fewer).at(-1));
  };
  if (differences.length < Number(values.shrink)) {
    for (let at = lines.length - 2; at >= 0; at--) {
      const fewer = lines.filter((_, index) => index !== at);
      if (await differs(fewer)) lines = fewer;
    }
    const last = (lines.at(-1) ?? '').split(' ');
    for (let at = last.length - 1; at > 0; at--) {
      const shorter = last.filter((_, index) => index !== at);
      const candidate = [...lines.slice(0, -1), shorter.join(' ')];
      if (!/[\n<>]/.test(lines.at(-1) ?? '') && (await differs(candidate))) {
        lines = candidate;
        last.splice(at, 1);
      }
    }
  }
  const real = (await shell.run(lines)).at(-1) as Answer;
  return { ...found, lines, real, ours: runOurs(lines).at(-1) as Answer };
}

function show({ seed, tool, lines, real, ours }: Difference): string {
  const typed = lines.map((line) => `$ ${line}`).join('\n');
  const side = (name: string, { exit, stdout, stderr }: Answer): string =>
    `  ${name} [${exit}]\n${indent(stdout, '|')}${indent(stderr, '!')}`;
  return `== ${tool} seed ${seed}\n${typed}\n${side('real', real)}${side('ours', ours)}`;
}

function indent(text: string, mark: string): string {
  return text === '' ? '' : text.replace(/\n$/, '').replaceAll(/^/gm, `    ${mark}`).concat('\n');
}
