import { createHash } from 'node:crypto';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { dayOf, type Instant } from '#domain/instant';
import { peopleAt } from '#domain/role';
import {
  codesIn,
  COLUMNS,
  type Column,
  type Field,
  type Fields,
  rowsIn,
  textIn,
  type Value,
  type Values,
} from '#programme/field';
import type { Beside, Fault, Kind } from '#programme/kind';
import { hoursAskedBy } from '#programme/kinds/curriculum';
import { LIVES } from '#programme/lives';
import { schoolYear } from '#programme/period';
import { readValues } from '#programme/read-values';
import type { NamedDue } from '#programme/record-state';
import { canonical } from '#db/canonical';
import { rosterAt } from '#db/queries/roster';
import { records } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { type Place, placesByCode } from './place.ts';

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
export async function prepareRecord(tx: Transaction, asked: Asked): Promise<Prepared> {
  const { kind, place, raw, at } = asked;
  const today = dayOf(at);
  const first = readValues(kind, raw, { today });
  if (!('values' in first)) throw new ValuesRefused(first.faults);
  const beside = await besideOf(tx, asked, first.values);
  const broken = kind.check(first.values, beside);
  if (broken.length > 0) throw new ValuesRefused(broken);
  const { values } = first;
  const named = namedIn(kind.fields, values, '');
  const [places, subjects] = [await placesByCode(tx, codesOf(named, 'place')), await recordsNamed(tx, named)];
  const faults = named.flatMap((one) => faultOf(one, places, subjects));
  if (faults.length > 0) throw new ValuesRefused(faults);
  return {
    values,
    columns: columnsOf(kind, values, subjects),
    natural: naturalKey(kind, place.id, values),
    dues: await duesOf(tx, kind, values, places, today, at),
  };
}

async function besideOf(tx: Transaction, { kind, at, self }: Asked, values: Values): Promise<Beside> {
  const today = dayOf(at);
  const hours = kind.code === 'lesson' ? hoursAskedBy(values) : null;
  if (hours === null) return { today };
  const [planned] = await tx
    .select({ hours: records.amount })
    .from(records)
    .where(
      and(
        eq(records.kind, 'timetable'),
        eq(records.code, hours.class),
        eq(records.times, hours.schoolYear),
        ne(records.state, 'withdrawn'),
      ),
    );
  if (planned === undefined) return { today, hours: null };
  const { from, to } = schoolYear(hours.schoolYear);
  const [taught] = await tx
    .select({ hours: sql<number>`coalesce(sum(${records.amount}), 0)::int` })
    .from(records)
    .where(
      and(
        eq(records.kind, 'lesson'),
        eq(records.code, hours.class),
        sql`${records.day} between ${from} and ${to}`,
        ne(records.state, 'withdrawn'),
        self === undefined ? undefined : ne(records.id, self),
      ),
    );
  return { today, hours: { planned: planned.hours ?? 0, taught: taught?.hours ?? 0 } };
}

/** A place or record that a value names. */
interface Named {
  readonly pointer: string;
  readonly code: string;
  readonly of: Extract<Field, { readonly type: 'place' | 'places' | 'record' }>;
}

function namedIn(fields: Fields, values: Values, at: string): readonly Named[] {
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

function codesOf(named: readonly Named[], what: 'place' | 'record'): readonly string[] {
  return [...new Set(named.filter(({ of }) => (of.type === 'record') === (what === 'record')).map(({ code }) => code))];
}

const keyOf = (kind: string, code: string) => `${kind} ${code}`;

async function recordsNamed(tx: Transaction, named: readonly Named[]): Promise<ReadonlyMap<string, string>> {
  const codes = codesOf(named, 'record');
  if (codes.length === 0) return new Map();
  const kinds = named.flatMap(({ of }) => (of.type === 'record' ? [of.kind] : []));
  const rows = await tx
    .select({ id: records.id, kind: records.kind, code: records.code })
    .from(records)
    .where(and(inArray(records.kind, kinds), inArray(records.code, [...codes]), ne(records.state, 'withdrawn')));
  return new Map(rows.map(({ id, kind, code }) => [keyOf(kind, code ?? ''), id]));
}

function faultOf(
  { pointer, code, of }: Named,
  places: ReadonlyMap<string, Place>,
  subjects: ReadonlyMap<string, string>,
): readonly Fault[] {
  if (of.type === 'record') return subjects.has(keyOf(of.kind, code)) ? [] : [{ pointer, code: 'unknownRecord' }];
  const place = places.get(code);
  return place !== undefined && of.kinds.includes(place.kind) ? [] : [{ pointer, code: 'unknownPlace' }];
}

function columnsOf(kind: Kind, values: Values, subjects: ReadonlyMap<string, string>): Prepared['columns'] {
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
function naturalKey(kind: Kind, org: string, values: Values): Buffer {
  const parts = kind.natural.map((name) => plain(values[name]));
  const key = canonical([kind.code, kind.once === 'organisation' ? org : '', ...parts]);
  return createHash('sha256').update(key).digest();
}

function plain(value: Value | undefined): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : canonical(value ?? '');
  return text.normalize('NFKC').replaceAll(/\s+/gu, '').toLowerCase();
}

/** What is owed elsewhere is held by whoever keeps the programme there. */
async function duesOf(
  tx: Transaction,
  kind: Kind,
  values: Values,
  places: ReadonlyMap<string, Place>,
  today: string,
  at: Instant,
): Promise<readonly NamedDue[]> {
  if (kind.life === null) return [];
  const named: NamedDue[] = [];
  for (const { place, kind: owed, limitAt, subject } of LIVES[kind.life].dues(values, today)) {
    const path = place === null ? undefined : places.get(place)?.path;
    const posts = path === undefined ? null : await rosterAt(tx, path, null, at);
    named.push({
      kind: owed,
      limitAt,
      subject,
      holder: posts === null ? null : (peopleAt(posts, 'programme')[0] ?? null),
    });
  }
  return named;
}
