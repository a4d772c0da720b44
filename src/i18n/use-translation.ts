import i18next, { type Namespace, type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';

const made = new Map<string, TFunction>();

const subscribe = (onChange: () => void): (() => void) => {
  i18next.on('languageChanged', onChange);
  return () => i18next.off('languageChanged', onChange);
};

const language = (): string => i18next.language;

/**
 * The texts of one or more areas in the page's language: react-i18next's hook, for messages that are all there from the start. It
 * costs next to nothing, so that each of hundreds of rows may have it.
 */
export function useTranslation<const Ns extends Namespace>(areas: Ns): { readonly t: TFunction<Ns> } {
  const spoken = useSyncExternalStore(subscribe, language, language);
  const key = `${spoken} ${String(areas)}`;
  const known: TFunction = made.get(key) ?? i18next.getFixedT(spoken, areas);
  made.set(key, known);
  return { t: known as TFunction<Ns> };
}
