import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type App } from './app.ts';

const faults = async ({ page }: App) =>
  (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()).violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
  );

test('“Why?” says what decided first, then the story, and leads there', async ({ app }) => {
  await app.open();
  await app.hasRun();
  await app.step(6).getByRole('button', { name: 'Why dropped: filter INPUT 6?' }).press('Enter');
  const why = app.page.getByRole('dialog', { name: 'Why dropped: filter INPUT 6?' });
  const shortest = why.getByRole('region', { name: 'The shortest answer' });
  await expect(shortest).toContainText('filter INPUT rule 6 decides: DROP.');
  await expect(shortest).toContainText('-i eth0 -p tcp -m tcp --dport 22 -j DROP');
  await expect(why.getByRole('region', { name: 'INPUT', exact: true })).toContainText('Rules 1–4 of filter INPUT');
  expect(await faults(app)).toEqual([]);
  await shortest.getByRole('button').first().press('Enter');
  await expect(app.caption).toHaveText('filter INPUT rule 6 decides: DROP.');
  await app.page.keyboard.press('Escape');
  await expect(why).toBeHidden();
  await expect(app.step(6).getByRole('button', { name: 'Why dropped: filter INPUT 6?' })).toBeFocused();
});

test('what happens now is expected, and an edit that breaks it is told', async ({ app }) => {
  await app.openScenario({
    chainwalk: 1,
    host: { interfaces: [{ name: 'eth0', addresses: ['192.0.2.1/24'] }], sockets: [{ proto: 'tcp', port: 22 }] },
    ruleset: '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 23 -j DROP\nCOMMIT\n',
    timeline: [
      { packet: { in: 'eth0', src: '192.0.2.9', dst: '192.0.2.1', proto: 'tcp', dport: 22 } },
      { packet: { in: 'eth0', src: '192.0.2.9', dst: '192.0.2.1', proto: 'tcp', dport: 23 } },
    ],
  });
  await app.chooseForStep(2, 'Expect what happens now');
  await expect(app.step(2).getByRole('button', { name: 'as expected' })).toBeVisible();
  await expect(app.timeline.getByText('3 of 3 expectations hold')).toBeVisible();

  await app.type('iptables -D INPUT 1');
  await expect(app.step(2).getByRole('button', { name: 'not as expected (1 of 3)' })).toContainText('filter INPUT 1');
  await expect(app.timeline.getByText('2 of 3 expectations hold')).toBeVisible();

  await app.chooseForStep(2, 'Expectations…');
  await app.dialog.getByLabel('Where the packet ends').selectOption('dropped');
  await app.dialog.getByRole('button', { name: 'Expect nothing' }).click();
  await expect(app.timeline.getByText('expectations hold')).toBeHidden();
});

test('a pinned ruleset runs beside the present one, and the first parting is shown', async ({ app }) => {
  await app.open();
  await app.hasRun();
  const panel = await app.showDrawer('Compare');
  await panel.getByRole('button', { name: 'Pin the ruleset as it is now' }).click();
  await expect(panel.getByText('No step differs')).toBeVisible();
  await app.type('iptables -D INPUT 6');
  await app.showDrawer('Compare');
  await expect(panel.getByRole('region', { name: 'Rules that differ' })).toContainText('--dport 22 -j DROP');
  await panel.getByLabel('only what differs').check();
  const step = panel.getByRole('button', { name: /^Go to where step 6 parts/ });
  expect(await faults(app)).toEqual([]);
  await expect(step).toContainText('policy DROP');
  await step.click();
  await expect(app.caption).toHaveText('End of filter INPUT: policy DROP.');
  await panel.getByRole('button', { name: 'Unpin' }).click();
  await expect(panel.getByText('Two rulesets, side by side')).toBeVisible();
});

test('the sequence diagram tells both address views, drops, and leads to a packet', async ({ app }) => {
  await app.open();
  await app.hasRun();
  const panel = await app.showDrawer('Sequence');
  const rows = panel.getByRole('list', { name: 'The conversation across the host' });
  await expect(rows.getByRole('button').first()).toHaveAccessibleName(
    'Step 1: SYN, 192.168.1.2:40000 → 8.8.8.8:443, in by eth1, out by eth0 as 203.0.113.1:40000 → 8.8.8.8:443 (new source)',
  );
  expect(await faults(app)).toEqual([]);
  const dropped = rows.getByRole('button', { name: /^Step 6: SYN.*dropped: filter INPUT 6$/ });
  await dropped.click();
  await expect(dropped).toHaveAttribute('aria-current', 'step');
  await expect(app.step(6)).toHaveAttribute('aria-current', 'step');
});

test('a connection tells its history, and the log is searched', async ({ app }) => {
  await app.open();
  await app.hasRun();
  await app.goToEndOf(6);
  const conntrack = await app.showDetails('Conntrack');
  await conntrack.getByText('History: 4 packets').click();
  await conntrack.getByRole('button', { name: /^step 1 just made/ }).click();
  await expect(app.step(1)).toHaveAttribute('aria-current', 'step');

  await app.goToEndOf(6);
  const log = await app.showDetails('Log');
  await log.getByLabel('Find in the log').fill('dpt=22 eth0');
  await expect(log.getByRole('listitem')).toHaveCount(1);
  await log.getByLabel('Find in the log').fill('dpt=23');
  await expect(log.getByText('No line passes the filter')).toBeVisible();
});
