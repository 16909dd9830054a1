import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { Posts } from '#domain/role';
import { countIn, type Values } from '#programme/field';
import type { Beside, Kind } from '#programme/kind';
import { hoursAskedBy } from '#programme/kinds/curriculum';
import { LIVES } from '#programme/lives';
import { schoolYear } from '#programme/period';
import { dayOf } from '#domain/instant';
import { inBreaths } from '#db/breath';
import { rostersAt } from '#db/queries/roster';
import { files, records } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { uuids } from '#db/uuids';
import { filesIn, keyOf, type Named, namedIn } from './named.ts';
import { type Place, placesByCode } from './place.ts';

/** What the values of one record, or of all records of a file, are checked against. */
export interface Found {
  readonly places: ReadonlyMap<string, Place>;
  /** Ids of the records named, by `keyOf`. */
  readonly subjects: ReadonlyMap<string, string>;
  /** Ids of the files named that stand and that the asker may read. */
  readonly files: ReadonlySet<string>;
  /** Hours of classes by class and school year; what a file teaches is added as its rows are taken. */
  readonly hours: Map<string, { readonly planned: number; readonly taught: number }>;
  /** Who can be called, by path, where something would be owed elsewhere. */
  readonly posts: ReadonlyMap<string, Posts>;
}

/** Reads it with one statement each, however many values there are. `selves`: records that are written anew, whose own hours do not count. */
export async function lookUp(
  tx: Transaction,
  kind: Kind,
  rows: readonly Values[],
  at: Instant,
  selves: readonly string[],
): Promise<Found> {
  const named: Named[] = [];
  const held: string[] = [];
  await inBreaths(rows, (values) => {
    named.push(...namedIn(kind.fields, values));
    held.push(...filesIn(kind.fields, values).map(({ file }) => file));
  });
  const codes = (record: boolean) => [
    ...new Set(named.filter(({ of }) => (of.type === 'record') === record).map(({ code }) => code)),
  ];
  const kinds = [...new Set(named.flatMap(({ of }) => (of.type === 'record' ? [of.kind] : [])))];
  const places = await placesByCode(tx, codes(false));
  return {
    places,
    subjects: await recordsNamed(tx, kinds, codes(true)),
    files: await filesNamed(tx, held),
    hours: kind.code === 'lesson' ? await hoursOf(tx, rows, selves) : new Map(),
    posts: await postsOwing(tx, kind, rows, places, at),
  };
}

/** Row-level security decides what is readable: a file of another place is as good as none. */
async function filesNamed(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(sql`${files.id} = any(${uuids([...new Set(ids)])})`, isNull(files.withdrawnAt)));
  return new Set(rows.map(({ id }) => id));
}

async function recordsNamed(
  tx: Transaction,
  kinds: readonly string[],
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await tx
    .select({ id: records.id, kind: records.kind, code: records.code })
    .from(records)
    .where(and(inArray(records.kind, [...kinds]), inArray(records.code, [...codes]), ne(records.state, 'withdrawn')));
  return new Map(rows.map(({ id, kind, code }) => [keyOf(kind, code ?? ''), id]));
}

async function postsOwing(
  tx: Transaction,
  { life }: Kind,
  rows: readonly Values[],
  places: ReadonlyMap<string, Place>,
  at: Instant,
): Promise<ReadonlyMap<string, Posts>> {
  if (life === null) return new Map();
  const dues = rows.flatMap((values) => LIVES[life].dues(values, dayOf(at)));
  const paths = new Set(dues.flatMap(({ place }) => places.get(place ?? '')?.path ?? []));
  return rostersAt(tx, [...paths], at);
}

const hoursKey = (group: string, year: number) => `${group} ${year}`;

async function hoursOf(tx: Transaction, rows: readonly Values[], selves: readonly string[]): Promise<Found['hours']> {
  const asked = rows.flatMap((values) => hoursAskedBy(values) ?? []);
  const classes = [...new Set(asked.map((one) => one.class))];
  const hours: Found['hours'] = new Map();
  if (classes.length === 0) return hours;
  const planned = await tx
    .select({ class: records.code, year: records.times, hours: records.amount })
    .from(records)
    .where(and(eq(records.kind, 'timetable'), inArray(records.code, classes), ne(records.state, 'withdrawn')));
  for (const year of new Set(asked.map((one) => one.schoolYear))) {
    const taught = await taughtIn(tx, classes, year, selves);
    for (const plan of planned)
      if (plan.year === year && plan.class !== null)
        hours.set(hoursKey(plan.class, year), { planned: plan.hours ?? 0, taught: taught.get(plan.class) ?? 0 });
  }
  return hours;
}

async function taughtIn(
  tx: Transaction,
  classes: readonly string[],
  year: number,
  selves: readonly string[],
): Promise<ReadonlyMap<string | null, number>> {
  const { from, to } = schoolYear(year);
  const rows = await tx
    .select({ class: records.code, hours: sql<number>`coalesce(sum(${records.amount}), 0)::int` })
    .from(records)
    .where(
      and(
        eq(records.kind, 'lesson'),
        inArray(records.code, [...classes]),
        sql`${records.day} between ${from} and ${to}`,
        ne(records.state, 'withdrawn'),
        selves.length === 0 ? undefined : sql`${records.id} <> all(${uuids(selves)})`,
      ),
    )
    .groupBy(records.code);
  return new Map(rows.map((row) => [row.class, row.hours]));
}

/** What a check may ask besides the values. */
export function besideOf(kind: Kind, values: Values, { hours }: Found, today: string): Beside {
  const asked = kind.code === 'lesson' ? hoursAskedBy(values) : null;
  return asked === null ? { today } : { today, hours: hours.get(hoursKey(asked.class, asked.schoolYear)) ?? null };
}

/** The hours of a lesson that was taken count for the rows after it. */
export function teach(kind: Kind, values: Values, { hours }: Found): void {
  const asked = kind.code === 'lesson' ? hoursAskedBy(values) : null;
  if (asked === null) return;
  const key = hoursKey(asked.class, asked.schoolYear);
  const known = hours.get(key);
  if (known !== undefined) hours.set(key, { ...known, taught: known.taught + (countIn(values, 'hours') ?? 0) });
}
