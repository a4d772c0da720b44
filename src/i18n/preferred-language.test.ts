import { expect, test } from 'vitest';
import { preferredLanguage } from './index.ts';

test('a stored choice wins, then the browser, then English', () => {
  expect(preferredLanguage('zh', ['en-GB'])).toBe('zh');
  expect(preferredLanguage(null, ['de-DE', 'zh-TW', 'en'])).toBe('zh');
  expect(preferredLanguage('xx', ['fr'])).toBe('en');
});
