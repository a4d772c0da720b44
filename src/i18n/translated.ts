import type { en } from './en/index.ts';

/** The same keys with any text. Plural forms that a language does not have (`_one` in Chinese) may be left out. */
export type Translated<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Translated<T[K]>;
} & { readonly [K in keyof T as K extends `${string}_one` ? K : never]?: string };

type Plural = '_zero' | '_one' | '_two' | '_few' | '_many';

/** Some of the keys with any text, and plural forms that English does not have. */
type Partly<T> = { readonly [K in keyof T]?: T[K] extends string ? string : Partly<T[K]> } & {
  readonly [K in keyof T as K extends `${infer Name}_other` ? `${Name}${Plural}` : never]?: string;
};

/** What a file of `more/` exports as `messages`; the rest is shown in English. */
export type PartlyTranslated = Partly<typeof en>;
