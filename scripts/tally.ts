/** The last line of .ci/run: `N passed, N failed`, summed over the reports that `npm test` left in .reports/. */
import { existsSync, readFileSync } from 'node:fs';
import { inProject } from './project.ts';

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

interface UnitReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

interface BrowserReport {
  readonly errors: readonly unknown[];
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
}

const NEVER_FINISHED: Tally = { passed: 0, failed: 1 };

const unit = tallyUnit(readReport('unit.json') as UnitReport | null);
const browser = tallyBrowser(readReport('browser.json') as BrowserReport | null);
const passed = unit.passed + browser.passed;
const failed = unit.failed + browser.failed;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function tallyUnit(report: UnitReport | null): Tally {
  if (report === null) return NEVER_FINISHED;
  const { success, numPassedTests: passed, numFailedTests } = report;
  // A test file that cannot even be loaded has no failed tests, and is a failure.
  return { passed, failed: success ? numFailedTests : Math.max(1, numFailedTests) };
}

function tallyBrowser(report: BrowserReport | null): Tally {
  if (report === null) return NEVER_FINISHED;
  const { errors, stats } = report;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

function readReport(name: string): unknown {
  const path = inProject(`.reports/${name}`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
