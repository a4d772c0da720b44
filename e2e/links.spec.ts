import { deflateSync } from 'fflate';
import { encodeFragment } from '../src/share/index.ts';
import { App, collectComplaints, expect, test } from './app.ts';
import { FIREWALL } from './scenarios.ts';

const packed = (json: string): string =>
  `v1.${Buffer.from(deflateSync(new TextEncoder().encode(json))).toString('base64url')}`;
const whole = encodeFragment(FIREWALL, null);
const host = '"host":{"interfaces":[]}';

/** What someone could be sent instead of a link, and what the page must say of it. */
const BROKEN: readonly (readonly [name: string, fragment: string, said: RegExp])[] = [
  ['cut short', whole.slice(0, -30), /damaged or was cut short/],
  ['cut to nothing', 'v1.', /damaged or was cut short/],
  ['not base64', 'v1.%3Cscript%3Ealert(1)%3C/script%3E', /damaged or was cut short/],
  ['not deflate', 'v1.AAAAAAAAAAAAAAAA', /damaged or was cut short|not a scenario/],
  ['of a newer version', 'v2.AAAA', /newer version/],
  [
    'a bomb of 100 MB',
    `v1.${Buffer.from(deflateSync(new Uint8Array(100 * 1024 * 1024), { level: 9 })).toString('base64url')}`,
    /unpacks to more/,
  ],
  ['not JSON', packed('{"chainwalk":1,'), /not a scenario/],
  ['another document', packed('{"hello":"world"}'), /not a valid scenario/],
  ['a scenario of the future', packed(`{"chainwalk":2,${host},"timeline":[]}`), /not a valid scenario/],
  [
    'with __proto__ keys',
    packed(`{"chainwalk":1,"__proto__":{"polluted":"yes"},${host},"timeline":[]}`),
    /not a valid scenario/,
  ],
  [
    'with constructor keys',
    packed(`{"chainwalk":1,"constructor":{"prototype":{"polluted":"yes"}},${host},"timeline":[]}`),
    /not a valid scenario/,
  ],
  [
    'nested 100,000 deep',
    packed(`{"chainwalk":1,"title":${'['.repeat(100_000)}${']'.repeat(100_000)},${host},"timeline":[]}`),
    /not a (valid )?scenario/,
  ],
  [
    'quoting itself 5,000 deep',
    packed(`{"chainwalk":1,${host},"timeline":[{"packet":${'{"inner":'.repeat(5000)}"00"${'}'.repeat(5000)}}]}`),
    /not a (valid )?scenario/,
  ],
];

for (const [name, fragment, said] of BROKEN) {
  test(`a link ${name} opens the start page and says so`, async ({ app }) => {
    await app.open(fragment);
    await expect(app.dialog.getByRole('heading', { name: 'This link could not be opened' })).toBeVisible();
    await expect(app.dialog).toContainText(said);
    await app.dialog.getByRole('contentinfo').or(app.dialog).getByRole('button', { name: 'Close' }).last().click();
    await expect(app.dialog).toBeHidden();
    await app.hasRun();
    await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Home router');
    expect(await app.page.evaluate(() => 'polluted' in {})).toBe(false);
  });
}

test('a broken link keeps what was open, with its changes', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.type('iptables -P INPUT ACCEPT');
  await app.expectRule(':INPUT ACCEPT [0:0]');
  await app.page.evaluate(
    (fragment) => {
      location.hash = fragment;
    },
    whole.slice(0, -30),
  );
  await expect(app.dialog).toContainText('What you had open is still here.');
  await app.page.keyboard.press('Escape');
  await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Small firewall');
  await app.expectRule(':INPUT ACCEPT [0:0]');
  await app.undoButton('Console: iptables -P INPUT ACCEPT').click();
  await app.expectRule(':INPUT DROP [0:0]');
});

test('markup in a scenario is text, and no script runs', async ({ app }) => {
  const markup = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
  const hostname = 'fw';
  await app.openScenario({
    ...FIREWALL,
    title: markup,
    description: markup,
    host: { ...FIREWALL.host, hostname, sockets: [{ proto: 'tcp', port: 22, process: '<b>x</b>' }] },
    ruleset: (FIREWALL.ruleset ?? '').replace('udp in: ', '<img src=x onerror=1>'),
    timeline: FIREWALL.timeline.map((step) => ({ ...step, note: markup })),
  });
  await expect(app.scenarioButton).toHaveText(markup);
  await expect(app.step(1)).toContainText(markup);
  await app.goToEndOf(2);
  await expect(await app.showDetails('Log')).toContainText('<img src=x onerror=1>IN=eth0');
  await app.scenarioButton.click();
  await app.page.getByRole('menuitem', { name: 'Title and description…' }).click();
  await expect(app.dialog.getByRole('textbox', { name: 'Title' })).toHaveValue(markup);
  expect(await app.page.evaluate(() => 'hacked' in window)).toBe(false);
});

test('a copied link opens the same scenario, playhead and outcome in another browser', async ({
  app,
  browser,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.openScenario(FIREWALL);
  await app.type('iptables -I INPUT 1 -p udp -j REJECT');
  await app.goToEndOf(2);
  await expect(app.step(2)).toContainText('filter INPUT 1');
  await app.page.getByRole('button', { name: 'Share link' }).click();
  await expect(app.dialog).toContainText('Short enough for any chat, ticket or mail.');
  await app.dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(app.dialog.getByText('Copied')).toBeVisible();
  const link = await app.page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#v1\.[\w-]+~2\.\d+$/);
  await app.page.keyboard.press('Escape');

  const elsewhere = await browser.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    locale: 'en-US',
    serviceWorkers: 'block',
  });
  const page = await elsewhere.newPage();
  const other = new App(page, collectComplaints(page));
  await page.goto(link);
  await other.hasRun();
  await expect(other.scenarioButton).toHaveAccessibleName('Scenario: Small firewall');
  await expect(other.step(2)).toHaveAttribute('aria-current', 'step');
  await expect(other.scrubber).toHaveAttribute(
    'aria-valuetext',
    (await app.scrubber.getAttribute('aria-valuetext')) ?? '',
  );
  await expect(other.caption).toHaveText((await app.caption.textContent()) ?? '');
  await expect(other.step(2)).toContainText('filter INPUT 1');
  await other.expectRule('-A INPUT -p udp -j REJECT --reject-with icmp-port-unreachable');
  expect(other.complaints).toEqual([]);
  await elsewhere.close();
});
