import { filled } from '#web/phone/language.ts';
import type { Desk } from './desk.ts';
import { type TextKey, TEXTS } from './texts.ts';

export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** What every screen is given. */
export interface ScreenProps {
  readonly desk: Desk;
  readonly say: Say;
}

export function sayIn(language: keyof typeof TEXTS): Say {
  return (key, values = {}) => filled(TEXTS[language][key], values);
}
