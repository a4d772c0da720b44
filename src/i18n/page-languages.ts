/// <reference types="vite/types/importMeta.d.ts" />
import { LANGUAGES, type Language } from './languages.ts';
import type { PartlyTranslated } from './translated.ts';

export interface PageLanguage {
  /** BCP 47: 'en', 'zh', 'pt-BR'. */
  readonly tag: string;
  /** In itself: 'English', '中文', 'Deutsch'. */
  readonly name: string;
  /** For the page's `lang`. */
  readonly htmlLang: string;
}

const BUILT_IN: { readonly [L in Language]: PageLanguage } = {
  en: { tag: 'en', name: 'English', htmlLang: 'en' },
  zh: { tag: 'zh', name: '中文', htmlLang: 'zh-Hans' },
};

const files = import.meta.glob<{ readonly messages: PartlyTranslated }>('./more/*.ts');
const tagOf = (path: string): string => path.replace(/^.*\/|\.ts$/g, '');

/** Every language has a name for itself, and knows those of its neighbours. */
function ownName(tag: string): string {
  const name = new Intl.DisplayNames([tag, 'en'], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** What the page can be read in: English and Chinese whole, then whatever lies in `more/`. */
export const PAGE_LANGUAGES: readonly PageLanguage[] = [
  ...LANGUAGES.map((language) => BUILT_IN[language]),
  ...Object.keys(files)
    .map(tagOf)
    .map((tag) => ({ tag, name: ownName(tag), htmlLang: tag })),
];

/** The messages of a language in `more/`; null for one that is built in or not there. */
export async function loadMessages(tag: string): Promise<PartlyTranslated | null> {
  const load = Object.entries(files).find(([path]) => tagOf(path) === tag)?.[1];
  return load === undefined ? null : (await load()).messages;
}

/** What was chosen before, else the first of the browser's languages that is offered, else English. */
export function preferredLanguage(
  stored: string | null,
  wanted: readonly string[],
  offered: readonly string[] = PAGE_LANGUAGES.map(({ tag }) => tag),
): string {
  if (stored !== null && offered.includes(stored)) return stored;
  const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  for (const tag of wanted) {
    const found =
      offered.find((one) => one.toLowerCase() === tag.toLowerCase()) ??
      offered.find((one) => primary(one) === primary(tag));
    if (found !== undefined) return found;
  }
  return 'en';
}
