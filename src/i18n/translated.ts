/** The same keys with any text. Plural forms that a language does not have (`_one` in Chinese) may be left out. */
export type Translated<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Translated<T[K]>;
} & { readonly [K in keyof T as K extends `${string}_one` ? K : never]?: string };
