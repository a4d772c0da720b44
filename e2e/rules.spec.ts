import { expect, test } from './app.ts';
import { FIREWALL } from './scenarios.ts';

test('a rule edited by its form changes the outcome, and the badge says what it was', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await expect(app.step(1)).toContainText('sshd');
  const panel = await app.showRule('filter', 'INPUT', 2);
  await panel.getByLabel('--dport').fill('23');
  await expect(panel.getByText('iptables -t filter -R INPUT 2 -p tcp -m tcp --dport 23 -j ACCEPT')).toBeVisible();
  await panel.getByRole('button', { name: 'Save rule' }).click();
  await expect(app.step(1)).toContainText('filter INPUT policy');
  await expect(app.step(1).getByRole('deletion').first()).toHaveText('was delivered sshd');
  await app.expectRule('-A INPUT -p tcp -m tcp --dport 23 -j ACCEPT');

  await app.undoButton('Edit INPUT 2').click();
  await expect(app.step(1).getByRole('deletion').first()).toHaveText('was dropped filter INPUT policy');
  await app.expectRule('-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT');
  await app.redoButton('Edit INPUT 2').click();
  await expect(app.step(1).getByRole('deletion').first()).toHaveText('was delivered sshd');
  await app.expectNoRule('-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT');
});

test('a wrong value is refused at its field in iptables’ words, and changes nothing', async ({ app }) => {
  await app.openScenario(FIREWALL);
  const panel = await app.showRule('filter', 'INPUT', 2);
  await panel.getByLabel('--dport').fill('99999');
  await expect(panel.getByRole('alert')).toContainText("invalid port/service `99999' specified");
  await expect(panel.getByRole('button', { name: 'Save rule' })).toBeDisabled();
  await panel.getByRole('button', { name: 'Revert' }).click();
  await expect(panel.getByLabel('--dport')).toHaveValue('22');
});

test('a rule is added, another inserted, moved, duplicated and deleted', async ({ app }) => {
  await app.openScenario(FIREWALL);
  const panel = await app.showChain('filter', 'FORWARD');
  await panel.getByRole('button', { name: 'Add rule' }).click();
  await panel.getByLabel('Protocol').fill('udp');
  await panel.getByRole('combobox', { name: 'Add a match…' }).fill('udp');
  await panel.getByLabel('--dport').fill('53');
  await panel.getByRole('combobox', { name: 'What happens' }).selectOption('ACCEPT');
  await expect(panel.getByText('iptables -t filter -A FORWARD -p udp -m udp --dport 53 -j ACCEPT')).toBeVisible();
  await panel.getByRole('button', { name: 'Add rule' }).click();
  await expect(panel.getByRole('heading', { name: 'filter FORWARD 1' })).toBeVisible();
  await app.expectRule('-A FORWARD -p udp -m udp --dport 53 -j ACCEPT');

  await panel.getByRole('button', { name: 'Actions for this rule' }).click();
  await app.page.getByRole('menuitem', { name: 'Insert before' }).click();
  await panel.getByLabel('Source', { exact: true }).fill('192.168.1.66');
  await panel.getByRole('combobox', { name: 'What happens' }).selectOption('DROP');
  await panel.getByRole('button', { name: 'Add rule' }).click();
  await app.expectRule('-A FORWARD -s 192.168.1.66/32 -j DROP');
  const rows = app.graph
    .getByRole('group', { name: 'Hook FORWARD' })
    .getByRole('group', { name: 'filter' })
    .getByRole('listitem');
  await expect(rows).toHaveText([/^1192\.168\.1\.66/, /^2udp/]);

  await panel.getByRole('button', { name: 'Move down' }).click();
  await expect(panel.getByRole('heading', { name: 'filter FORWARD 2' })).toBeVisible();
  await expect(rows).toHaveText([/^1udp/, /^2192\.168\.1\.66/]);
  await panel.getByRole('button', { name: 'Actions for this rule' }).click();
  await app.page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(rows).toHaveText([/^1udp/, /^2192\.168\.1\.66/, /^3192\.168\.1\.66/]);
  for (const left of [2, 1]) {
    await panel.getByRole('button', { name: 'Actions for this rule' }).click();
    await app.page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(rows).toHaveCount(left);
  }
  await app.expectNoRule('-A FORWARD -s 192.168.1.66/32 -j DROP');
  await app.expectRule('-A FORWARD -p udp -m udp --dport 53 -j ACCEPT');
});

test('a chain is made, renamed and deleted; one in use is not', async ({ app }) => {
  await app.openScenario(FIREWALL);
  const panel = await app.showDetails('Rule');
  await panel.getByRole('button', { name: 'New chain' }).click();
  await app.dialog.getByRole('textbox', { name: 'Name of the chain' }).fill('bad name');
  await app.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(app.dialog.getByRole('alert')).not.toBeEmpty();
  await app.dialog.getByRole('textbox', { name: 'Name of the chain' }).fill('GUESTS');
  await app.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(panel.getByRole('heading', { name: 'filter GUESTS' })).toBeVisible();
  await app.expectRule(':GUESTS - [0:0]');

  await panel.getByRole('button', { name: 'Actions for this chain' }).click();
  await app.page.getByRole('menuitem', { name: 'Rename chain' }).click();
  await app.dialog.getByRole('textbox', { name: 'Name of the chain' }).fill('VISITORS');
  await app.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(panel.getByRole('heading', { name: 'filter VISITORS' })).toBeVisible();
  await app.expectRule(':VISITORS - [0:0]');

  await panel.getByRole('button', { name: 'Actions for this chain' }).click();
  await app.page.getByRole('menuitem', { name: 'Delete chain' }).click();
  await app.expectNoRule(':VISITORS - [0:0]');

  await app.showChain('filter', 'SERVICES');
  await panel.getByRole('button', { name: 'Actions for this chain' }).click();
  await app.page.getByRole('menuitem', { name: 'Delete chain' }).click();
  await expect(panel.getByRole('alert')).toContainText('iptables: Too many links.');
});

test('a policy is set, and decides', async ({ app }) => {
  await app.openScenario(FIREWALL);
  const panel = await app.showChain('filter', 'INPUT');
  await panel.getByRole('combobox', { name: 'Policy' }).selectOption('ACCEPT');
  await expect(app.step(2).getByRole('deletion').last()).toHaveText('was dropped filter INPUT policy');
  await app.expectRule(':INPUT ACCEPT [0:0]');
  await app.undoButton('Policy of INPUT: ACCEPT').click();
  await app.expectRule(':INPUT DROP [0:0]');
});
