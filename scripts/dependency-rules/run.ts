/** `npm run deps`: who imports whom, held against rooms.ts. Tests are free to reach what they prove. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { PROJECT } from '../project.ts';
import { findCycles } from './cycles.ts';
import { readImports } from './imports.ts';
import { ROOMS } from './rooms.ts';
import { findViolations } from './violations.ts';

const ROOTS = ['src', 'e2e', 'conformance', 'bench'];
/** Not rooms themselves, but imported by some. */
const OTHER_ROOTS = ['scripts'];
const IS_MODULE = /(?<!\.test|\.d)\.(ts|tsx|mjs)$/;

process.chdir(PROJECT);
const filesUnder = (roots: readonly string[]): readonly string[] =>
  roots.flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).split(sep).join('/')),
  );
const files = filesUnder(ROOTS);
const modules = files.filter((file) => IS_MODULE.test(file));
const imports = modules.flatMap((file) => readImports(file, readFileSync(file, 'utf8')));
const violations = findViolations(imports, ROOMS, new Set([...files, ...filesUnder(OTHER_ROOTS)]));
const cycles = findCycles(imports);

for (const { file, line, fault, advice } of violations) console.log(`${file}:${line}: ${fault}\n    ${advice}\n`);
for (const cycle of cycles) {
  console.log(`A cycle: ${cycle.join(' → ')}\n    Move what both need below them, or pass it in. Types count too.\n`);
}
console.log(
  `${modules.length} modules, ${imports.length} imports: ${violations.length} broken rules, ${cycles.length} cycles`,
);
const sawNothing = modules.length === 0 || imports.length === 0;
if (sawNothing) console.error('No modules or no imports were seen: the rules were not checked.');
process.exitCode = sawNothing || violations.length > 0 || cycles.length > 0 ? 1 : 0;
