/**
 * Opens rulesets of the corpus in the page itself, by link: `tsx conformance/corpus/graph-browser.ts [DIRECTORY]`. The page must not
 * complain, and its graph must have every table and every rule that the engine has. EVERY=1 opens all of them, not every fifth.
 */
import type { Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { ensureBuilt } from '../../scripts/build.ts';
import { ensureChromium } from '../../scripts/chromium.ts';
import { serveFolder } from '../../scripts/static-server.ts';
import type { RunView, Scenario } from '../../src/engine/index.ts';
import { encodeFragment, linkReach } from '../../src/share/index.ts';
import { api } from '../../src/worker/api.ts';
import { corpusDirectory } from './corpus.ts';
import { graphScenarios } from './graph-scenarios.ts';

const EVERY = Number(process.env['EVERY'] ?? 5);
const PATIENCE = 30_000;

/** Stations of the graph with their number of rules, as the engine says they are: 'FORWARD filter' → 12. */
function expectedStations({ rulesets: [ruleset] }: RunView): ReadonlyMap<string, number> {
  const chains = (ruleset?.tables ?? []).flatMap((table) =>
    table.chains.flatMap(({ hook, rules }) => (hook === null ? [] : [[`${hook} ${table.name}`, rules.length] as const])),
  );
  return new Map(chains);
}

const userChains = ({ rulesets: [ruleset] }: RunView): number =>
  (ruleset?.tables ?? []).flatMap((table) => table.chains).filter(({ hook }) => hook === null).length;

/** The same, read from the page: from the count that a station shows, else from its rows. */
async function stationRules(page: Page, place: string): Promise<number | null> {
  const [hook = '', table = ''] = place.split(' ');
  const station = page.getByRole('group', { name: `Hook ${hook}` }).getByRole('group', { name: table, exact: true });
  if ((await station.count()) === 0) return null;
  const said = /(\d+) rules?\b/.exec((await station.textContent()) ?? '')?.[1];
  return said === undefined ? station.getByRole('listitem').count() : Number(said);
}

async function shownChains(page: Page): Promise<number> {
  const shown = await page.getByRole('group', { name: /^User chain / }).count();
  const hidden = page.getByText(/^\d+ more chains?$/);
  const rest = (await hidden.count()) === 0 ? 0 : Number.parseInt((await hidden.first().textContent()) ?? '', 10);
  return shown + rest;
}

async function check(page: Page, url: string, scenario: Scenario): Promise<readonly string[]> {
  const complaints: string[] = [];
  const onError = (error: Error) => complaints.push(`uncaught: ${error.message}`);
  const onConsole = (message: { readonly type: () => string; readonly text: () => string }) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  };
  page.on('pageerror', onError);
  page.on('console', onConsole);
  const fragment = encodeFragment(scenario, null);
  if (linkReach(fragment.length) === 'too-long') complaints.push(`the link has ${fragment.length} characters`);
  await page.goto('about:blank');
  await page.goto(`${url}#${fragment}`);
  await page.getByRole('button', { name: 'Play' }).and(page.locator(':enabled')).waitFor();
  await page.getByRole('group', { name: 'Hook INPUT' }).waitFor();
  const view = api.run(scenario);
  for (const [place, rules] of expectedStations(view)) {
    const shown = await stationRules(page, place);
    if (shown !== rules) complaints.push(`${place} has ${rules} rules, the graph ${shown}`);
  }
  const chains = await shownChains(page);
  if (chains !== userChains(view)) complaints.push(`${userChains(view)} user chains, the graph ${chains}`);
  page.off('pageerror', onError);
  page.off('console', onConsole);
  return complaints;
}

const directory = corpusDirectory();
if (directory === null) {
  console.log('The corpus is not here: nothing was opened.');
} else {
  const server = process.env['CHAINWALK_URL'] === undefined ? await serveFolder(await ensureBuilt(), 0) : null;
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  page.setDefaultTimeout(PATIENCE);
  const scenarios = graphScenarios(directory).filter((_, index) => index % EVERY === 0);
  let right = 0;
  for (const { name, scenario } of scenarios) {
    const url = server?.url ?? process.env['CHAINWALK_URL'] ?? '';
    const complaints = await check(page, url, scenario).catch((error: unknown) => [String(error).split('\n')[0] ?? '']);
    if (complaints.length === 0) right += 1;
    for (const complaint of complaints.slice(0, 5)) console.log(`    ${name}: ${complaint}`);
  }
  console.log(`graph in the page: ${right} of ${scenarios.length} rulesets`);
  await browser.close();
  await server?.close();
  process.exitCode = right === scenarios.length ? 0 : 1;
}
