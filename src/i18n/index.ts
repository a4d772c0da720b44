/**
 * English and Simplified Chinese. One folder per language, one file per area; an area is a namespace of i18next:
 *
 *     const { t } = useTranslation('timeline');
 *     t('steps', { count: 6 });
 *
 * A key that Chinese lacks does not compile (see zh/index.ts). What Linux prints is never translated.
 */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en/index.ts';
import { zh } from './zh/index.ts';
import type { Language } from './languages.ts';

const STORAGE_KEY = 'chainwalk.language';
const HTML_LANG: { readonly [L in Language]: string } = { en: 'en', zh: 'zh-Hans' };

/** What was chosen before, else the first of the browser's languages that we have, else English. */
export function preferredLanguage(stored: string | null, offered: readonly string[]): Language {
  if (stored === 'en' || stored === 'zh') return stored;
  for (const tag of offered) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'en' || primary === 'zh') return primary;
  }
  return 'en';
}

export function currentLanguage(): Language {
  return i18next.language === 'zh' ? 'zh' : 'en';
}

/** Switches at once and remembers it; storage may be forbidden, then it lasts until the reload. */
export function switchLanguage(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Private windows refuse storage: the choice holds for this page.
  }
  void i18next.changeLanguage(language);
}

function storedLanguage(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** Called once, before the first render. */
export function startI18n(): void {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = HTML_LANG[language === 'zh' ? 'zh' : 'en'];
  });
  void i18next.use(initReactI18next).init({
    lng: preferredLanguage(storedLanguage(), navigator.languages),
    fallbackLng: 'en',
    resources: { en, zh },
    ns: Object.keys(en),
    defaultNS: 'common',
    initAsync: false,
    interpolation: { escapeValue: false },
  });
}

export { aboutExtension, aboutOption } from './extension-texts.ts';
export { LANGUAGES } from './languages.ts';
export type { Language } from './languages.ts';
