/** Languages of the pages for phones, the first one first. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every text of a page in one language. */
export type Texts<K extends string> = Readonly<Record<K, string>>;

const PLACE = 'xinqiao.language';

/** The language chosen on this phone before; Chinese when none was, or when the phone keeps nothing. */
export function keptLanguage(): Language {
  try {
    return localStorage.getItem(PLACE) === 'en' ? 'en' : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(PLACE, language);
  } catch {
    // A phone that keeps nothing asks again: no reason to stop.
  }
}

/** A text with its places filled: `{n}` becomes what `values.n` says. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
