import { test as base, expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Scenario } from '../src/engine/index.ts';
import { encodeFragment, type SharedPlayhead } from '../src/share/index.ts';

type SideTab = 'Packet' | 'Conntrack' | 'Log' | 'Rule' | 'Host';
type DrawerTab = 'Console' | 'Ruleset' | 'Trace' | 'Sequence' | 'Compare';

/** A part of the frame by its name, whichever landmark it is. */
export const landmark = (page: Page, name: string): Locator =>
  page.locator('aside, section').and(page.getByLabel(name, { exact: true }));

/** The page as its users know it: every spec reaches it through here, by role and label. */
export class App {
  readonly page: Page;
  /** What the page complained about: uncaught errors, console errors, refused requests, CSP violations. */
  readonly complaints: readonly string[];
  readonly heading: Locator;
  readonly playback: Locator;
  /** The event at the playhead in one sentence. */
  readonly caption: Locator;
  readonly scrubber: Locator;
  readonly timeline: Locator;
  readonly details: Locator;
  readonly drawer: Locator;
  readonly graph: Locator;
  readonly dialog: Locator;
  readonly scenarioButton: Locator;
  readonly editor: Locator;
  readonly prompt: Locator;

  constructor(page: Page, complaints: readonly string[]) {
    this.page = page;
    this.complaints = complaints;
    this.heading = page.getByRole('heading', { level: 1, name: 'Chainwalk' });
    this.playback = page.getByRole('region', { name: 'Playback' });
    this.caption = this.playback.getByRole('paragraph');
    this.scrubber = page.getByRole('slider', { name: 'Position in the walk' });
    this.timeline = landmark(page, 'Timeline');
    this.details = landmark(page, 'Details');
    this.drawer = landmark(page, 'Console and ruleset');
    this.graph = page.getByRole('application', { name: 'Path of the packet through the hooks' });
    this.dialog = page.getByRole('dialog');
    this.scenarioButton = page.getByRole('button', { name: /^Scenario: / });
    this.editor = page.getByRole('textbox', { name: 'Ruleset as iptables-save text' });
    this.prompt = page.getByRole('textbox', { name: 'Command' });
  }

  /** @param fragment what follows `#` in the address: a lesson, a shared scenario. */
  async open(fragment = ''): Promise<void> {
    await this.page.goto(fragment === '' ? './' : `./#${fragment}`);
    await expect(this.heading).toBeAttached();
  }

  /** Opens a scenario as a shared link brings it, and waits for its run. */
  async openScenario(scenario: Scenario, playhead: SharedPlayhead | null = null): Promise<void> {
    await this.open(encodeFragment(scenario, playhead));
    await this.hasRun();
  }

  async hasRun(): Promise<void> {
    await expect(this.playback.getByRole('button', { name: 'Play' })).toBeEnabled();
  }

  /** The card of a step, 1-based. */
  step(number: number): Locator {
    return this.timeline.getByRole('listitem').nth(number - 1);
  }

  async goToStep(number: number): Promise<void> {
    await this.step(number)
      .getByRole('button', { name: `Step ${number}:` })
      .click();
    await expect(this.step(number)).toHaveAttribute('aria-current', 'step');
  }

  /** To the end of a step's walk, where its outcome is. */
  async goToEndOf(number: number): Promise<void> {
    await this.goToStep(number);
    await this.playback.getByRole('button', { name: 'End of this walk' }).click();
  }

  async chooseForStep(number: number, action: string): Promise<void> {
    await this.step(number)
      .getByRole('button', { name: `Actions for step ${number}` })
      .click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  async addStep(choice: string): Promise<void> {
    await this.timeline.getByRole('button', { name: 'Add to the timeline' }).click();
    await this.page.getByRole('menuitem', { name: choice, exact: true }).click();
  }

  async showDetails(tab: SideTab): Promise<Locator> {
    await this.details.getByRole('tab', { name: tab }).click();
    return this.details.getByRole('tabpanel', { name: tab });
  }

  async showDrawer(tab: DrawerTab): Promise<Locator> {
    await this.drawer.getByRole('tab', { name: tab }).click();
    return this.drawer.getByRole('tabpanel', { name: tab });
  }

  /** The Rule tab at a chain, as the list of all chains leads there. */
  async showChain(table: string, chain: string): Promise<Locator> {
    const panel = await this.showDetails('Rule');
    const section = panel
      .locator('section')
      .filter({ has: this.page.getByRole('heading', { name: table, exact: true }) });
    await section.getByRole('button', { name: chain }).first().click();
    await expect(panel.getByRole('heading', { name: `${table} ${chain}` })).toBeVisible();
    return panel;
  }

  /** The Rule tab at a rule, reached from its row in the graph. */
  async showRule(table: string, chain: string, rule: number): Promise<Locator> {
    const panel = await this.showChain(table, chain);
    await panel
      .getByRole('listitem')
      .nth(rule - 1)
      .getByRole('button')
      .click();
    await expect(panel.getByRole('heading', { name: `${table} ${chain} ${rule}` })).toBeVisible();
    return panel;
  }

  /** Waits until the Ruleset editor has this line. */
  async expectRule(line: string): Promise<void> {
    await this.showDrawer('Ruleset');
    await expect(this.editor.getByText(line, { exact: true }).first()).toBeVisible();
  }

  /** Puts another text into the Ruleset editor as people do: select all, paste. */
  async pasteRuleset(text: string): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
    await this.editor.press('ControlOrMeta+A');
    await this.editor.press('ControlOrMeta+V');
  }

  async expectNoRule(line: string): Promise<void> {
    await this.showDrawer('Ruleset');
    await expect(this.editor.getByText('COMMIT').first()).toBeVisible();
    await expect(this.editor.getByText(line, { exact: true })).toHaveCount(0);
  }

  /** Types a command into the console and waits for its end; gives all that the console shows of it. */
  async type(line: string): Promise<Locator> {
    const panel = await this.showDrawer('Console');
    await this.prompt.fill(line);
    await this.prompt.press('Enter');
    await expect(this.prompt).toHaveAttribute('aria-busy', 'false');
    return panel.getByRole('log').locator('> *').last();
  }

  /** Presses Tab until the control has the focus, as someone without a mouse would. */
  async tabTo(control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let presses = 0; presses < 120; presses += 1) {
      if (await control.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`no way by ${key} to ${control.toString()}`);
  }

  undoButton(label: string): Locator {
    return this.page.getByRole('button', { name: `Undo: ${label}` });
  }

  redoButton(label: string): Locator {
    return this.page.getByRole('button', { name: `Redo: ${label}` });
  }
}

/** Every test gets the app, and fails if the page complained by its end. */
export const test = base.extend<{ app: App; firstVisit: boolean }>({
  firstVisit: [false, { option: true }],
  // Playwright reads from the parameter's pattern which fixtures are wanted: none here.
  baseURL: async ({}, use) => {
    await use(process.env['CHAINWALK_URL']);
  },
  app: async ({ page, firstVisit }, use) => {
    const complaints = collectComplaints(page);
    // The tour comes by itself on a first visit only.
    if (!firstVisit) await page.context().addInitScript(sawTour);
    await use(new App(page, complaints));
    expect(complaints, 'the page complained').toEqual([]);
  },
});

export { expect };

/** In the page, before its own scripts. */
function sawTour(): void {
  try {
    localStorage.setItem('chainwalk.seen', '["tour"]');
  } catch {
    // A test may forbid the storage: then there is nothing to remember either.
  }
}

export function collectComplaints(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => complaints.push(`request: ${request.url()} ${request.failure()?.errorText}`));
  return complaints;
}
