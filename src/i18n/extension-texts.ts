import { extensions as en } from './en/extensions.ts';
import type { Language } from './languages.ts';
import { extensions as zh } from './zh/extensions.ts';

interface ExtensionText {
  readonly about: string;
  readonly options?: { readonly [option: string]: string };
}

const TEXTS: { readonly [L in Language]: { readonly [extension: string]: ExtensionText } } = { en, zh };

/** What an extension or verdict is for; null for one that nobody has described. */
export const aboutExtension = (language: Language, name: string): string | null => TEXTS[language][name]?.about ?? null;

/** What an option is for, by any of its spellings; the extension's own sentence where the option has none. */
export function aboutOption(language: Language, extension: string, spellings: readonly string[]): string | null {
  const options = TEXTS[language][extension]?.options ?? {};
  const found = spellings.find((name) => options[name] !== undefined);
  return found === undefined ? aboutExtension(language, extension) : (options[found] ?? null);
}
