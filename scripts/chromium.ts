import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** Headless first: it is the same browser, starts several times faster, and needs no display libraries. */
const NAMES = ['chromium-headless-shell', 'chromium', 'google-chrome-stable', 'google-chrome'];
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const APT_PACKAGES = ['chromium-headless-shell', 'chromium'];

/** The browser the tests use: CHROMIUM if set, else the system's, else one that Playwright downloaded, else null. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const installed = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...installed, ...MAC_APPLICATIONS, chromium.executablePath()].find(isExecutable) ?? null;
}

/**
 * Finds a browser, or installs the distribution's package where that can be done.
 *
 * @throws with what to do about it when there is none and none can be installed.
 */
export function ensureChromium(): string {
  const found = findChromium() ?? installFromApt();
  if (found !== null) return found;
  throw new Error(
    [
      'The browser tests need Chromium or Google Chrome, and none was found.',
      'It could not be installed either: that takes root and apt-get.',
      'Install one (Debian and Ubuntu: apt-get install chromium), or set CHROMIUM to the path of its executable.',
    ].join('\n'),
  );
}

function installFromApt(): string | null {
  if (process.getuid?.() !== 0 || !runs('apt-get', ['--version'], 'ignore')) return null;
  console.log('No Chromium found: installing the package of the distribution.');
  runs('apt-get', ['update', '-q'], 'inherit');
  for (const name of APT_PACKAGES) {
    const isInstalled = runs('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], 'inherit');
    const found = isInstalled ? findChromium() : null;
    if (found !== null) return found;
  }
  return null;
}

function runs(command: string, args: readonly string[], stdio: 'inherit' | 'ignore'): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio, env }).status === 0;
}

function isExecutable(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
