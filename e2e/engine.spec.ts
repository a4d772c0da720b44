import { expect, test } from './app.ts';
import { FIREWALL } from './scenarios.ts';

const WORKER = '**/engine.worker-*.js';

test.beforeEach(async ({ page }) => {
  // A handle on the page's workers, so that one can be made to crash or to swallow what it is asked.
  await page.addInitScript(() => {
    const workers: Worker[] = [];
    let swallows = false;
    const Original = Worker;
    class Watched extends Original {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        workers.push(this);
      }
      override postMessage(message: unknown): void {
        if (!swallows) super.postMessage(message);
      }
    }
    globalThis.Worker = Watched;
    addEventListener('test:crash', () =>
      workers.at(-1)?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })),
    );
    addEventListener('test:hang', () => {
      swallows = true;
    });
    addEventListener('test:recover', () => {
      swallows = false;
    });
  });
});

test('a worker that crashes in use is replaced: the next edit runs', async ({ app }) => {
  await app.openScenario(FIREWALL);
  await app.page.evaluate(() => dispatchEvent(new Event('test:crash')));
  await app.type('iptables -P INPUT ACCEPT');
  await app.expectRule(':INPUT ACCEPT [0:0]');
  await expect(app.step(2).getByRole('deletion').last()).toHaveText('was dropped filter INPUT policy');
});

test('a call that crashes its worker says so, and nothing is lost', async ({ app }) => {
  await app.openScenario(FIREWALL);
  const panel = await app.showDrawer('Console');
  await app.page.evaluate(() => dispatchEvent(new Event('test:hang')));
  await app.prompt.fill('iptables -P INPUT ACCEPT');
  await app.prompt.press('Enter');
  await expect(app.prompt).toHaveAttribute('aria-busy', 'true');
  await app.page.evaluate(() => {
    dispatchEvent(new Event('test:recover'));
    dispatchEvent(new Event('test:crash'));
  });
  await expect(panel.getByRole('log')).toContainText('out of memory');
  await app.expectRule(':INPUT DROP [0:0]');
  await app.type('iptables -P INPUT ACCEPT');
  await app.expectRule(':INPUT ACCEPT [0:0]');
});

test('an engine that hangs is stopped after its time; the scenario is intact and runs again', async ({ app }) => {
  await app.page.clock.install();
  await app.openScenario(FIREWALL);
  await app.page.evaluate(() => dispatchEvent(new Event('test:hang')));
  await app.chooseForStep(1, 'Leave out');
  await app.page.clock.runFor(1000);
  await app.page.clock.fastForward(30_000);
  await expect(app.timeline.getByRole('listitem')).toHaveCount(2);
  await app.page.evaluate(() => dispatchEvent(new Event('test:recover')));
  await app.undoButton('Switch step 1 on or off').click();
  await expect(app.step(1)).toContainText('sshd');
  await expect(app.step(2)).toContainText('filter INPUT policy');
});

test('an engine that cannot start is said, and the page goes on when it can', async ({ app }) => {
  await app.page.route(WORKER, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("broken engine")' }),
  );
  await app.open();
  await expect(app.page.getByText('The engine could not run this')).toBeVisible();
  await expect(app.timeline.getByRole('listitem')).toHaveCount(12);
  await app.page.unroute(WORKER);
  await app.chooseForStep(12, 'Leave out');
  await app.hasRun();
  await expect(app.step(1)).toContainText('eth0');
  await expect(app.graph).toBeVisible();
});
