import { collectComplaints, App, expect, test } from './app.ts';

test.use({ serviceWorkers: 'allow' });

test('after the first visit the page opens without a network, whole', async ({ app, context }) => {
  const { page } = app;
  const hosts = new Set<string>();
  context.on('request', (request) => hosts.add(new URL(request.url()).host));
  await app.open();
  await app.hasRun();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);

  const again = await context.newPage();
  const offline = new App(again, collectComplaints(again));
  await offline.open('/gallery/docker-host');
  await offline.hasRun();
  await expect(offline.scenarioButton).toHaveAccessibleName('Scenario: Docker host');
  // What is loaded only when it is opened is there too.
  await offline.showDrawer('Ruleset');
  await expect(offline.editor).toBeVisible();
  await again.getByRole('button', { name: /Lessons/ }).click();
  await expect(offline.dialog).toBeVisible();
  expect([...hosts]).toEqual([new URL(page.url()).host]);
});

test('it can be installed, and says when a newer version has come', async ({ app, request }) => {
  const { page } = app;
  await app.open();
  const manifest = (await (await request.get('./manifest.webmanifest')).json()) as {
    readonly icons: readonly { readonly src: string; readonly sizes: string }[];
  };
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(['192x192', '512x512', '512x512', 'any']);
  for (const { src } of manifest.icons) expect((await request.get(`./${src}`)).status()).toBe(200);
  await page.evaluate(() => {
    const message = new MessageEvent('message', { data: { kind: 'version', version: 'another' } });
    navigator.serviceWorker.dispatchEvent(message);
  });
  await expect(page.getByRole('status').getByText('A new version is ready.')).toBeVisible();
  await page.getByRole('button', { name: 'Reload' }).click();
  await app.hasRun();
});
