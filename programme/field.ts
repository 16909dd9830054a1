import type { FilePurpose } from '#domain/file';
import type { Words } from '#domain/words';

/** Kinds of places a field may name, as in the organisation tree. */
export type PlaceKind = 'city' | 'centre' | 'county' | 'school' | 'class' | 'hospital' | 'committee';

/** The typed columns that lists, figures and gaps are drawn from; every other value is content. */
export const COLUMNS = ['day', 'until', 'topic', 'times', 'heads', 'amount', 'person', 'subject', 'code'] as const;
export type Column = (typeof COLUMNS)[number];

interface Common {
  readonly label: Words;
  /** May be left out. */
  readonly optional?: true;
  /** The column of the record that this value also stands in. */
  readonly as?: Column;
  /** What to write in it, where the label does not say so. */
  readonly hint?: Words;
}

/**
 * One value of a record, as data: the form, the template, the import and the check are all drawn from it. Values as JSON: text, whole numbers, days as
 * `YYYY-MM-DD`, codes of a list, codes of organisations, ids of files and records.
 */
export type Field = Common &
  (
    | { readonly type: 'text'; readonly most: number }
    /** A whole number, both ends included. */
    | { readonly type: 'count'; readonly least: number; readonly most: number }
    | { readonly type: 'day' }
    | { readonly type: 'flag' }
    | { readonly type: 'choice'; readonly of: Readonly<Record<string, Words>> }
    | { readonly type: 'choices'; readonly of: Readonly<Record<string, Words>> }
    /** Public codes of organisations. */
    | { readonly type: 'place'; readonly kinds: readonly PlaceKind[] }
    | { readonly type: 'places'; readonly kinds: readonly PlaceKind[]; readonly most: number }
    /** Another record, by the code it has within its kind. */
    | { readonly type: 'record'; readonly kind: string }
    | { readonly type: 'files'; readonly purpose: FilePurpose; readonly most: number }
    /** A small table inside the record: members of a body, points of a checklist. */
    | { readonly type: 'rows'; readonly fields: Fields; readonly least: number; readonly most: number }
  );

export type Fields = Readonly<Record<string, Field>>;

/** A value that was read and fits its field. */
export type Value = string | number | boolean | readonly string[] | readonly Values[];
export interface Values {
  readonly [field: string]: Value | undefined;
}

/** A text value, or undefined when the record leaves it out. */
export function textIn(values: Values, field: string): string | undefined {
  const value = values[field];
  return typeof value === 'string' ? value : undefined;
}

export function countIn(values: Values, field: string): number | undefined {
  const value = values[field];
  return typeof value === 'number' ? value : undefined;
}

export function rowsIn(values: Values, field: string): readonly Values[] {
  const value = values[field];
  return Array.isArray(value) ? value.filter((row): row is Values => typeof row === 'object') : [];
}

export function codesIn(values: Values, field: string): readonly string[] {
  const value = values[field];
  return Array.isArray(value) ? value.filter((code): code is string => typeof code === 'string') : [];
}
