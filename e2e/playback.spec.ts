import { expect, test } from './app.ts';
import { FIREWALL } from './scenarios.ts';

test('opens on the home router, paused at its first event', async ({ app }) => {
  await app.open();
  await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Home router');
  await expect(app.caption).toHaveText('A packet arrives on eth1.');
  await expect(app.playback.getByRole('button', { name: 'Play' })).toBeEnabled();
  await expect(app.timeline.getByRole('listitem')).toHaveCount(12);
  for (const hook of ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'])
    await expect(app.graph.getByRole('group', { name: `Hook ${hook}` })).toBeVisible();
});

test('plays to the end of the timeline and stops there', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.playback.getByRole('combobox', { name: 'Speed' }).selectOption('4×');
  await app.playback.getByRole('button', { name: 'Play' }).click();
  await expect(app.playback.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(app.step(2)).toHaveAttribute('aria-current', 'step', { timeout: 20_000 });
  await expect(app.playback.getByRole('button', { name: 'Play' })).toBeVisible({ timeout: 20_000 });
  await expect(app.caption).toHaveText('filter INPUT policy drops it.');
  await expect(app.step(1)).toContainText('sshd');
  await expect(app.step(2)).toContainText('filter INPUT policy');
});

test('steps both ways by keyboard, by event and by packet', async ({ app }) => {
  await app.open();
  await app.hasRun();
  const keys = app.page.keyboard;
  await keys.press('ArrowRight');
  await expect(app.caption).toHaveText('It enters PREROUTING, in by eth1.');
  await keys.press('ArrowRight');
  await keys.press('ArrowLeft');
  await expect(app.caption).toHaveText('It enters PREROUTING, in by eth1.');
  await keys.press('End');
  await expect(app.caption).toHaveText('It leaves by eth0.');
  await keys.press('ArrowRight');
  await expect(app.step(2)).toHaveAttribute('aria-current', 'step');
  await expect(app.caption).toHaveText('A packet arrives on eth0.');
  await keys.press('ArrowLeft');
  await expect(app.caption).toHaveText('It leaves by eth0.');
  await keys.press('ArrowDown');
  await keys.press('ArrowDown');
  await expect(app.step(3)).toHaveAttribute('aria-current', 'step');
  await keys.press('ArrowUp');
  await expect(app.step(2)).toHaveAttribute('aria-current', 'step');
  await keys.press('Space');
  await expect(app.playback.getByRole('button', { name: 'Pause' })).toBeVisible();
  await keys.press('Space');
  await expect(app.playback.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('scrubs by pointer and by keys', async ({ app }) => {
  await app.open();
  await app.hasRun();
  const { scrubber } = app;
  const last = await scrubber.getAttribute('aria-valuemax');
  const box = await scrubber.boundingBox();
  if (box === null || last === null) throw new Error('the scrubber is not there');
  await app.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await app.page.mouse.down();
  await expect(scrubber).toHaveAttribute('aria-valuenow', String(Math.round((Number(last) - 1) / 2) + 1));
  await app.page.mouse.move(box.x + box.width + 40, box.y + box.height / 2);
  await app.page.mouse.up();
  await expect(scrubber).toHaveAttribute('aria-valuenow', last);
  await expect(app.caption).toHaveText('It leaves by eth0.');
  await scrubber.press('Home');
  await expect(scrubber).toHaveAttribute('aria-valuenow', '1');
  await scrubber.press('PageUp');
  await expect(scrubber).toHaveAttribute('aria-valuenow', '11');
});

test('lights the rows that a packet passes, and says why not', async ({ app }) => {
  await app.open();
  await app.hasRun();
  await app.goToEndOf(6);
  const filter = app.graph.getByRole('group', { name: 'Hook INPUT' }).getByRole('group', { name: 'filter' });
  await expect(filter.getByRole('button', { name: /^2 lo ACCEPT/ })).toHaveAccessibleName(/Did not match$/);
  await expect(filter.getByRole('button', { name: /^5 / })).toHaveAccessibleName(/Matched$/);
  await expect(filter.getByRole('button', { name: /^6 / })).toHaveAccessibleName(/Decided$/);
  await filter.getByRole('button', { name: /^2 lo ACCEPT/ }).focus();
  await expect(app.page.getByText(/wants.*lo.*eth0/)).toBeVisible();
});
