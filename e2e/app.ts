import { test as base, expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The page as its users know it: every spec reaches it through here, by role and label. */
export class App {
  readonly page: Page;
  /** What the page complained about: uncaught errors, console errors, refused requests, CSP violations. */
  readonly complaints: readonly string[];
  readonly heading: Locator;

  constructor(page: Page, complaints: readonly string[]) {
    this.page = page;
    this.complaints = complaints;
    this.heading = page.getByRole('heading', { level: 1, name: 'Chainwalk' });
  }

  /** @param fragment what follows `#` in the address: a lesson, a shared scenario. */
  async open(fragment = ''): Promise<void> {
    await this.page.goto(fragment === '' ? './' : `./#${fragment}`);
    await expect(this.heading).toBeVisible();
  }
}

/** Every test gets the app, and fails if the page complained by its end. */
export const test = base.extend<{ app: App }>({
  // Playwright reads from the parameter's pattern which fixtures are wanted: none here.
  baseURL: async ({}, use) => {
    await use(process.env['CHAINWALK_URL']);
  },
  app: async ({ page }, use) => {
    const complaints = collectComplaints(page);
    await use(new App(page, complaints));
    expect(complaints, 'the page complained').toEqual([]);
  },
});

export { expect };

function collectComplaints(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => complaints.push(`request: ${request.url()} ${request.failure()?.errorText}`));
  return complaints;
}
