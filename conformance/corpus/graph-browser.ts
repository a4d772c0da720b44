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
    table.chains.flatMap(({ hook, rules }) =>
      hook === null ? [] : [[`${hook} ${table.name}`, rules.length] as const],
    ),
  );
  return new Map(chains);
}

/** User chains that some rule jumps to: the others stand in the Rule panel only. */
const userChains = ({ rulesets: [ruleset] }: RunView): number =>
  (ruleset?.tables ?? [])
    .flatMap((table) => table.chains)
    .filter(({ hook, references }) => hook === null && references.length > 0).length;

/** Whether a station is there and scrolls to the last of its rules. */
async function hasRules(page: Page, place: string, rules: number): Promise<boolean> {
  const [hook = '', table = ''] = place.split(' ');
  const station = page.getByRole('group', { name: `Hook ${hook}` }).getByRole('group', { name: table, exact: true });
  if ((await station.count()) !== 1) return false;
  if (rules === 0) return (await station.getByRole('listitem').count()) === 0;
  if (new RegExp(`\\b${rules} rules`).test((await station.textContent()) ?? '')) return true;
  await station.getByRole('list').evaluate((list) => {
    list.scrollTop = list.scrollHeight;
  });
  const last = station.getByRole('button', { name: new RegExp(`^${rules}\\b`) });
  const next = station.getByRole('button', { name: new RegExp(`^${rules + 1}\\b`) });
  return last.waitFor({ state: 'attached', timeout: 5000 }).then(
    async () => (await next.count()) === 0,
    () => false,
  );
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
    if (!(await hasRules(page, place, rules))) complaints.push(`the ${rules} rules of ${place} are not in the graph`);
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
