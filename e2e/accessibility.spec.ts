import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './app.ts';
import type { App } from './app.ts';

/**
 * What a scan finds, in short. The handles between panels stand between landmarks by their nature, as every splitter does. The page
 * has no frames, so the scan need not open a page of its own to gather what they found: that takes twice as long.
 */
async function faults({ page }: App, part = 'html'): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .include(part)
    .exclude('[role="separator"]')
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

// A scan looks at the colours of everything on the screen: on a busy machine that takes its time.
test.setTimeout(120_000);

const LANGUAGES = {
  'en-US': {
    rule: 'Rule',
    share: 'Share link',
    gallery: 'Gallery',
    add: 'Add to the timeline',
    compose: 'Compose a packet…',
  },
  'zh-CN': { rule: '规则', share: '分享链接', gallery: '示例', add: '添加到时间线', compose: '构造数据包…' },
} as const;

for (const locale of ['en-US', 'zh-CN'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme });
      test('no accessibility fault that a scan can find on the main screens', async ({ app }) => {
        const { page } = app;
        const names = LANGUAGES[locale];
        await app.open();
        await expect(page.getByRole('slider')).toBeVisible();
        await expect(page.getByRole('listitem').filter({ hasText: '192.168.1.2:40000' }).first()).toContainText('eth0');
        expect(await faults(app), 'main screen').toEqual([]);

        await page.getByRole('tab', { name: names.rule, exact: true }).click();
        await page.getByRole('button', { name: /^5 tcp dpt:22 NEW/ }).press('Space');
        await expect(page.getByLabel('--log-prefix')).toBeVisible();
        expect(await faults(app, 'form'), 'rule form').toEqual([]);

        await page.getByRole('button', { name: names.add }).click();
        await page.getByRole('menuitem', { name: names.compose }).click();
        await expect(app.dialog.getByText('0000', { exact: true }).first()).toBeVisible();
        expect(await faults(app, 'dialog'), 'composer').toEqual([]);
        await page.keyboard.press('Escape');

        for (const name of [names.share, names.gallery]) {
          await page.getByRole('button', { name, exact: true }).click();
          await expect(app.dialog).toBeVisible();
          expect(await faults(app, 'dialog'), name).toEqual([]);
          await page.keyboard.press('Escape');
        }
      });
    });
  }
}

test('no fault in the other panels either', async ({ app }) => {
  await app.open();
  await app.hasRun();
  await app.goToEndOf(6);
  await app.type('iptables -L');
  for (const [details, drawer] of [
    ['Conntrack', 'Console'],
    ['Log', 'Ruleset'],
    ['Host', 'Trace'],
  ] as const) {
    await app.showDetails(details);
    await app.showDrawer(drawer);
    await expect(app.page.getByText('Loading…')).toHaveCount(0);
    expect(await faults(app), `${details}, ${drawer}`).toEqual([]);
  }
});

test('no fault on a phone', async ({ app }) => {
  await app.page.setViewportSize({ width: 390, height: 780 });
  await app.open();
  await app.hasRun();
  for (const name of ['Graph', 'Timeline', 'Panels']) {
    await app.page.getByRole('tab', { name }).click();
    await expect(app.page.getByText('Loading…')).toHaveCount(0);
    expect(await faults(app), name).toEqual([]);
  }
});
