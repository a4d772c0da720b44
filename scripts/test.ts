/** `npm test`: the unit tests, then the browser tests, both in any case. Reports as JSON go to .reports/. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { inProject, PROJECT } from './project.ts';

const UNIT = ['vitest', 'run', '--reporter=default', '--reporter=json', '--outputFile.json=.reports/unit.json'];
const BROWSER = ['playwright', 'test', '--config', 'config/playwright.config.ts'];

// A report left from an earlier run must not be taken for this one's.
rmSync(inProject('.reports'), { recursive: true, force: true });
mkdirSync(inProject('.reports'));
const statuses = [UNIT, BROWSER].map(([command = '', ...args]) => runTool(command, args));
process.exitCode = statuses.every((status) => status === 0) ? 0 : 1;

function runTool(tool: string, args: readonly string[]): number | null {
  const { status, error } = spawnSync(inProject(`node_modules/.bin/${tool}`), args, { cwd: PROJECT, stdio: 'inherit' });
  if (error !== undefined) console.error(`${tool} could not be run: ${error.message}`);
  return status;
}
