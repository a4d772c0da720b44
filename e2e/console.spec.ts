import { expect, test } from './app.ts';
import { FIREWALL } from './scenarios.ts';

/** What iptables 1.8.9 (legacy) prints of this ruleset when it is fresh. */
const LISTING = `Chain INPUT (policy DROP 0 packets, 0 bytes)
 pkts bytes target     prot opt in     out     source               destination         
    0     0 ACCEPT     0    --  *      *       0.0.0.0/0            0.0.0.0/0            ctstate RELATED,ESTABLISHED
    0     0 ACCEPT     6    --  *      *       0.0.0.0/0            0.0.0.0/0            tcp dpt:22
    0     0 SERVICES   6    --  *      *       0.0.0.0/0            0.0.0.0/0            tcp dpt:80
    0     0 LOG        17   --  *      *       0.0.0.0/0            0.0.0.0/0            LOG flags 0 level 4 prefix "udp in: "

Chain FORWARD (policy ACCEPT 0 packets, 0 bytes)
 pkts bytes target     prot opt in     out     source               destination         

Chain OUTPUT (policy ACCEPT 0 packets, 0 bytes)
 pkts bytes target     prot opt in     out     source               destination         

Chain SERVICES (1 references)
 pkts bytes target     prot opt in     out     source               destination         
    0     0 DROP       0    --  *      *       198.51.100.0/24      0.0.0.0/0           `;

test('iptables -nvL prints what iptables prints', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.showDrawer('Console');
  await app.drawer.getByRole('combobox', { name: 'The machine' }).selectOption('as loaded');
  const block = await app.type('iptables -nvL');
  expect(await block.locator('pre').textContent()).toBe(LISTING);
});

test('the machine is the one at the playhead: counters have counted', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.goToStep(2);
  const block = await app.type('iptables -nvL INPUT 2');
  expect(await block.locator('pre').textContent()).toBe(
    '    1    44 ACCEPT     6    --  *      *       0.0.0.0/0            0.0.0.0/0            tcp dpt:22',
  );
  const conntrack = await app.type('conntrack -L');
  await expect(conntrack).toContainText('SYN_RECV src=198.51.100.7 dst=203.0.113.1 sport=40000 dport=22');
});

test('a refused command says what iptables says, and changes nothing', async ({ app }) => {
  await app.openScenario(FIREWALL);
  const typo = await app.type('iptables -A INPUT -p tcp --dprot 80 -j ACCEPT');
  expect(await typo.locator('pre').textContent()).toBe(
    "iptables v1.8.9 (legacy): unknown option \"--dprot\"\nTry `iptables -h' or 'iptables --help' for more information.",
  );
  const deletion = await app.type('iptables -D INPUT 9');
  expect(await deletion.locator('pre').textContent()).toBe('iptables: Index of deletion too big.');
  const chain = await app.type('iptables -X SERVICES');
  expect(await chain.locator('pre').textContent()).toBe('iptables: Too many links.');
  const unknown = await app.type('frobnicate now');
  await expect(unknown).toContainText('frobnicate');
  await expect(app.page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
});

test('a command that changes the ruleset is one undoable edit', async ({ app }) => {
  await app.openScenario(FIREWALL);
  const block = await app.type('iptables -I INPUT 1 -p udp --dport 161 -j REJECT');
  await expect(block).toContainText('Written into the scenario: ruleset. Undo takes it back.');
  await expect(app.step(2).getByRole('deletion').first()).toContainText('was');
  await app.expectRule('-A INPUT -p udp -m udp --dport 161 -j REJECT --reject-with icmp-port-unreachable');
  await app.undoButton('Console: iptables -I INPUT 1 -p udp --dport 161 -j REJECT').click();
  await app.expectNoRule('-A INPUT -p udp -m udp --dport 161 -j REJECT --reject-with icmp-port-unreachable');
});

test('a command can become a step, a script is pasted, the history comes back', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.showDrawer('Console');
  await app.drawer.getByRole('checkbox', { name: 'Add to the timeline as a step' }).check();
  await app.type('iptables -F INPUT');
  await expect(app.step(2)).toContainText('iptables -F INPUT');
  await expect(app.timeline.getByRole('listitem')).toHaveCount(3);
  await app.drawer.getByRole('checkbox', { name: 'Add to the timeline as a step' }).uncheck();
  await app.prompt.press('ArrowUp');
  await expect(app.prompt).toHaveValue('iptables -F INPUT');
  await app.type('iptables -N A\niptables -A FORWARD -j A # all of it\n\nip route');
  await expect(app.drawer.getByRole('log')).toContainText('default via 203.0.113.254 dev eth0');
  await app.expectRule('-A FORWARD -j A');
});
