import i18next from 'i18next';
import { expect, test } from 'vitest';
import { en } from '../../i18n/en/index.ts';
import { zh } from '../../i18n/zh/index.ts';
import { HOME_ROUTER_RUN } from './fixtures/home-router.ts';
import { sentenceOf, whyNot } from './sentence.ts';

const instance = i18next.createInstance();
await instance.init({ lng: 'en', resources: { en, zh }, interpolation: { escapeValue: false } });

test.each(['en', 'zh'] as const)('every event is one whole sentence in %s', (language) => {
  const t = instance.getFixedT(language, 'graph');
  for (const event of HOME_ROUTER_RUN.steps.flatMap((step) => step.events)) {
    const sentence = sentenceOf(t, event, null);
    expect(sentence).toMatch(/[.。]$|: |SRC=/u);
    expect(sentence).not.toMatch(/\{\{|undefined|^sentence\./u);
  }
});

test('a miss says what was wanted and what was there; a plain drop only where', () => {
  const t = instance.getFixedT('en', 'graph');
  const [forwarded, rejected] = HOME_ROUTER_RUN.steps;
  const missed = forwarded?.events.find((event) => event.kind === 'missed');
  const dropped = rejected?.events.find((event) => event.kind === 'dropped');
  if (missed === undefined || dropped === undefined) throw new Error('the fixture has both');
  expect(sentenceOf(t, missed, 1)).toBe(
    'nat PREROUTING rule 1 does not match: it wants destination port 443, this packet has 8080.',
  );
  expect(sentenceOf(t, dropped, null)).toBe('filter INPUT rule 4 drops it.');
});

test.each([
  [
    { option: '! -s', wants: '10.0.0.0/8', has: '10.1.2.3' },
    'it wants source address other than 10.0.0.0/8, this packet has 10.1.2.3',
    '它要求源地址不是 10.0.0.0/8，此包为 10.1.2.3',
  ],
  [
    { option: '--dport', wants: '443', has: '80' },
    'it wants destination port 443, this packet has 80',
    '它要求目的端口为 443，此包为 80',
  ],
  [
    { option: '--genre', wants: 'Linux', has: 'BSD' },
    'it wants --genre Linux, this packet has BSD',
    '它要求--genre为 Linux，此包为 BSD',
  ],
])('a reason is said in plain words where there are some', (reason, english, chinese) => {
  expect(whyNot(instance.getFixedT('en', 'graph'), reason)).toBe(english);
  expect(whyNot(instance.getFixedT('zh', 'graph'), reason)).toBe(chinese);
});
