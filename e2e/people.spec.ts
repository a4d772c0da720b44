import { expect, test } from './app.ts';
import { FIREWALL } from './scenarios.ts';

test.describe('on a first visit', () => {
  test.use({ firstVisit: true });

  for (const [device, viewport] of [
    ['a desktop', { width: 1440, height: 900 }],
    ['a phone', { width: 360, height: 740 }],
  ] as const) {
    test(`the tour on ${device} leads through the page, blocks nothing, and does not come back`, async ({ app }) => {
      const { page } = app;
      await page.setViewportSize(viewport);
      await app.open();
      await app.hasRun();
      const tour = page.getByRole('region', { name: 'Tour' });
      for (let step = 1; step < 6; step += 1) {
        await expect(tour).toContainText(`${step} of 6`);
        await expect(tour).toBeInViewport({ ratio: 1 });
        await tour.getByRole('button', { name: 'Next' }).click();
      }
      await app.playback.getByRole('button', { name: /^Next event/ }).click();
      await tour.getByRole('button', { name: 'Done' }).click();
      await expect(tour).toHaveCount(0);
      await page.reload();
      await app.hasRun();
      await expect(tour).toHaveCount(0);
    });
  }

  test('Escape leaves the tour; the palette finds it, and runs it again', async ({ app }) => {
    const { page } = app;
    await app.open();
    const tour = page.getByRole('region', { name: 'Tour' });
    await expect(tour).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(tour).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await expect(app.dialog.getByRole('combobox')).toBeFocused();
    await page.keyboard.type('take the tour');
    await expect(app.dialog.getByRole('option').first()).toHaveText(/Take the tour/);
    await page.keyboard.press('Enter');
    await expect(tour).toBeFocused();
  });
});

test('my scenarios: kept by themselves, renamed, duplicated, deleted and had back, opened', async ({ app }) => {
  const { page } = app;
  await app.openScenario(FIREWALL);
  await app.type('iptables -P INPUT ACCEPT');
  const show = async () => {
    await app.scenarioButton.click();
    await page.getByRole('menuitem', { name: 'My scenarios' }).click();
  };
  await show();
  const entries = app.dialog.getByRole('listitem');
  await expect(entries).toHaveCount(1);
  await expect(entries).toContainText('open now');
  await app.dialog.getByRole('button', { name: 'Duplicate Small firewall' }).click();
  await expect(entries).toHaveCount(2);
  await app.dialog.getByRole('button', { name: 'Rename Small firewall (copy)' }).click();
  await page.keyboard.type('Second');
  await page.keyboard.press('Enter');
  await expect(app.dialog.getByRole('button', { name: 'Open Second' })).toBeVisible();
  await app.dialog.getByRole('button', { name: 'Delete Second' }).click();
  await expect(entries).toHaveCount(1);
  await app.dialog.getByRole('button', { name: 'Undo' }).click();
  await app.dialog.getByRole('button', { name: 'Open Second' }).click();
  await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Second');
  await app.expectRule(':INPUT ACCEPT [0:0]');
});

test('the history is a list, and any entry of it can be gone back to', async ({ app }) => {
  const { page } = app;
  await app.openScenario(FIREWALL);
  for (const policy of ['INPUT ACCEPT', 'FORWARD DROP', 'OUTPUT DROP']) await app.type(`iptables -P ${policy}`);
  const history = page.getByRole('button', { name: 'History' });
  await history.click();
  await expect(page.getByRole('menuitem')).toHaveCount(4);
  await page.getByRole('menuitem', { name: 'Console: iptables -P INPUT ACCEPT' }).click();
  await app.expectRule(':FORWARD ACCEPT [0:0]');
  await app.expectRule(':INPUT ACCEPT [0:0]');
  await history.click();
  await page.getByRole('menuitem', { name: 'Redo: Console: iptables -P OUTPUT DROP' }).click();
  await app.expectRule(':OUTPUT DROP [0:0]');
});

test('a page that embeds the graph shows it in a sandboxed frame, and leads to the whole', async ({ app, baseURL }) => {
  const { page } = app;
  await app.openScenario(FIREWALL);
  await app.goToEndOf(2);
  await page.getByRole('button', { name: 'Share link' }).click();
  await app.dialog.getByText('Embed in a page').click();
  const html = await app.dialog.getByRole('textbox', { name: 'HTML for the page' }).inputValue();
  const host = `<!doctype html><title>A wiki</title>${html.replace(' loading="lazy"', '')}`;
  await page.route('**/wiki.html', (route) => route.fulfill({ contentType: 'text/html', body: host }));
  await page.goto('./wiki.html');
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { name: 'Small firewall' })).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Play' })).toBeEnabled();
  await expect(frame.getByRole('application')).toContainText('INPUT');
  await expect(frame.getByRole('tab')).toHaveCount(0);
  const address = await frame.getByRole('link', { name: 'Open in Chainwalk' }).getAttribute('href');
  expect(address).toMatch(new RegExp(`^${baseURL ?? ''}#v1\\.[\\w-]+~2\\.\\d+$`));
});

test('a scenario too large for a link says so and offers the file', async ({ app }) => {
  const noise = (index: number): string =>
    Array.from({ length: 8 }, (_, at) => ((index * 2654435761 + at * 40503) >>> 3).toString(36)).join('');
  const rules = Array.from({ length: 4000 }, (_, index) => `-A INPUT -m comment --comment ${noise(index)} -j DROP`);
  await app.openScenario({ ...FIREWALL, ruleset: '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n' });
  await app.showDrawer('Ruleset');
  await app.pasteRuleset(`*filter\n:INPUT ACCEPT [0:0]\n${rules.join('\n')}\nCOMMIT\n`);
  await expect(app.undoButton('Edit ruleset')).toBeVisible();
  await app.page.getByRole('button', { name: 'Share link' }).click();
  await expect(app.dialog).toContainText('Too long for a link');
  await expect(app.dialog.getByRole('button', { name: 'Copy link' })).toHaveCount(0);
  const download = app.page.waitForEvent('download');
  await app.dialog.getByRole('button', { name: 'Download scenario file' }).click();
  expect((await download).suggestedFilename()).toBe('small-firewall.json');
});

test('at 200 % zoom and on 360 px nothing is wider than the window', async ({ app }) => {
  const { page } = app;
  for (const viewport of [
    { width: 720, height: 450 },
    { width: 360, height: 640 },
  ]) {
    await page.setViewportSize(viewport);
    await app.open();
    await app.hasRun();
    for (const part of ['Timeline', 'Graph', 'Panels']) {
      await page.getByRole('tab', { name: part }).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), part).toBeLessThanOrEqual(0);
    }
    await expect(app.playback.getByRole('button', { name: 'Play' })).toBeInViewport({ ratio: 1 });
  }
});
