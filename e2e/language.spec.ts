import { expect, landmark, test } from './app.ts';

/** Words that stay as Linux writes them: names of hooks, tables, protocols, devices, tools. */
const FIELD_TERMS =
  /^(chainwalk|iptables|iptables-save|ip|ipset|conntrack|sysctl|dmesg|raw|mangle|nat|filter|security|defrag|helper|confirm|policy|rule|tcp|udp|icmp|dpt|spt|sshd|dnsmasq|eth|lo|ttl|tos|mac|root|fw|help|trace|src|dst|proto|version|ipv|length|flags|frag|checksum|header|id|sport|dport|seq|ack|window|urgent|options|host-unreachable|echo-request|web|ssh|dns|masq|react|flow|input|hook|skb|mtu|tab|ctrl|space|want-in-from-port)$/;

async function englishWords(texts: readonly string[]): Promise<readonly string[]> {
  const words = texts.flatMap(
    (text) => text.replaceAll(/\b[\da-f]*\d[\da-f]*\b|\b0x[\da-f]+\b/gi, '').match(/[A-Za-z][A-Za-z-]*[a-z]/g) ?? [],
  );
  return [...new Set(words.map((word) => word.toLowerCase()))].filter(
    (word) => word.length > 2 && !FIELD_TERMS.test(word),
  );
}

test('Chinese is switched to at once and leaves no English but field terms', async ({ app }) => {
  const { page } = app;
  await app.open();
  await app.hasRun();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: '切换到中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(page.getByRole('button', { name: '播放' })).toBeVisible();
  await expect(landmark(page, '时间线')).toBeVisible();
  await expect(page.getByRole('region', { name: '播放控制' }).getByRole('paragraph')).toContainText('eth1');

  const said = await page.evaluate(() => {
    const english = document.querySelectorAll('[lang="en"], [aria-roledescription], .react-flow__attribution');
    for (const element of english) element.remove();
    const labels = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((element) =>
      ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    );
    return [document.body.innerText, ...labels];
  });
  expect(await englishWords(said)).toEqual([]);

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await expect(app.playback.getByRole('button', { name: 'Play' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test.describe('in a browser set to Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('the page is Chinese from the start, the opening scenario too', async ({ app }) => {
    await app.open();
    await expect(app.page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
    await expect(app.page.getByRole('button', { name: '场景：家用路由器' })).toBeVisible();
    await expect(app.page.getByRole('tab', { name: '数据包' })).toBeVisible();
  });
});

test.describe('in a browser set to neither', () => {
  test.use({ locale: 'fr-FR' });
  test('the page is English', async ({ app }) => {
    await app.open();
    await expect(app.page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(app.scenarioButton).toHaveAccessibleName('Scenario: Home router');
  });
});
