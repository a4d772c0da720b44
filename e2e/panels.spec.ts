import { expect, test } from './app.ts';

const ENTRY = 'src=192.168.1.2 dst=8.8.8.8 sport=40000 dport=443';
const ANSWER = 'src=8.8.8.8 dst=203.0.113.1 sport=443 dport=40000';
const SYN_SENT = `tcp      6 120 SYN_SENT ${ENTRY} packets=1 bytes=44 [UNREPLIED] ${ANSWER} packets=0 bytes=0 mark=0 use=1`;
const SYN_RECV = `tcp      6 60 SYN_RECV ${ENTRY} packets=1 bytes=44 ${ANSWER} packets=1 bytes=44 mark=0 use=1`;
const ESTABLISHED = `tcp      6 432000 ESTABLISHED ${ENTRY} packets=2 bytes=84 ${ANSWER} packets=1 bytes=44 [ASSURED] mark=0 use=1`;

test('the conntrack panel is the table as of the playhead', async ({ app }) => {
  await app.open();
  await app.hasRun();
  const panel = await app.showDetails('Conntrack');
  await expect(panel.getByText('No connections yet')).toBeVisible();

  await app.goToEndOf(1);
  await panel.getByText('As text').click();
  const text = panel.locator('pre');
  await expect(text).toHaveText(SYN_SENT);
  await app.goToEndOf(2);
  await expect(text).toHaveText(SYN_RECV);
  await app.goToEndOf(3);
  await expect(text).toHaveText(ESTABLISHED);
  await expect(panel.getByRole('listitem', { name: 'Entry of the packet in motion' })).toContainText(
    'SNAT to 203.0.113.1',
  );

  // Back to where the answer had not come yet: the table too is as it was then.
  await app.goToStep(2);
  await expect(text).toHaveText(SYN_SENT.replace(' 120 ', ' 119 '));
});

test('a drop leaves no entry behind, and an expired one is gone', async ({ app }) => {
  await app.open();
  await app.hasRun();
  const panel = await app.showDetails('Conntrack');
  await app.goToEndOf(8);
  await panel.getByText('As text').click();
  await expect(panel.locator('pre')).toContainText('udp      17 ');
  await expect(panel.locator('pre')).not.toContainText('dport=22 ');
  await app.goToStep(11);
  await expect(panel.locator('pre')).not.toContainText('udp      17 ');
  await expect(panel.locator('pre')).toContainText('tcp      6 ');
});

test('the log panel has the kernel’s line once it is written, and not before', async ({ app }) => {
  await app.open();
  await app.hasRun();
  await app.goToStep(6);
  const panel = await app.showDetails('Log');
  await expect(panel.getByText('The kernel has logged nothing yet')).toBeVisible();
  await app.playback.getByRole('button', { name: 'End of this walk' }).click();
  await expect(panel.getByRole('listitem').getByRole('paragraph')).toHaveText(
    'want-in-from-port-22 IN=eth0 OUT= MAC=02:00:00:00:00:01:02:00:00:00:01:01:08:00 SRC=198.51.100.7 DST=203.0.113.1 LEN=44 TOS=0x00 PREC=0x00 TTL=64 ID=4131 DF PROTO=TCP SPT=51001 DPT=22 WINDOW=64240 RES=0x00 SYN URGP=0 ',
  );
  await panel.getByRole('button', { name: 'filter INPUT 5' }).click();
  await expect(app.details.getByRole('heading', { name: 'filter INPUT 5' })).toBeVisible();
});

test('the packet panel shows the headers now, and what a rewrite changed', async ({ app }) => {
  await app.open();
  await app.hasRun();
  const panel = await app.showDetails('Packet');
  await expect(panel.getByRole('row', { name: 'src 192.168.1.2' })).toBeVisible();
  await app.playback.getByRole('button', { name: 'End of this walk' }).click();
  for (const [field, now, before] of [
    ['src', '203.0.113.1', '192.168.1.2'],
    ['ttl', '63', '64'],
  ] as const) {
    const row = panel.getByRole('row').filter({ has: app.page.getByRole('rowheader', { name: field, exact: true }) });
    await expect(row).toContainText(now);
    await expect(row).toContainText(before);
  }
});

test('the trace and the host panels say the same in text', async ({ app }) => {
  await app.open();
  await app.hasRun();
  const trace = await app.showDrawer('Trace');
  const walk = trace.getByRole('list', { name: 'The walk of step 1, event by event' });
  await expect(walk.getByRole('listitem').first()).toContainText('A packet arrives on eth1.');
  await expect(walk.getByRole('listitem').last()).toContainText('It leaves by eth0.');
  const host = await app.showDetails('Host');
  await host.getByText('Text', { exact: true }).click();
  await expect(host.getByLabel('Interfaces')).toHaveValue(/eth0 203\.0\.113\.1\/24/);
  await expect(host.getByLabel('Routes')).toHaveValue(/default via 203\.0\.113\.254 dev eth0/);
});
