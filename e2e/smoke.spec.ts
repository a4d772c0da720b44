import { expect, test } from './app.ts';

test('opens without a complaint under the strict content security policy', async ({ app }) => {
  await app.open();
  const policy = app.page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute('content', /^default-src 'none'; script-src 'self'; style-src 'self';/);
});

test('asks nobody but its own server', async ({ app }) => {
  const hosts = new Set<string>();
  app.page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await app.open();
  expect([...hosts]).toEqual([new URL(app.page.url()).host]);
});
