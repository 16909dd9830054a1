import { createHash } from 'node:crypto';
import { dayOf, type Instant } from '#domain/instant';
import { peopleAt } from '#domain/role';
import { COLUMNS, type Column, textIn, type Value, type Values } from '#programme/field';
import type { Fault, Kind } from '#programme/kind';
import { LIVES } from '#programme/lives';
import { readValues } from '#programme/read-values';
import type { NamedDue } from '#programme/record-state';
import { canonical } from '#db/canonical';
import type { Transaction } from '#db/transaction';
import { besideOf, type Found, lookUp } from './look-up.ts';
import { filesIn, keyOf, type Named, namedIn } from './named.ts';
import type { Place } from './place.ts';

/** Values that do not fit their kind; nothing was written. */
export class ValuesRefused extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super('values do not fit their kind');
    this.faults = faults;
  }
}

/** A record ready to be written: its values, what they say in columns, and what is owed because of them. */
export interface Prepared {
  readonly values: Values;
  readonly columns: Readonly<Partial<Record<Column, string | number>>>;
  readonly natural: Buffer;
  readonly dues: readonly NamedDue[];
}

export interface Asked {
  readonly kind: Kind;
  readonly place: Place;
  readonly raw: unknown;
  readonly at: Instant;
  /** The record itself when it is written anew: its own hours do not count against it. */
  readonly self?: string;
}

/** Reads and checks values against the kind and against what stands in the database, in the asker's own rights. Throws ValuesRefused. */
export async function prepareRecord(tx: Transaction, { kind, place, raw, at, self }: Asked): Promise<Prepared> {
  const today = dayOf(at);
  const read = readValues(kind, raw, { today });
  if (!('values' in read)) throw new ValuesRefused(read.faults);
  const found = await lookUp(tx, kind, [read.values], at, self === undefined ? [] : [self]);
  const prepared = prepareValues(kind, place, read.values, found, today);
  if ('faults' in prepared) throw new ValuesRefused(prepared.faults);
  return prepared;
}

/** Checks values that were read against what was looked up for them, alone or with others. */
export function prepareValues(
  kind: Kind,
  place: Place,
  values: Values,
  found: Found,
  today: string,
): Prepared | { readonly faults: readonly Fault[] } {
  const broken = kind.check(values, besideOf(kind, values, found, today));
  if (broken.length > 0) return { faults: broken };
  const faults = [
    ...namedIn(kind.fields, values).flatMap((one) => faultOf(one, found)),
    ...filesIn(kind.fields, values)
      .filter(({ file }) => !found.files.has(file))
      .map(({ pointer }) => ({ pointer, code: 'unknownFile' as const })),
  ];
  if (faults.length > 0) return { faults };
  return {
    values,
    columns: columnsOf(kind, values, found),
    natural: naturalKey(kind, place.id, values),
    dues: duesOf(kind, values, found, today),
  };
}

function faultOf({ pointer, code, of }: Named, { places, subjects }: Found): readonly Fault[] {
  if (of.type === 'record') return subjects.has(keyOf(of.kind, code)) ? [] : [{ pointer, code: 'unknownRecord' }];
  const place = places.get(code);
  return place !== undefined && of.kinds.includes(place.kind) ? [] : [{ pointer, code: 'unknownPlace' }];
}

function columnsOf(kind: Kind, values: Values, { subjects }: Found): Prepared['columns'] {
  const columns: Partial<Record<Column, string | number>> = {};
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = values[name];
    if (field.as === undefined || value === undefined) continue;
    const held = field.type === 'record' ? subjects.get(keyOf(field.kind, textIn(values, name) ?? '')) : value;
    if (typeof held === 'string' || typeof held === 'number') columns[field.as] = held;
  }
  return columns;
}

/** All columns, those that a version no longer fills as null. */
export function rowColumns({ columns }: Prepared): Record<Column, string | number | null> {
  return Object.fromEntries(COLUMNS.map((column) => [column, columns[column] ?? null])) as Record<
    Column,
    string | number | null
  >;
}

/** Spaces and width are no difference: `情景剧 ` and `情景剧` are one title. */
export function naturalKey(kind: Kind, org: string, values: Values): Buffer {
  const parts = kind.natural.map((name) => plain(values[name]));
  const key = canonical([kind.code, kind.once === 'organisation' ? org : '', ...parts]);
  return createHash('sha256').update(key).digest();
}

function plain(value: Value | undefined): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : canonical(value ?? '');
  return text.normalize('NFKC').replaceAll(/\s+/gu, '').toLowerCase();
}

/** What is owed elsewhere is held by whoever keeps the programme there. */
function duesOf(kind: Kind, values: Values, { places, posts }: Found, today: string): readonly NamedDue[] {
  if (kind.life === null) return [];
  return LIVES[kind.life].dues(values, today).map(({ place, kind: owed, limitAt, subject }) => {
    const at = posts.get(places.get(place ?? '')?.path ?? '');
    return { kind: owed, limitAt, subject, holder: at === undefined ? null : (peopleAt(at, 'programme')[0] ?? null) };
  });
}
