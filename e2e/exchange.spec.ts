import { readFile } from 'node:fs/promises';
import { expect, test } from './app.ts';
import type { App } from './app.ts';

/** A link-type RAW pcap of one SYN from 192.168.1.2 to 8.8.8.8:443. */
const PCAP =
  'd4c3b2a1020004000000000000000000ffff0000650000000000000000000000280000002800000045000028000100004006a8f7c0a8010208080808' +
  '9c4001bb00000001000000005002200060dc0000';

const FIELDS =
  'IN=eth0 OUT= MAC=02:00:00:00:00:01:02:00:00:00:01:01:08:00 SRC=198.51.100.7 DST=203.0.113.1 LEN=44 TOS=0x00 PREC=0x00 TTL=64 ' +
  'ID=4131 DF PROTO=TCP SPT=51001 DPT=22 WINDOW=64240 RES=0x00 SYN URGP=0';

async function dropFile(app: App, name: string, hex: string): Promise<void> {
  await app.page.evaluate(
    ([file, content]) => {
      const bytes = Uint8Array.from(content.match(/../g) ?? [], (pair) => parseInt(pair, 16));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], file));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, hex] as const,
  );
}

async function exported(app: App, item: RegExp): Promise<Buffer> {
  await app.page.getByRole('button', { name: 'Export', exact: true }).click();
  const saving = app.page.waitForEvent('download');
  await app.page.getByRole('menuitem', { name: item }).click();
  return readFile(await (await saving).path());
}

async function paste(app: App, text: string): Promise<void> {
  await app.page.getByRole('button', { name: 'Import', exact: true }).click();
  await app.dialog.getByRole('textbox', { name: 'Text' }).fill(text);
}

test.beforeEach(async ({ app }) => {
  await app.open();
  await app.hasRun();
});

test('a capture dropped on the page becomes the timeline', async ({ app }) => {
  await dropFile(app, 'one.pcap', PCAP);
  await expect(app.dialog).toContainText('pcap file with 1 frames, 1 of them IPv4.');
  await app.dialog.getByRole('button', { name: 'Take 1 packet' }).click();
  await expect(app.step(1)).toContainText('192.168.1.2:40000 → 8.8.8.8:443');
  await expect(app.step(2)).toHaveCount(0);
});

test('a TRACE log walks the graph as recorded, and says where it does not fit', async ({ app }) => {
  await paste(app, `[1.0] TRACE: filter:INPUT:rule:6 ${FIELDS}\n[9.0] TRACE: filter:INPUT:rule:7 ${FIELDS}`);
  await app.dialog.getByRole('button', { name: 'Import', exact: true }).click();
  const note = app.page.getByRole('region', { name: 'Recorded by a kernel' });
  await expect(note).toContainText('from line 1 on');
  await expect(app.step(1)).toContainText('filter INPUT 6');
  await app.goToStep(3);
  await expect(note.getByRole('alert')).toContainText('the log says rule 7 of filter INPUT; filter INPUT has 6 rules');
  await note.getByRole('radio', { name: 'Engine' }).check({ force: true });
  await expect(note).toContainText('engine’s own walk');
});

test('rules from elsewhere bring their interfaces and a title', async ({ app }) => {
  await paste(app, '*filter\n:INPUT DROP [0:0]\n-A INPUT -i ppp0 -j ACCEPT\nCOMMIT\n');
  await expect(app.dialog).toContainText('ppp0');
  await app.dialog.getByRole('textbox', { name: 'New title' }).fill('Office');
  await app.dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(app.page.getByRole('button', { name: 'Scenario: Office' })).toBeVisible();
  await expect(app.graph.getByText('ppp0').first()).toBeVisible();
});

test('what happened goes out as a capture, as a lab script and as a picture', async ({ app }) => {
  expect((await exported(app, /^Packets on every interface/)).readUInt32BE(0)).toBe(0x0a0d0d0a);
  expect((await exported(app, /^Lab script/)).toString()).toMatch(/^#!\/usr\/bin\/env bash\n# Home router\n/);
  await app.page.getByRole('button', { name: 'Export', exact: true }).click();
  await app.page.getByRole('menuitem', { name: /^Picture of the graph/ }).click();
  const saving = app.page.waitForEvent('download');
  await app.dialog.getByRole('button', { name: 'Save as PNG' }).click();
  expect((await readFile(await (await saving).path())).subarray(1, 4).toString()).toBe('PNG');
});
