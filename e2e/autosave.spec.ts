import { App, collectComplaints, expect, test } from './app.ts';
import { FIREWALL } from './scenarios.ts';

test('a reload keeps the scenario with its changes', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.type('iptables -P INPUT ACCEPT');
  await app.expectRule(':INPUT ACCEPT [0:0]');
  await app.page.reload();
  await app.hasRun();
  await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Small firewall');
  await app.expectRule(':INPUT ACCEPT [0:0]');
  // What the reload forgot is not offered: undo would otherwise lead to something else than it says.
  await expect(app.page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
  await app.type('iptables -P FORWARD DROP');
  await app.undoButton('Console: iptables -P FORWARD DROP').click();
  await app.expectRule(':INPUT ACCEPT [0:0]');
  await app.expectRule(':FORWARD ACCEPT [0:0]');
});

test('opening something else can be undone', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.page.getByRole('button', { name: 'Gallery' }).click();
  await app.dialog.getByRole('button', { name: 'Open Docker host' }).click();
  await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Docker host');
  await app.undoButton('Open Docker host').click();
  await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Small firewall');
  await expect(app.step(1)).toContainText('sshd');
});

test('two tabs do not write over each other', async ({ app, context }) => {
  await app.openScenario(FIREWALL);
  await app.type('iptables -P INPUT ACCEPT');
  await app.expectRule(':INPUT ACCEPT [0:0]');

  const page = await context.newPage();
  const second = new App(page, collectComplaints(page));
  await second.open();
  await second.hasRun();
  await second.expectRule(':INPUT ACCEPT [0:0]');
  await second.type('iptables -P FORWARD DROP');
  await second.expectRule(':FORWARD DROP [0:0]');
  await app.type('iptables -P OUTPUT DROP');
  await app.expectRule(':OUTPUT DROP [0:0]');

  await Promise.all([app.page.reload(), page.reload()]);
  await Promise.all([app.hasRun(), second.hasRun()]);
  await app.expectRule(':OUTPUT DROP [0:0]');
  await app.expectRule(':FORWARD ACCEPT [0:0]');
  await second.expectRule(':FORWARD DROP [0:0]');
  await second.expectRule(':OUTPUT ACCEPT [0:0]');
  expect(second.complaints).toEqual([]);
});

test('where storage is forbidden or holds rubbish the page works all the same', async ({ app }) => {
  await app.page.addInitScript(() => {
    for (const key of ['chainwalk.draft.x', 'chainwalk.theme', 'chainwalk.language'])
      localStorage.setItem(key, '{"serial":9,"document":{"chainwalk":');
  });
  await app.open();
  await app.hasRun();
  await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Home router');
  await app.page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('refused', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage'] as const)
      Object.defineProperty(globalThis, name, { get: refuse });
  });
  await app.page.reload();
  await app.hasRun();
  await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Home router');
});
