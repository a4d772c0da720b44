/** `npm run size`: builds if needed, then holds what a visitor downloads against config/size-limit.mjs. */
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './build.ts';
import { inProject, PROJECT } from './project.ts';

await ensureBuilt();
const sizeLimit = spawnSync(inProject('node_modules/.bin/size-limit'), ['--config', 'config/size-limit.mjs'], {
  cwd: PROJECT,
  stdio: 'inherit',
});
process.exitCode = sizeLimit.status === 0 ? 0 : 1;
