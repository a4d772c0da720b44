import type { Page } from '@playwright/test';
import { expect } from '../app.ts';

const FOLDER = '.reports/screens';

/** Waits until all is loaded and nothing moves any more, then takes the picture. */
export async function picture(page: Page, name: string): Promise<void> {
  await expect(page.getByText(/^(Loading…|加载中…)$/)).toHaveCount(0);
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished),
    ),
  );
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
}
