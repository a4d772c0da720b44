/**
 * The lab scripts of the gallery (or of the scenario files named) on this machine's kernel: each rebuilds its scenario in a
 * namespace, plays it, and compares it with what the engine said. Needs root on Linux: `npx tsx conformance/lab.ts [FILE…]`.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { loadGallery, scenarioIn } from '../src/lessons/index.ts';

const CHAINWALK = fileURLToPath(new URL('../src/cli/chainwalk.mjs', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'chainwalk-lab-'));

interface Lab {
  readonly name: string;
  readonly document: string;
}

const named = process.argv.slice(2).map((file): Lab => ({ name: file, document: readFileSync(file, 'utf8') }));
const gallery = async (): Promise<readonly Lab[]> =>
  (await loadGallery()).map((entry) => ({ name: entry.id, document: JSON.stringify(scenarioIn(entry, 'en')) }));
const labs = named.length > 0 ? named : await gallery();

function play({ name, document }: Lab, index: number): boolean {
  const script = spawnSync(process.execPath, [CHAINWALK, 'run', '--format', 'lab'], { input: document });
  if (script.status !== 0) return report(name, false, script.stderr.toString());
  const file = join(directory, `${index}.sh`);
  writeFileSync(file, script.stdout);
  const played = spawnSync('bash', [file], { encoding: 'utf8' });
  const agrees = played.status === 0;
  const last = played.stdout.trimEnd().split('\n').at(-1) ?? '';
  return report(name, agrees, agrees ? last : played.stdout + played.stderr);
}

function report(name: string, agrees: boolean, text: string): boolean {
  console.log(`${agrees ? '✓' : '✗'} ${name}: ${text}`);
  return agrees;
}

const agreed = labs.map(play).filter(Boolean).length;
rmSync(directory, { recursive: true, force: true });
console.log(`${agreed} passed, ${labs.length - agreed} failed`);
process.exitCode = agreed === labs.length ? 0 : 1;
