/**
 * `npm run bench [-- part of a name]`: measures what the `*.bench.ts` files beside this one export as `benchmarks`, then what the page
 * promises ("page" or "links" for that alone; --build FOLDER for a build that is there already). With --json, one measurement a line for machines.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Benchmark, Measurement } from './harness.ts';
import { measure } from './harness.ts';
import { measureLinks } from './links.ts';
import { measurePage, type Promised } from './page.ts';

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, build: { type: 'string' } },
  allowPositionals: true,
});
const asJson = values.json ?? false;
const [wanted = ''] = positionals;
const wantsPage = wanted === '' || wanted === 'page';
const wantsLinks = wanted === '' || wanted === 'links';

const chosen = (await loadBenchmarks()).filter(({ name }) => name.includes(wanted));
for (const benchmark of chosen) {
  const measurement = measure(benchmark);
  console.log(asJson ? JSON.stringify(measurement) : describe(measurement));
}
const promises = [...(wantsLinks ? await measureLinks() : []), ...(wantsPage ? await measurePage(values.build) : [])];
for (const promised of promises) console.log(asJson ? JSON.stringify(promised) : describePromised(promised));
if (promises.length + chosen.length === 0) {
  console.error(`No benchmark has "${wanted}" in its name.`);
  process.exitCode = 1;
}

async function loadBenchmarks(): Promise<readonly Benchmark[]> {
  const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.ts'));
  const modules = await Promise.all(names.toSorted().map((name) => import(`./${name}`) as Promise<unknown>));
  return modules.flatMap((loaded, index) => {
    if (!hasBenchmarks(loaded)) throw new Error(`${names[index]} exports no "benchmarks"`);
    return loaded.benchmarks;
  });
}

function hasBenchmarks(loaded: unknown): loaded is { readonly benchmarks: readonly Benchmark[] } {
  return typeof loaded === 'object' && loaded !== null && 'benchmarks' in loaded && Array.isArray(loaded.benchmarks);
}

function describe({ name, unit, perSecond }: Measurement): string {
  const rate = perSecond.toLocaleString('en', { maximumSignificantDigits: 4 });
  return `${name.padEnd(48)} ${rate.padStart(14)} ${unit}/s`;
}

function describePromised({ name, target, measured, isMet }: Promised): string {
  return `${name.padEnd(48)} ${isMet ? '✓' : '✕'} target ${target}, measured ${measured}`;
}
