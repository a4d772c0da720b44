/**
 * English and Simplified Chinese. One folder per language, one file per area; an area is a namespace of i18next:
 *
 *     const { t } = useTranslation('timeline');
 *     t('steps', { count: 6 });
 *
 * A key that Chinese lacks does not compile (see zh/index.ts). Further languages are one file each in more/, which says how. What
 * Linux prints is never translated.
 */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en/index.ts';
import { zh } from './zh/index.ts';
import type { Language } from './languages.ts';
import { loadMessages, PAGE_LANGUAGES, preferredLanguage } from './page-languages.ts';
import type { PartlyTranslated } from './translated.ts';

const STORAGE_KEY = 'chainwalk.language';

/** The language of scenarios, lessons and texts about extensions: Chinese on a Chinese page, else English. */
export function currentLanguage(): Language {
  return i18next.language === 'zh' ? 'zh' : 'en';
}

/** Switches at once, or when the language is loaded, and remembers it; storage may be forbidden, then it lasts until the reload. */
export function switchLanguage(tag: string): void {
  try {
    localStorage.setItem(STORAGE_KEY, tag);
  } catch {
    // Private windows refuse storage: the choice holds for this page.
  }
  void showLanguage(tag);
}

async function showLanguage(tag: string): Promise<void> {
  if (!i18next.hasResourceBundle(tag, 'common')) {
    const messages = await loadMessages(tag).catch(() => null);
    if (messages === null) return;
    addMessages(i18next, tag, messages);
  }
  await i18next.changeLanguage(tag);
}

export function addMessages(to: i18n, tag: string, messages: PartlyTranslated): void {
  for (const [area, texts] of Object.entries({ common: {}, ...messages })) to.addResourceBundle(tag, area, texts);
}

function storedLanguage(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** Called once, before the first render. An added language is loaded meanwhile: until it is there the page is in English. */
export function startI18n(): void {
  i18next.on('languageChanged', (tag) => {
    document.documentElement.lang = PAGE_LANGUAGES.find((one) => one.tag === tag)?.htmlLang ?? 'en';
  });
  const preferred = preferredLanguage(storedLanguage(), navigator.languages);
  const resources = { en, zh };
  void i18next.use(initReactI18next).init({
    lng: preferred in resources ? preferred : 'en',
    fallbackLng: 'en',
    resources,
    ns: Object.keys(en),
    defaultNS: 'common',
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  if (!(preferred in resources)) void showLanguage(preferred);
}

export { aboutExtension, aboutOption } from './extension-texts.ts';
export { LANGUAGES } from './languages.ts';
export type { Language } from './languages.ts';
export { PAGE_LANGUAGES } from './page-languages.ts';
export { useTranslation } from './use-translation.ts';
