import { encodeFragment } from '../src/share/index.ts';
import { expect, landmark, test, type App } from './app.ts';
import { FIREWALL } from './scenarios.ts';

/** The lesson's place, by its name in the page's language. */
const lessonPart = (app: App, name = 'Lesson') => landmark(app.page, name);

const OWN_LESSON = {
  chainwalkLesson: 1,
  kind: 'goal',
  title: { en: 'Close SSH' },
  story: { en: 'Close it to `198.51.100.7`. <img src=x onerror="window.hacked=1">' },
  start: { chainwalk: 1, host: FIREWALL.host, ruleset: FIREWALL.ruleset },
  timeline: [{ ...FIREWALL.timeline[0], goal: { says: { en: 'SSH is dropped' }, expect: { outcome: 'dropped' } } }],
};

test('a goal lesson by mouse: the checklist follows the console, and the person’s own scenario comes back', async ({
  app,
}) => {
  await app.openScenario(FIREWALL);
  await app.type('iptables -P INPUT ACCEPT');
  await app.page.getByRole('button', { name: 'Lessons' }).click();
  await app.dialog.getByRole('button', { name: 'Open lesson: First packet in, through and out' }).click();
  const lesson = lessonPart(app);
  await expect(lesson.getByRole('heading', { level: 2 })).toHaveText('First packet in, through and out');
  await expect(lesson.getByText('1 of 3 met')).toBeVisible();
  await lesson.getByRole('button', { name: 'hooks' }).click();
  await expect(app.page.getByRole('note', { name: 'Glossary: hooks' })).toContainText('One of five places');
  await app.page.keyboard.press('Escape');
  await lesson.getByRole('button', { name: 'Hint' }).click();
  await expect(lesson.getByText('Hint 1 of 3')).toBeVisible();

  await app.type('iptables -D FORWARD 1');
  await expect(lesson.getByText('2 of 3 met')).toBeVisible();
  await app.type('iptables -A INPUT -s 198.51.100.7 -p tcp --dport 80 -j DROP');
  await expect(lesson.getByRole('region', { name: 'Done' })).toBeVisible();
  await expect(app.page.getByTestId('lesson-status')).toHaveText('Lesson done: First packet in, through and out.');
  await expect(lesson.getByText("nft 'add rule ip filter INPUT")).toBeVisible();

  await app.page.reload();
  await expect(lesson.getByRole('region', { name: 'Done' })).toBeVisible();
  await lesson.getByRole('button', { name: 'Lesson menu' }).click();
  await app.page.getByRole('menuitem', { name: 'Back to “Small firewall”' }).click();
  await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Small firewall');
  await app.expectRule(':INPUT ACCEPT [0:0]');
  await app.page.getByRole('button', { name: 'Lessons' }).click();
  await expect(app.dialog.getByText('1 of 7 done')).toBeVisible();
});

test('a predict lesson by keyboard alone', async ({ app }) => {
  const { keyboard } = app.page;
  await app.open('/lessons/drop-reject-closed');
  const lesson = lessonPart(app);
  await expect(lesson.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(app.step(1)).toContainText('left out');
  for (const choice of ['It reaches the machine', 'Refused: a RST goes back', 'netfilter rejects it']) {
    await app.tabTo(lesson.getByRole('button', { name: choice }));
    await keyboard.press('Enter');
    await expect(lesson.getByRole('button', { name: choice })).toHaveCount(0);
  }
  await expect(lesson.getByText('1 of 3 predicted rightly.')).toBeVisible();
  await expect(app.step(1)).toContainText('filter INPUT 1');
  await app.tabTo(lesson.getByRole('button', { name: /^Next: / }));
  await keyboard.press('Enter');
  await expect(lesson.getByRole('heading', { level: 2 })).not.toHaveText('DROP, REJECT, and a closed port');
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('a write-the-rule lesson: an over-broad rule fails with the packet that shows it', async ({ app }) => {
    await app.open('/lessons/new-and-established');
    const lesson = lessonPart(app, '课');
    const prompt = app.page.getByRole('textbox', { name: '命令' });
    const type = async (line: string) => {
      await prompt.fill(line);
      await prompt.press('Enter');
    };
    await type('iptables -A INPUT -p tcp --sport 80 -j ACCEPT');
    await expect(lesson.getByText('已达成 2 / 2')).toBeVisible();
    await lesson.getByRole('button', { name: '用隐藏的包检验' }).click();
    await expect(lesson.getByText('陌生人从 80 端口发来的包不是应答：必须丢弃。')).toBeVisible();
    await lesson.getByRole('button', { name: '给我看这个包' }).click();
    await expect(landmark(app.page, '时间线').getByRole('listitem').nth(2)).toContainText('sshd');
    await type('iptables -R INPUT 1 -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT');
    await lesson.getByRole('button', { name: '用隐藏的包检验' }).click();
    await expect(lesson.getByText('隐藏的包全部处理正确。')).toBeVisible();
    await expect(lesson.getByRole('region', { name: '完成' })).toContainText('每条链的第一条规则');
  });
});

test('a wrecked host: back to the last step forward, or to the start', async ({ app }) => {
  await app.open('/lessons/first-packet');
  const lesson = lessonPart(app);
  await expect(lesson.getByText('1 of 3 met')).toBeVisible();
  await app.type('iptables -D FORWARD 1');
  await expect(lesson.getByText('2 of 3 met')).toBeVisible();
  await app.type(
    'iptables -P OUTPUT DROP; iptables -P FORWARD DROP; iptables -P INPUT DROP; ip route flush table main',
  );
  await expect(lesson.getByText('2 of 3 met')).toBeHidden();
  await app.chooseForStep(2, 'Delete');
  await expect(lesson.getByText('The packet of step 2 was changed or removed.', { exact: false })).toBeVisible();
  await lesson.getByRole('button', { name: 'Lesson menu' }).click();
  await app.page.getByRole('menuitem', { name: 'Back to the last step forward' }).click();
  await expect(lesson.getByText('2 of 3 met')).toBeVisible();
  await lesson.getByRole('button', { name: 'Lesson menu' }).click();
  await app.page.getByRole('menuitem', { name: 'Start the lesson again' }).click();
  await expect(lesson.getByText('1 of 3 met')).toBeVisible();
});

test('a lesson and a course by link', async ({ app }) => {
  await app.open(encodeFragment(OWN_LESSON, null, 'lesson'));
  const lesson = lessonPart(app);
  await expect(lesson.getByText('Shared lesson')).toBeVisible();
  await expect(lesson).toContainText('<img src=x onerror="window.hacked=1">');
  const course = {
    chainwalkCourse: 1,
    title: { en: 'Two of ours' },
    lessons: [OWN_LESSON, { ...OWN_LESSON, title: { en: 'Again' } }],
  };
  await app.page.evaluate(
    (fragment) => {
      location.hash = fragment;
    },
    encodeFragment(course, null, 'course'),
  );
  await expect(lesson.getByText('Two of ours · 1 of 2')).toBeVisible();
  await app.type('iptables -I INPUT -s 198.51.100.7 -j DROP');
  await lesson.getByRole('button', { name: 'Next: Again' }).click();
  await expect(lesson.getByText('Two of ours · 2 of 2')).toBeVisible();
  expect(await app.page.evaluate(() => 'hacked' in window)).toBe(false);
});

const BROKEN: readonly (readonly [name: string, fragment: string, said: RegExp])[] = [
  ['of a newer version', 'l2.AAAA', /newer version/],
  ['cut short', encodeFragment(OWN_LESSON, null, 'lesson').slice(0, -20), /damaged or was cut short/],
  [
    'with an unknown key',
    encodeFragment({ ...OWN_LESSON, script: 'alert(1)' }, null, 'lesson'),
    /not a valid lesson:.*script: is not a key/s,
  ],
  [
    'with a hostile scenario',
    encodeFragment({ ...OWN_LESSON, timeline: [{ wait: 1e300 }] }, null, 'lesson'),
    /timeline\[0\]\.wait/,
  ],
];

for (const [name, fragment, said] of BROKEN)
  test(`a lesson link ${name} keeps what was open and says so`, async ({ app }) => {
    await app.openScenario(FIREWALL);
    await app.page.evaluate((hash) => {
      location.hash = hash;
    }, fragment);
    await expect(app.dialog).toContainText(said);
    await app.page.keyboard.press('Escape');
    await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Small firewall');
  });

test('a teacher turns a scenario into a lesson, looks at it as a learner, and copies its link', async ({
  app,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.openScenario(FIREWALL);
  await app.page.getByRole('button', { name: 'Lessons' }).click();
  await app.dialog.getByRole('button', { name: 'Make a lesson…' }).click();
  const author = lessonPart(app, 'Make a lesson');
  await app.type('iptables -I INPUT 1 -p tcp --dport 22 -j DROP');
  await author.getByRole('button', { name: 'What happens now is the goal' }).first().click();
  await expect(author.getByText('outcome dropped')).toBeVisible();
  await author.getByRole('textbox', { name: 'Story (Markdown)' }).fill('Nobody needs SSH here.');
  await author.getByRole('textbox', { name: 'Solution, one line each' }).fill('iptables -I INPUT -j DROP');
  await author.getByRole('button', { name: 'Preview' }).click();
  await expect(lessonPart(app).getByText('0 of 1 met')).toBeVisible();
  await app.type('iptables -F SERVICES');
  await lessonPart(app).getByRole('button', { name: 'Lesson menu' }).click();
  await app.page.getByRole('menuitem', { name: 'Back to making' }).click();
  await author.getByRole('button', { name: 'Copy link to the lesson' }).click();
  await expect(author.getByText('Copied')).toBeVisible();
  expect(await app.page.evaluate(() => navigator.clipboard.readText())).toMatch(/#l1\.[\w-]+$/);
});
