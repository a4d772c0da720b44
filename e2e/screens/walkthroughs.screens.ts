/** Three people's tasks, step by step: pictures to be looked at in their order. */
import { expect, test } from '../app.ts';
import { picture } from './picture.ts';

const OFFICE = `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -s 192.168.1.0/24 -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -s 192.168.1.66/32 -p tcp -m tcp --dport 22 -j DROP
-A FORWARD -s 192.168.1.0/24 -j ACCEPT
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
COMMIT
`;

test('a beginner learns rule order from zero', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.hasRun();
  await picture(page, 'walk-1-learn-1-start');
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await picture(page, 'walk-1-learn-2-courses');
  await page.getByRole('button', { name: /Rule order/ }).click();
  await app.hasRun();
  await picture(page, 'walk-1-learn-3-lesson');
  await app.goToEndOf(1);
  await picture(page, 'walk-1-learn-4-dropped');
  await app.type('iptables -I INPUT -s 192.168.1.146 -j ACCEPT');
  await app.hasRun();
  await expect(app.step(1)).toContainText('sshd');
  await picture(page, 'walk-1-learn-5-solved');
});

test('an admin finds why a Docker port is reachable although INPUT drops', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.hasRun();
  await page.getByRole('button', { name: 'Gallery', exact: true }).click();
  await app.dialog
    .getByRole('button', { name: /Docker/ })
    .first()
    .click();
  await app.hasRun();
  await picture(page, 'walk-2-docker-1-open');
  await app.goToEndOf(1);
  await picture(page, 'walk-2-docker-2-end-of-the-walk');
  await app.type('iptables -I DOCKER-USER -i eth0 -j DROP');
  await app.hasRun();
  await picture(page, 'walk-2-docker-3-closed');
});

test('someone pastes an office ruleset and finds a shadowed rule', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.hasRun();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await app.dialog.getByRole('textbox').first().fill(OFFICE);
  await picture(page, 'walk-3-office-1-pasted');
  await app.dialog
    .getByRole('button', { name: /^(Import|Open|Use)/ })
    .last()
    .click();
  await app.hasRun();
  await picture(page, 'walk-3-office-2-opened');
  await app.showDrawer('Ruleset');
  await page.waitForLoadState('networkidle');
  await picture(page, 'walk-3-office-3-notes');
  await app.showRule('filter', 'INPUT', 5);
  await picture(page, 'walk-3-office-4-shadowed');
});
