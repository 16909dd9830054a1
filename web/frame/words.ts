import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Words } from '#domain/words';
import en from '#web/texts/en/frame.json';
import zh from '#web/texts/zh/frame.json';

export type Language = 'zh' | 'en';
const KEY = 'xinqiao.language';

/** The texts of a feature, fetched with its first screen. */
const FILES = import.meta.glob<{ default: object }>(['../texts/*/*.json', '!../texts/*/frame.json']);

function chosen(): Language {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
}

export const i18n = i18next.createInstance();
i18n
  .use(initReactI18next)
  .use({
    type: 'backend',
    // Whatever it throws, i18next reports and tries again.
    read: async (language: string, name: string): Promise<object> => {
      const load = FILES[`../texts/${language}/${name}.json`];
      if (load === undefined) throw new Error(`no texts of ${name}`);
      return (await load()).default;
    },
  })
  .init({
    lng: chosen(),
    fallbackLng: false,
    ns: ['frame'],
    defaultNS: 'frame',
    partialBundledLanguages: true,
    resources: { zh: { frame: zh }, en: { frame: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  .catch(() => undefined);

/** As `Accept-Language` wants it. */
export function currentLanguage(): 'zh-CN' | 'en' {
  return i18n.language === 'en' ? 'en' : 'zh-CN';
}

export function switchLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  void i18n.changeLanguage(language);
}

/** The texts of one feature: `t('title')`; `t('frame:save')` for shared ones. */
export function useTexts(feature: string) {
  const { t } = useTranslation([feature, 'frame']);
  return t;
}

/** Picks the reader's language out of a pair of words of the domain. */
export function useSay(): (pair: Words | undefined) => string {
  const { i18n: current } = useTranslation();
  return (pair) => pair?.[current.language === 'en' ? 'en' : 'zh-CN'] ?? '';
}
