import { defineConfig } from '@playwright/test';
import { findChromium } from '../scripts/chromium.ts';

/** Fonts and colours the same on every machine, and no traffic of the browser's own. */
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
];

const isContinuousIntegration = process.env['CI'] !== undefined;
const executablePath = findChromium();

export default defineConfig({
  testDir: '../e2e',
  outputDir: '../.reports/browser',
  globalSetup: './playwright.setup.ts',
  fullyParallel: true,
  forbidOnly: isContinuousIntegration,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../.reports/browser.json' }]],
  use: {
    browserName: 'chromium',
    launchOptions: { args: CHROMIUM_FLAGS, ...(executablePath === null ? {} : { executablePath }) },
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    serviceWorkers: 'block',
    actionTimeout: 10_000,
    screenshot: 'only-on-failure',
    trace: 'off',
  },
});
