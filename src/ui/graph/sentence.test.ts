import i18next from 'i18next';
import { expect, test } from 'vitest';
import { en } from '../../i18n/en/index.ts';
import { zh } from '../../i18n/zh/index.ts';
import { HOME_ROUTER_RUN } from './fixtures/home-router.ts';
import { sentenceOf } from './sentence.ts';

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
    'nat PREROUTING rule 1 does not match: --dport wants 443, the packet has 8080.',
  );
  expect(sentenceOf(t, dropped, null)).toBe('filter INPUT rule 4 drops it.');
});
