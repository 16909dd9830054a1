import i18next, { type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import { initReactI18next } from 'react-i18next';
import type { Words } from '#domain/words';

export type Language = 'zh' | 'en';
const KEY = 'xinqiao.language';

/** One file each, fetched when the language is wanted: no screen waits for its words. */
const FILES: Readonly<Record<Language, () => Promise<{ readonly default: Readonly<Record<string, object>> }>>> = {
  zh: () => import('#web/texts/zh.ts'),
  en: () => import('#web/texts/en.ts'),
};

export const i18n = i18next.createInstance();
void i18n.use(initReactI18next).init({
  lng: 'zh',
  fallbackLng: false,
  ns: ['frame'],
  defaultNS: 'frame',
  resources: {},
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
  returnNull: false,
});

async function speak(language: Language): Promise<void> {
  const { default: files } = await FILES[language]();
  for (const [path, texts] of Object.entries(files))
    i18n.addResourceBundle(language, path.replace(/^.*\/|\.json$/g, ''), texts);
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  await i18n.changeLanguage(language);
}

/** The texts of the chosen language; before them nothing is drawn. */
export function firstWords(): Promise<void> {
  return speak(localStorage.getItem(KEY) === 'en' ? 'en' : 'zh');
}

/** As `Accept-Language` wants it. */
export function currentLanguage(): 'zh-CN' | 'en' {
  return i18n.language === 'en' ? 'en' : 'zh-CN';
}

export function switchLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  void speak(language);
}

const texts = new Map<string, TFunction>();

/** The language that is spoken: a component that asks is drawn anew when it changes. One store for all: a list has hundreds that ask. */
function useLanguage(): string {
  return useSyncExternalStore(hear, () => i18n.language);
}

function hear(listener: () => void): () => void {
  i18n.on('languageChanged', listener);
  return () => i18n.off('languageChanged', listener);
}

/** The texts of one feature: `t('title')`; `t('frame:save')` for shared ones. */
export function useTexts(feature: string): TFunction {
  const language = useLanguage();
  const key = `${language} ${feature}`;
  const t = texts.get(key) ?? i18n.getFixedT(language, [feature, 'frame']);
  texts.set(key, t);
  return t;
}

/** Picks the reader's language out of a pair of words of the domain, as it stands alone: on a button, in a row, as a heading. */
export function useSay(): (pair: Words | undefined) => string {
  return useLanguage() === 'en' ? onItsOwn : inChinese;
}

/** The same within a line of other words: a unit behind its number. */
export function useSayWithin(): (pair: Words | undefined) => string {
  return useLanguage() === 'en' ? inEnglish : inChinese;
}

const inEnglish = (pair: Words | undefined) => pair?.en ?? '';
/** Tables of the domain begin small, as its sentences need them. */
const onItsOwn = (pair: Words | undefined) =>
  inEnglish(pair).replace(/^[a-z](?=[a-z ])/, (first) => first.toUpperCase());
const inChinese = (pair: Words | undefined) => pair?.['zh-CN'] ?? '';
