import { expect, test } from './app.ts';
import { FIREWALL } from './scenarios.ts';

test('by keyboard alone a scenario is played to its end', async ({ app }) => {
  const { page } = app;
  await app.openScenario({ ...FIREWALL, timeline: FIREWALL.timeline.slice(0, 1) });
  await app.tabTo(app.playback.getByRole('combobox', { name: 'Speed' }));
  await page.keyboard.press('4');
  await app.tabTo(app.playback.getByRole('button', { name: 'Play' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(app.playback.getByRole('button', { name: 'Pause' })).toBeFocused();
  await expect(app.playback.getByRole('button', { name: 'Play' })).toBeVisible({ timeout: 20_000 });
  await expect(app.scrubber).toHaveAttribute('aria-valuenow', (await app.scrubber.getAttribute('aria-valuemax')) ?? '');
});

test('by keyboard alone every panel is opened', async ({ app }) => {
  const { page } = app;
  await app.openScenario(FIREWALL);
  await app.tabTo(app.details.getByRole('tab', { name: 'Packet' }));
  for (const name of ['Conntrack', 'Log', 'Rule', 'Host', 'Packet']) {
    await page.keyboard.press('ArrowRight');
    await expect(app.details.getByRole('tab', { name })).toBeFocused();
    await expect(app.details.getByRole('tabpanel', { name })).toBeVisible();
  }
  await app.tabTo(app.drawer.getByRole('tab', { name: 'Console' }), 'Shift+Tab');
  for (const name of ['Ruleset', 'Trace', 'Sequence', 'Compare', 'Console']) {
    await page.keyboard.press('ArrowRight');
    await expect(app.drawer.getByRole('tabpanel', { name })).toBeVisible();
  }
});

test('by keyboard alone a rule is found in the graph, asked why, and opened', async ({ app }) => {
  const { page } = app;
  await app.openScenario(FIREWALL);
  await app.goToEndOf(2);
  const filter = app.graph.getByRole('group', { name: 'Hook INPUT' }).getByRole('group', { name: 'filter' });
  await app.tabTo(filter.getByRole('button', { name: /^1 / }));
  await expect(page.getByText(/wants/)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(app.details.getByRole('heading', { name: 'filter INPUT 2' })).toBeVisible();
});

test('a menu and a dialog take the focus and give it back', async ({ app }) => {
  const { page } = app;
  await app.openScenario(FIREWALL);
  const add = app.timeline.getByRole('button', { name: 'Add to the timeline' });
  await app.tabTo(add);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(add).toBeFocused();
  const share = page.getByRole('button', { name: 'Share link' });
  await app.tabTo(share, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(app.dialog).toBeVisible();
  for (let presses = 0; presses < 8; presses += 1) await page.keyboard.press('Tab');
  expect(
    await page.evaluate(
      () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
    ),
  ).toBe(true);
  await page.keyboard.press('Escape');
  await expect(share).toBeFocused();
});

test('shortcuts undo and redo, and stay out of the way of typing', async ({ app }) => {
  const { page } = app;
  await app.openScenario(FIREWALL);
  await app.type('iptables -P INPUT ACCEPT');
  await app.prompt.pressSequentially('a b');
  await app.prompt.press('ArrowLeft');
  await expect(app.scrubber).toHaveAttribute('aria-valuenow', '1');
  await expect(app.playback.getByRole('button', { name: 'Play' })).toBeVisible();
  await app.step(1).getByRole('button', { name: 'Step 1:' }).focus();
  await page.keyboard.press('Control+z');
  await app.expectRule(':INPUT DROP [0:0]');
  await app.step(1).getByRole('button', { name: 'Step 1:' }).focus();
  await page.keyboard.press('Control+Shift+z');
  await app.expectRule(':INPUT ACCEPT [0:0]');
});
