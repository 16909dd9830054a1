import { codesIn, type Field, type Fields, rowsIn, type Values } from '#programme/field';

/** A place or record that a value names. */
export interface Named {
  readonly pointer: string;
  readonly code: string;
  readonly of: Extract<Field, { readonly type: 'place' | 'places' | 'record' }>;
}

/** What values name, with where each name stands. */
export function namedIn(fields: Fields, values: Values, at = ''): readonly Named[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = values[name];
    const pointer = `${at}/${name}`;
    if (value === undefined) return [];
    if (field.type === 'place' || field.type === 'record')
      return typeof value === 'string' ? [{ pointer, code: value, of: field }] : [];
    if (field.type === 'places')
      return codesIn(values, name).map((code, index) => ({ pointer: `${pointer}/${index}`, code, of: field }));
    if (field.type === 'rows')
      return rowsIn(values, name).flatMap((row, index) => namedIn(field.fields, row, `${pointer}/${index}`));
    return [];
  });
}

/** Files that values name, with where each stands. */
export function filesIn(fields: Fields, values: Values, at = ''): readonly { pointer: string; file: string }[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const pointer = `${at}/${name}`;
    if (field.type === 'files')
      return codesIn(values, name).map((file, index) => ({ pointer: `${pointer}/${index}`, file }));
    if (field.type !== 'rows') return [];
    return rowsIn(values, name).flatMap((row, index) => filesIn(field.fields, row, `${pointer}/${index}`));
  });
}

/** A record as others name it: its kind and its code within it. */
export function keyOf(kind: string, code: string): string {
  return `${kind} ${code}`;
}
