import type { paths } from '#api/openapi';

export type Instrument = paths['/api/instruments/{id}']['get']['responses'][200]['content']['application/json'];
export type Item = Instrument['form'][number];
/** A value of the item's options; null: left empty on the paper; refused: the pupil wrote that they would rather not say. */
export type Given = number | null | 'refused';

/** What was typed of one sheet: answers by item number, and the item whose turn it is; after the last one the sheet is read back. */
export interface Typed {
  readonly at: number;
  readonly answers: Readonly<Record<string, Given>>;
  /** A key that means nothing here: which, so that the screen can say what would. */
  readonly wrong: string | null;
}

export const NOTHING: Typed = { at: 0, answers: {}, wrong: null };

/** Keys beside the digits: what is empty on the paper, what was refused, and one step back. */
export const KEYS = { empty: '0', refused: 'x', back: 'Backspace' } as const;

/** After one key. A digit is the place of a choice, counted from 1, as it stands on the paper; anything else changes no answer. */
export function press(typed: Typed, items: readonly Item[], key: string): Typed {
  if (key === KEYS.back) return { ...typed, at: Math.max(0, typed.at - 1), wrong: null };
  const item = items[typed.at];
  if (item === undefined) return typed;
  const given = givenBy(item, key);
  if (given === undefined) return { ...typed, wrong: key };
  return { at: typed.at + 1, answers: { ...typed.answers, [String(item.n)]: given }, wrong: null };
}

function givenBy({ options }: Item, key: string): Given | undefined {
  if (key === KEYS.empty) return null;
  if (key === KEYS.refused) return 'refused';
  return /^[1-9]$/.test(key) ? options[Number(key) - 1]?.value : undefined;
}

/** Everything was looked at: each item has an answer, or was said to have none. */
export function isRead(typed: Typed, items: readonly Item[]): boolean {
  return items.every(({ n }) => Object.hasOwn(typed.answers, String(n)));
}
