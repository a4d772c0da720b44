import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** Pictures of the page to look at, into .reports/screens: no assertions about how it looks. `npm run screens`. */
export default defineConfig(tests, {
  testDir: '../e2e/screens',
  testMatch: '*.screens.ts',
  reporter: 'list',
  timeout: 120_000,
});
