import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Words } from '#domain/words';
import { type Phrases, phrasesOf, type Say, sayIn } from './phrases.ts';

export type Language = 'zh' | 'en';
const KEY = 'xinqiao.language';

/** One file each, fetched when the language is wanted: no screen waits for its words. */
const FILES: Readonly<Record<Language, () => Promise<{ readonly default: Readonly<Record<string, object>> }>>> = {
  zh: () => import('#web/texts/zh.ts'),
  en: () => import('#web/texts/en.ts'),
};

const spoken = new Map<Language, Phrases>();
/** By language and feature. */
const texts = new Map<string, Say>();
const listeners = new Set<() => void>();
let language: Language = 'zh';

async function speak(next: Language): Promise<void> {
  const { default: files } = await FILES[next]();
  const named = Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]);
  spoken.set(next, phrasesOf(Object.fromEntries(named)));
  texts.clear();
  language = next;
  document.documentElement.lang = next === 'en' ? 'en' : 'zh-CN';
  for (const listener of listeners) listener();
}

/** The texts of the chosen language; before them nothing is drawn. */
export function firstWords(): Promise<void> {
  return speak(localStorage.getItem(KEY) === 'en' ? 'en' : 'zh');
}

/** As `Accept-Language` wants it. */
export function currentLanguage(): 'zh-CN' | 'en' {
  return language === 'en' ? 'en' : 'zh-CN';
}

export function switchLanguage(next: Language): void {
  localStorage.setItem(KEY, next);
  void speak(next);
}

/** The language that is spoken, told to everything within it when it changes. A list has hundreds that ask: each with an ear of its own costs as much as its words. */
export const Spoken = createContext<Language>('zh');

/** The language that is spoken; heard once, for {@link Spoken}. */
export function useSpoken(): Language {
  return useSyncExternalStore(hear, () => language);
}

/** The language that is spoken: a component that asks is drawn anew when it changes. */
export function useLanguage(): Language {
  return useContext(Spoken);
}

function hear(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The texts of one feature in the language that is spoken, for what is no component. */
export function textsOf(feature: string): Say {
  const key = `${language} ${feature}`;
  const t = texts.get(key) ?? sayIn(spoken.get(language) ?? new Map(), feature);
  texts.set(key, t);
  return t;
}

/** The texts of one feature: `t('title')`; `t('frame:save')` for shared ones. */
export function useTexts(feature: string): Say {
  useLanguage();
  return textsOf(feature);
}

/** One text of the frame in every language that is here. */
export function inBoth(key: string): readonly string[] {
  return [...spoken.values()].flatMap((phrases) => phrases.get('frame')?.get(key) ?? []);
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
