import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

export const OFFLINE_WORKER = 'service-worker.js';
/** What a page without a network does not need. */
const LEFT_OUT = /\.md$|^(preview\.png|robots\.txt)$/;
/** In index.html, for the page to know which version it is. */
const DEVELOPMENT = 'content="development"';

/** Writes into the service worker which files belong to this build, and into the page which build it is. */
export function offline(): Plugin {
  let publicFolder = '';
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      publicFolder = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle[OFFLINE_WORKER];
        const page = bundle['index.html'];
        if (worker?.type !== 'chunk' || page?.type !== 'asset') throw new Error('the build has no page or no worker');
        const shipped = readdirSync(publicFolder).filter((name) => !LEFT_OUT.test(name));
        const built = Object.keys(bundle).filter((name) => name !== OFFLINE_WORKER && !LEFT_OUT.test(name));
        const version = digest([
          ...Object.values(bundle).map(contentOf),
          ...shipped.map((name) => readFileSync(join(publicFolder, name))),
        ]);
        const build = { version, files: [...built, ...shipped].toSorted() };
        worker.code = `const BUILD=${JSON.stringify(build)};${worker.code}`;
        page.source = String(page.source).replace(DEVELOPMENT, `content="${version}"`);
      },
    },
  };
}

const contentOf = (output: Rolldown.OutputAsset | Rolldown.OutputChunk): string | Uint8Array =>
  output.type === 'chunk' ? output.code : output.source;

function digest(contents: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex').slice(0, 12);
}
