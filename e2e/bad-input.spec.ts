import type { Locator } from '@playwright/test';
import { expect, test } from './app.ts';
import { FIREWALL } from './scenarios.ts';

/** As a blog shows it. */
const FROM_A_BLOG = '*filter\n:INPUT DROP [0:0]\n-A INPUT –p tcp –dport 8443 –j ACCEPT\nCOMMIT\n';

test('the import says which characters a web page changed, and repairs them', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.page.getByRole('button', { name: 'Import' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Import' });
  await dialog.getByRole('textbox', { name: 'Text' }).fill(FROM_A_BLOG);
  await expect(dialog).toContainText('the first in line 3: – is a long dash (U+2013)');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Ruleset, line 3: Bad argument `–p');
  await dialog.getByRole('button', { name: 'Repair all 3' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue(
    FROM_A_BLOG.replace('–dport', '--dport').replaceAll('–', '-'),
  );
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toBeHidden();
  await app.expectRule('-A INPUT -p tcp --dport 8443 -j ACCEPT');
});

test('the console offers the command that was meant', async ({ app }) => {
  await app.openScenario(FIREWALL);
  const block = await app.type('iptables -A INPUT -p udp –dport 69 -j DROP');
  await expect(block).toContainText('Meant was: iptables -A INPUT -p udp --dport 69 -j DROP');
  await block.getByRole('button', { name: 'Run that instead' }).click();
  await expect(app.drawer.getByRole('log').locator('> *').last()).toContainText('Written into the scenario: ruleset');
});

test('megabytes of anything else are refused at their place, and the old ruleset stays', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.showDrawer('Console');
  await paste(app.prompt, 10_000_000);
  await expect(app.drawer.getByRole('log')).toContainText('10000000 characters at once are too many for a shell');
  await app.page.getByRole('button', { name: 'Import' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Import' });
  await paste(dialog.getByRole('textbox', { name: 'Text' }), 10_000_000);
  await expect(dialog).toContainText('Nothing here looks like iptables-save');
  await expect(dialog).toContainText('The text has 10000000 characters');
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
});

/** One line of that many letters, without sending them through the browser's protocol. */
const paste = (field: Locator, length: number): Promise<void> =>
  field.evaluate((element, count) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', 'x'.repeat(count));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, length);
