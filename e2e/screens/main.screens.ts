import type { Page } from '@playwright/test';
import { test } from '../app.ts';
import { picture } from './picture.ts';

const NAMES = {
  'en-US': {
    tabs: ['Packet', 'Conntrack', 'Log', 'Rule', 'Host'],
    drawers: ['Console', 'Ruleset', 'Trace'],
    dialogs: ['Gallery', 'Lessons', 'Import', 'Share link'],
    phone: ['Timeline', 'Graph', 'Panels'],
    end: 'End of this walk',
  },
  'zh-CN': {
    tabs: ['数据包', '连接跟踪', '日志', '规则', '主机'],
    drawers: ['控制台', '规则集', '跟踪'],
    dialogs: ['示例', '课程', '导入', '分享链接'],
    phone: ['时间线', '图形', '面板'],
    end: '本次行程末尾',
  },
} as const;

async function settle(page: Page): Promise<void> {
  await page.getByRole('slider').first().waitFor();
  await page.waitForLoadState('networkidle');
}

async function dialogs(page: Page, names: readonly string[], prefix: string): Promise<void> {
  for (const name of names) {
    const opener = page.getByRole('button', { name, exact: true });
    if ((await opener.count()) === 0) continue;
    await opener.click();
    await page.getByRole('dialog').waitFor();
    await picture(page, `${prefix}-dialog-${names.indexOf(name) + 1}`);
    await page.keyboard.press('Escape');
  }
}

for (const locale of ['en-US', 'zh-CN'] as const)
  for (const colorScheme of ['light', 'dark'] as const) {
    const names = NAMES[locale];
    const look = `${locale.slice(0, 2)}-${colorScheme}`;
    test.describe(look, () => {
      test.use({ locale, colorScheme });

      test('desktop', async ({ app: { page } }) => {
        await page.goto('./');
        await settle(page);
        await picture(page, `${look}-desktop-start`);
        await page.getByRole('button', { name: names.end }).click();
        for (const [index, tab] of names.tabs.entries()) {
          await page.getByTestId('side').getByRole('tab', { name: tab }).click();
          const drawer = names.drawers[index % names.drawers.length] ?? names.drawers[0];
          await page.getByRole('tab', { name: drawer, exact: true }).click();
          await page.waitForLoadState('networkidle');
          await picture(page, `${look}-desktop-panel-${index + 1}`);
        }
        await dialogs(page, names.dialogs, `${look}-desktop`);
        await page.keyboard.press('Control+k');
        await picture(page, `${look}-desktop-palette`);
      });

      test('phone', async ({ app: { page } }) => {
        await page.setViewportSize({ width: 390, height: 844 });
        await page.goto('./');
        await page.getByRole('tab', { name: names.phone[0] }).waitFor();
        for (const [index, tab] of names.phone.entries()) {
          await page.getByRole('tab', { name: tab, exact: true }).click();
          await page.waitForLoadState('networkidle');
          await picture(page, `${look}-phone-${index + 1}`);
        }
        await dialogs(page, names.dialogs, `${look}-phone`);
      });

      test('lesson', async ({ app: { page } }) => {
        for (const [size, width] of [
          ['desktop', 1440],
          ['phone', 390],
        ] as const) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto('about:blank');
          await page.goto('./#/lessons/rule-order');
          await page.getByRole('heading', { name: /-A/ }).first().waitFor();
          await page.waitForLoadState('networkidle');
          await picture(page, `${look}-${size}-lesson`);
        }
      });
    });
  }
