import type { Locator } from '@playwright/test';
import { expect, test, type App } from './app.ts';
import { FIREWALL } from './scenarios.ts';

const row = (app: App, place: string): Locator => app.graph.locator(`[data-rule-at="${place}"] > button[data-rule]`);
const notice = (app: App): Locator => app.page.getByTestId('graph-notice');
const editor = (app: App): Locator => app.page.getByTestId('row-editor');

test.beforeEach(async ({ app }) => {
  await app.openScenario(FIREWALL);
  await expect(row(app, 'filter/INPUT/4')).toBeVisible();
});

test('a rule is dragged to another place, as one change that is undone as one', async ({ app }) => {
  const { mouse } = app.page;
  const [from, to] = [await row(app, 'filter/INPUT/2').boundingBox(), await row(app, 'filter/INPUT/1').boundingBox()];
  if (from === null || to === null) throw new Error('both rows are drawn');
  await mouse.move(from.x + 50, from.y + from.height / 2);
  await mouse.down();
  await mouse.move(to.x + 50, to.y + to.height / 2, { steps: 4 });
  await mouse.move(to.x + 50, to.y + 3, { steps: 2 });
  await expect(app.page.getByTestId('drop-line')).toBeAttached();
  await mouse.up();
  await expect(notice(app)).toHaveText('Moved: it is now rule 1 of INPUT.');
  await expect(row(app, 'filter/INPUT/1')).toContainText('tcp dpt:22');
  await expect(row(app, 'filter/INPUT/1')).toBeFocused();
  await app.page.keyboard.press('ControlOrMeta+z');
  await expect(row(app, 'filter/INPUT/1')).toContainText('REL,EST');
});

test('by keyboard: up and down, into another chain, never into another place than was looked at', async ({ app }) => {
  const moved = row(app, 'filter/INPUT/2');
  const before = await row(app, 'filter/INPUT/1').boundingBox();
  await moved.focus();
  await app.page.keyboard.press('Alt+ArrowDown');
  await expect(row(app, 'filter/INPUT/3')).toBeFocused();
  await expect(row(app, 'filter/INPUT/3')).toContainText('tcp dpt:22');
  await app.page.keyboard.press('ControlOrMeta+x');
  await row(app, 'filter/SERVICES/1').focus();
  await app.page.keyboard.press('ControlOrMeta+v');
  await expect(row(app, 'filter/SERVICES/1')).toContainText('tcp dpt:22');
  await expect(row(app, 'filter/INPUT/4')).toHaveCount(0);
  await app.page.keyboard.press('ControlOrMeta+z');
  await expect(row(app, 'filter/INPUT/4')).toBeVisible();
  const after = await row(app, 'filter/INPUT/1').boundingBox();
  expect([after?.x, after?.y].map((at) => Math.round(at ?? 0))).toEqual(
    [before?.x, before?.y].map((at) => Math.round(at ?? 0)),
  );
});

test('a rule is edited where it stands; what iptables refuses changes nothing', async ({ app }) => {
  await row(app, 'filter/INPUT/2').focus();
  await app.page.keyboard.press('Enter');
  const text = editor(app).getByRole('textbox');
  await expect(text).toBeFocused();
  await app.page.keyboard.type(' --dportx 5');
  await expect(editor(app).getByRole('alert')).toContainText('unknown option "--dportx"');
  await app.page.keyboard.press('ControlOrMeta+a');
  await app.page.keyboard.press('Delete');
  await app.page.keyboard.insertText('-p tcp -m tcp --dport 2222 -j ACCEPT');
  await app.page.keyboard.press('Enter');
  await expect(row(app, 'filter/INPUT/2')).toContainText('tcp dpt:2222');
  await expect(row(app, 'filter/INPUT/2')).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(text).toBeFocused();
  await app.page.keyboard.press('Escape');
  await expect(editor(app)).toHaveCount(0);
});

test('the menu of a row inserts, duplicates and deletes', async ({ app }) => {
  await row(app, 'filter/INPUT/1').click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: 'Insert after' }).click();
  await expect(editor(app).getByRole('textbox')).toBeFocused();
  await app.page.keyboard.insertText('-i lo -j ACCEPT');
  await app.page.keyboard.press('Enter');
  await expect(row(app, 'filter/INPUT/2')).toContainText('lo');
  await app.page.keyboard.press('Shift+F10');
  await app.page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(row(app, 'filter/INPUT/3')).toBeFocused();
  await app.page.keyboard.press('Delete');
  await expect(notice(app)).toHaveText('Rule 3 of INPUT deleted.');
  await expect(row(app, 'filter/INPUT/6')).toHaveCount(0);
});

test('search, what the packet touches, folding a chain, and who hit a rule', async ({ app }) => {
  await app.page.keyboard.press('ControlOrMeta+f');
  await app.page.keyboard.type('198.51.100.9');
  await expect(app.page.getByRole('search').getByRole('status')).toContainText('1 of 1');
  await app.page.keyboard.press('Escape');
  await app.page.getByRole('button', { name: 'Fold chain SERVICES' }).click();
  await expect(row(app, 'filter/SERVICES/1')).toHaveCount(0);
  await app.page.getByRole('button', { name: 'Unfold chain SERVICES' }).click();
  await expect(row(app, 'filter/SERVICES/1')).toBeVisible();
  await app.page.getByRole('button', { name: 'Only what this packet touches' }).click();
  await expect(row(app, 'filter/INPUT/3')).toHaveCount(0);
  await expect(row(app, 'filter/INPUT/2')).toBeVisible();
  await app.page.getByRole('button', { name: 'Only what this packet touches' }).click();
  await row(app, 'filter/INPUT/2').click();
  await expect(app.details.getByRole('listitem').filter({ hasText: 'Step 1' })).toContainText('matched');
  await expect(app.details.getByRole('listitem').filter({ hasText: 'Step 2' })).toContainText('did not match');
});
