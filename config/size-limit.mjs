import { readdirSync, readFileSync } from 'node:fs';

const DIST = new URL('../dist/', import.meta.url);
const inDist = (path) => `../dist/${path}`;

/** The scripts that index.html itself asks for, preloads included: what stands between a visitor and the page. */
const html = readFileSync(new URL('index.html', DIST), 'utf8');
const initial = [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(
  ([, path]) => path,
);
if (initial.length === 0) throw new Error('dist/index.html asks for no script: nothing could be measured');

const assets = readdirSync(new URL('assets/', DIST)).map((name) => `assets/${name}`);
const worker = assets.filter((path) => /\.worker-[^/]*\.js$/.test(path));
const lazy = assets.filter((path) => path.endsWith('.js') && !initial.includes(path) && !worker.includes(path));
const styles = assets.filter((path) => path.endsWith('.css'));

const budget = (name, paths, limit) =>
  paths.length === 0 ? [] : [{ name, path: paths.map(inDist), limit, gzip: true }];

export default [
  ...budget('first scripts', initial, '250 kB'),
  // The engine with every extension, every command of the console and what their --help says; it loads beside the page.
  ...budget('worker', worker, '240 kB'),
  ...lazy.flatMap((path) => budget(`later: ${path.replace(/^assets\/|-[^-]{8}\.js$/g, '')}`, [path], '200 kB')),
  ...budget('styles', styles, '40 kB'),
];
