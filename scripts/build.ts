import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { inProject, PROJECT } from './project.ts';

const DIST = inProject('dist');
const INPUTS = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

/**
 * Builds the page unless dist/ is newer than everything it is made from.
 *
 * @returns the folder that holds the build.
 * @throws Vite's error when the build fails; the previous dist/ is then still there.
 */
export async function ensureBuilt(): Promise<string> {
  if (!isFresh()) await buildAside();
  return DIST;
}

function isFresh(): boolean {
  const stamp = join(DIST, 'index.html');
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return INPUTS.every((input) => newestChange(inProject(input)) <= builtAt);
}

/** The newest modification time, in ms since the epoch, of a file or of anything in a folder (removals included). */
function newestChange(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), stats.mtimeMs);
}

/** Builds in a folder of its own and swaps it in at the end, so that nobody ever sees half a build. */
async function buildAside(): Promise<void> {
  const startedAt = new Date();
  const aside = inProject(`dist.building-${process.pid}`);
  const old = inProject(`dist.old-${process.pid}`);
  try {
    await build({ root: PROJECT, logLevel: 'warn', build: { outDir: aside, emptyOutDir: true } });
    // What changes while the build runs must count as newer than the build.
    utimesSync(join(aside, 'index.html'), startedAt, startedAt);
    if (existsSync(DIST)) renameSync(DIST, old);
    renameSync(aside, DIST);
  } finally {
    rmSync(aside, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}
