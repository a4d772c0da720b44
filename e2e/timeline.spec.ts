import { expect, test } from './app.ts';
import { FIREWALL } from './scenarios.ts';

test('a preset is chosen, adds its packets with notes, and goes to them', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.addStep('Ping…');
  await app.dialog.getByLabel('Echo requests').fill('0');
  await expect(app.dialog.getByRole('alert')).toHaveText('Give a number from 1 to 20');
  await app.dialog.getByLabel('Echo requests').fill('1');
  await app.dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(app.timeline.getByRole('listitem')).toHaveCount(4);
  await expect(app.step(3)).toHaveAttribute('aria-current', 'step');
  await expect(app.step(3)).toContainText('ICMP echo-request');
  await expect(app.step(3)).toContainText('Echo request 1');
  await expect(app.step(4)).toContainText('ICMP echo-reply');
  await app.undoButton('Add Ping').click();
  await expect(app.timeline.getByRole('listitem')).toHaveCount(2);
});

test('a conversation of many steps goes on as the host answers', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.addStep('FTP, passive…');
  await app.dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(app.step(3)).toHaveAttribute('aria-current', 'step', { timeout: 20_000 });
  await expect(app.dialog).toHaveCount(0);
  await expect(app.timeline.getByText('The client opens the data connection', { exact: false })).toHaveCount(1);
  await expect(app.timeline.getByText(/put nothing on the wire|unknown/)).toHaveCount(0);
});

test('a packet is composed field by field, with its bytes alongside', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.addStep('Compose a packet…');
  const { dialog } = app;
  await dialog.getByLabel('Where it starts').selectOption('arrives on eth0');
  await dialog.getByLabel('Source address').fill('198.51.100.300');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Add', exact: true })).toBeDisabled();
  await dialog.getByLabel('Source address').fill('198.51.100.30');
  await dialog.getByLabel('Destination address').fill('203.0.113.1');
  await dialog.getByLabel('Destination port').fill('80');
  await expect(dialog.getByRole('gridcell', { name: 'byte 23: 50 TCP dport' })).toBeVisible();
  await dialog.getByRole('gridcell', { name: 'byte 9: 06 IPv4 proto' }).click();
  await expect(dialog.getByLabel('Protocol')).toBeFocused();
  await dialog.getByLabel('Note (shown on the card)').fill('A web visitor');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(app.step(3)).toContainText(/198\.51\.100\.30:\d+ → 203\.0\.113\.1:80/);
  await expect(app.step(3)).toContainText('filter SERVICES 1');
  await expect(app.step(3)).toContainText('A web visitor');

  await app.chooseForStep(3, 'Edit');
  await dialog.getByLabel('Destination port').fill('22');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(app.step(3)).toContainText('sshd');
});

test('the far end replies with one click', async ({ app }) => {
  await app.open();
  await app.hasRun();
  await app.step(7).getByRole('button', { name: 'Reply from the far end' }).click();
  await expect(app.timeline.getByRole('listitem')).toHaveCount(13);
  await expect(app.step(8)).toHaveAttribute('aria-current', 'step');
  await expect(app.step(8)).toContainText('8.8.8.8:53 → 203.0.113.1:5353');
  await expect(app.step(8)).toContainText('eth1');
});

test('time passes and commands run between packets', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.addStep('Wait…');
  await app.dialog.getByLabel('Seconds that pass').fill('soon');
  await app.dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(app.dialog.getByRole('alert')).toHaveText('Give a number of seconds, 0 or more.');
  await app.dialog.getByLabel('Seconds that pass').fill('90');
  await app.dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(app.step(3)).toContainText('Wait 90 s');

  await app.addStep('Command…');
  await app.dialog.getByLabel('What is typed on the host').fill('iptables -D INPUT 9');
  await app.dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(app.step(4)).toContainText('exit 1');
  await app.goToStep(4);
  const packet = await app.showDetails('Packet');
  await expect(packet).toContainText('iptables: Index of deletion too big.');
});

test('steps are moved, duplicated, left out and deleted', async ({ app }) => {
  await app.openScenario(FIREWALL);
  const cards = app.timeline.getByRole('listitem');
  await app.chooseForStep(2, 'Move up');
  await expect(cards).toHaveText([/^1UDP/, /^2TCP/]);
  await app.chooseForStep(1, 'Duplicate');
  await expect(cards).toHaveText([/^1UDP/, /^2UDP/, /^3TCP/]);
  await app.chooseForStep(3, 'Leave out');
  await expect(app.step(3)).toContainText('left out');
  await app.chooseForStep(3, 'Take in again');
  await expect(app.step(3)).toContainText('sshd');
  await app.step(3).getByRole('button', { name: 'Step 3:' }).press('Alt+ArrowUp');
  await expect(cards).toHaveText([/^1UDP/, /^2TCP/, /^3UDP/]);
  await app.step(2).dragTo(app.step(1));
  await expect(cards).toHaveText([/^1TCP/, /^2UDP/, /^3UDP/]);
  await app.step(3).getByRole('button', { name: 'Step 3:' }).press('Delete');
  await expect(cards).toHaveText([/^1TCP/, /^2UDP/]);
});

test('bytes are written over: a field follows, or the packet is kept as bytes', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.addStep('Compose a packet…');
  const { dialog } = app;
  await dialog.getByRole('gridcell', { name: /^byte 23: .* TCP dport$/ }).click();
  await dialog.getByRole('grid').focus();
  await app.page.keyboard.type('51');
  await expect(
    dialog.getByText('Checksums and lengths', { exact: false }).or(dialog.getByText('Overridden')),
  ).toBeVisible();
  await app.page.keyboard.type('g');
  await expect(dialog.getByRole('status')).toHaveText(/“g” is no hex digit/);
  await dialog.getByRole('button', { name: 'Make automatic' }).click();
  await expect(dialog.getByLabel('Destination port')).toHaveValue('337');
  await expect(dialog.getByText('Checksums and lengths are automatic', { exact: false })).toBeVisible();
});

test('several steps are chosen, copied, pasted and deleted', async ({ app }) => {
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.openScenario(FIREWALL);
  const cards = app.timeline.getByRole('listitem');
  await app.timeline.getByRole('button', { name: 'Choose several steps' }).click();
  await app.timeline.getByRole('checkbox', { name: '0 chosen' }).check();
  await app.timeline.getByRole('button', { name: 'Copy' }).click();
  await expect(app.timeline.getByRole('status')).toContainText('2 steps copied');
  await app.addStep('Paste steps');
  await expect(cards).toHaveCount(4);
  await app.timeline.getByRole('checkbox', { name: 'Choose step 1' }).uncheck();
  await app.timeline.getByRole('button', { name: 'Delete' }).click();
  await expect(cards).toHaveCount(3);
  await app.timeline.getByRole('button', { name: 'Done' }).click();
  await app.step(1).getByRole('button', { name: 'Step 1:' }).press('Alt+ArrowDown');
  await expect(app.timeline.getByRole('status')).toHaveText('Step 1 is now 2 of 3');
});

test('the host is edited by fields, and an interface is renamed wherever it is named', async ({ app }) => {
  await app.open();
  await app.hasRun();
  const host = await app.showDetails('Host');
  const eth0 = host.getByRole('group', { name: 'eth0' });
  await eth0.getByLabel('MTU').fill('20');
  await eth0.getByLabel('MTU').press('Enter');
  await expect(eth0.getByRole('alert')).toContainText('20 is not an MTU');
  await eth0.getByLabel('MTU').fill('1400');
  await eth0.getByLabel('MTU').press('Enter');
  await expect(eth0.getByRole('alert')).toHaveCount(0);
  await eth0.getByLabel('Name').fill('wan');
  await eth0.getByLabel('Name').press('Enter');
  await eth0.getByRole('button', { name: 'Rename everywhere' }).click();
  await expect(host.getByRole('group', { name: 'wan' })).toBeVisible();
  await app.expectRule('-A POSTROUTING -o wan -j MASQUERADE');
});
