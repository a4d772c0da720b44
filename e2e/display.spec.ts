import { encodeFragment } from '../src/share/index.ts';
import { expect, test } from './app.ts';
import type { App } from './app.ts';
import { FIREWALL } from './scenarios.ts';

const ground = (app: App): Promise<string> =>
  app.page.evaluate(() => getComputedStyle(document.body).getPropertyValue('background-color'));

const overflow = (app: App): Promise<number> =>
  app.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('follows the system into the dark, and keeps a choice', async ({ app }) => {
  await app.page.emulateMedia({ colorScheme: 'light' });
  await app.open();
  const light = await ground(app);
  await app.page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => ground(app)).not.toBe(light);
  await app.page.getByRole('button', { name: 'Theme: as the system. Switch' }).click();
  await expect.poll(() => ground(app)).toBe(light);
  await app.page.reload();
  await expect(app.page.getByRole('button', { name: 'Theme: light. Switch' })).toBeVisible();
  expect(await ground(app)).toBe(light);
});

for (const width of [390, 360]) {
  test(`on a phone of ${width} px everything is in reach and nothing scrolls sideways`, async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width, height: 780 });
    await app.open(encodeFragment(FIREWALL, { step: 2, position: 0 }));
    await app.hasRun();
    const parts = page.getByRole('tablist', { name: 'Parts of the page' });
    await expect(parts.getByRole('tab', { name: 'Graph' })).toHaveAttribute('aria-selected', 'true');
    await expect(app.graph).toBeVisible();
    await expect(app.caption).toHaveText('A packet arrives on eth0.');
    expect(await overflow(app)).toBe(0);

    await parts.getByRole('tab', { name: 'Timeline' }).click();
    await expect(page.getByRole('button', { name: 'Step 2:' })).toBeVisible();
    expect(await overflow(app)).toBe(0);
    await parts.getByRole('tab', { name: 'Panels' }).click();
    for (const name of ['Packet', 'Conntrack', 'Log', 'Rule', 'Host']) {
      await page.getByRole('tab', { name }).click();
      await expect(page.getByRole('tabpanel', { name })).toBeVisible();
      expect(await overflow(app), name).toBe(0);
    }
    for (const name of ['Share link', 'Import']) {
      await page.getByRole('button', { name }).click();
      await expect(app.dialog).toBeInViewport({ ratio: 1 });
      expect(await overflow(app), name).toBe(0);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: '中文' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
    expect(await overflow(app)).toBe(0);
  });
}

test('with reduced motion nothing moves by itself', async ({ app }) => {
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  await app.openScenario(FIREWALL);
  for (let event = 0; event < 6; event += 1) {
    await app.page.keyboard.press('ArrowRight');
    const moving = await app.page.evaluate(
      () => document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 1).length,
    );
    expect(moving).toBe(0);
  }
});

test('the walk is a list for those who want it', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.page.getByRole('button', { name: 'Show the walk as a list' }).click();
  const walk = app.page.getByRole('main').getByRole('list', { name: 'Path of the packet through the hooks' });
  await expect(walk.getByRole('listitem').first()).toContainText('A packet arrives on eth0.');
  await walk.getByRole('listitem').nth(1).getByRole('button').click();
  await expect(app.caption).toHaveText('It enters PREROUTING, in by eth0.');
  await app.page.getByRole('button', { name: 'Show the graph' }).click();
  await expect(app.graph).toBeVisible();
});

test('embedded, only the graph and its controls are there', async ({ app }) => {
  await app.page.goto(`./?embed#${encodeFragment(FIREWALL, null)}`);
  await app.hasRun();
  await expect(app.graph).toBeVisible();
  await expect(app.timeline).toHaveCount(0);
  await expect(app.page.getByRole('banner').getByRole('link')).toHaveAttribute('href', /#v1\./);
  await expect(app.page.getByRole('banner').getByRole('button')).toHaveCount(0);
});
