import type { Page } from '@playwright/test';

const FOLDER = '.reports/screens';

/** Waits until nothing moves any more, then takes the picture. */
export async function picture(page: Page, name: string): Promise<void> {
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
