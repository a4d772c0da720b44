import i18next from 'i18next';
import { expect, test } from 'vitest';
import { addMessages } from './index.ts';
import { PAGE_LANGUAGES, preferredLanguage } from './page-languages.ts';

test('a stored choice wins, then the browser, then English', () => {
  expect(preferredLanguage('zh', ['en-GB'])).toBe('zh');
  expect(preferredLanguage(null, ['de-DE', 'zh-TW', 'en'])).toBe('zh');
  expect(preferredLanguage('xx', ['fr'])).toBe('en');
});

test('a language that was added is chosen for those who ask for it', () => {
  const offered = ['en', 'zh', 'pt-BR'];
  expect(preferredLanguage(null, ['pt-PT', 'en'], offered)).toBe('pt-BR');
  expect(preferredLanguage('pt-BR', ['en'], offered)).toBe('pt-BR');
  expect(PAGE_LANGUAGES.slice(0, 2).map(({ name }) => name)).toEqual(['English', '中文']);
});

test('what an added language leaves out is shown in English', async () => {
  const copy = i18next.createInstance();
  await copy.init({ lng: 'de', fallbackLng: 'en', resources: { en: { common: { add: 'Add', close: 'Close' } } } });
  addMessages(copy, 'de', { common: { add: 'Hinzufügen' } });
  expect([copy.t('add', { ns: 'common' }), copy.t('close', { ns: 'common' })]).toEqual(['Hinzufügen', 'Close']);
});
