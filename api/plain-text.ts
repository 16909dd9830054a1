import type { TextRef } from '#domain/stream';

/** Words as they came in a body: on their way into the vault, and nowhere else. */
export class PlainText {
  readonly words: string;
  constructor(words: string) {
    this.words = words;
  }
}

/** A command as a body brings it: texts in words, ids and codes as they are. */
export type Unsealed<T> = T extends TextRef
  ? PlainText
  : T extends readonly (infer Item)[]
    ? readonly Unsealed<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Unsealed<T[K]> }
      : T;

/** Every text in a parsed body is replaced by what `seal` makes of it; all else is kept. */
export function mapTexts(value: unknown, seal: (text: PlainText) => unknown): unknown {
  if (value instanceof PlainText) return seal(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, seal));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, mapTexts(held, seal)]));
}

/** Whether a body brings any words. */
export function hasText(value: unknown): boolean {
  if (value instanceof PlainText) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasText);
}
