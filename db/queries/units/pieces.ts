import { type SQL, sql } from 'drizzle-orm';
import { addDays, type Day, startOfDay } from '#domain/instant';
import { KINDS } from '#programme/kinds/index';
import type { Period } from '#programme/period';
import { HOURS_ASKED, LAST_PRIMARY_GRADE } from '#programme/standards';
import { instantToText } from '#db/schema/columns';

/* What questions about one school, county or city are put together from. `r` is the record, `s` the school, `c` the class. */

/** A unit that is asked about, with everything below it, over days of which both ends count. */
export interface Unit {
  readonly path: string;
  readonly period: Period;
}

/** At or below a path. */
export function below(column: SQL, path: string): SQL {
  return sql`${column} >= ${path} and ${column} < ${`${path.slice(0, -1)}0`}`;
}

/** Records of a kind that stand, at or below the unit. */
export function standing(kind: string, { path }: Unit): SQL {
  return sql`r.kind = ${kind} and r.state <> 'withdrawn' and ${below(sql`r.path`, path)}`;
}

export function inPeriod({ period }: Unit): SQL {
  return sql`r.day between ${period.from} and ${period.to}`;
}

/** It holds on the last day: begun by then and not over. */
export function atEnd({ period }: Unit): SQL {
  return sql`r.day <= ${period.to} and (r.until is null or r.until >= ${period.to})`;
}

/** The instant after the last moment of a civil day. */
export function endOfDay(day: Day): string {
  return instantToText(startOfDay(addDays(day, 1)));
}

/** Organisations of a kind at or below a path that were there on a day. */
export function thereOn(alias: SQL, kind: string, path: string, day: Day): SQL {
  const end = endOfDay(day);
  return sql`${alias}.kind = ${kind} and ${below(sql`${alias}.path`, path)}
    and ${alias}.valid_from < ${end} and (${alias}.valid_to is null or ${alias}.valid_to >= ${end})`;
}

/** What the class `c` was called on a day: code, name, grade, since when, and the code before. */
export function calledOn(day: Day): SQL {
  return sql`lateral (select coalesce(l.code, c.code) as code, coalesce(l.name, c.name) as name,
    coalesce(l.grade, (c.attributes ->> 'grade')::int) as grade, l.since, l.before
    from (select 1) as one left join app.class_called(c.id, ${day}) l on true) k`;
}

/** A record `r` of a day of the school year was entered for the class `c`, called `k` at its end: under the code that the class had on the record's day. */
export const OF_CLASS: SQL = sql`r.code = case when k.since is null or r.day >= k.since then k.code else coalesce(k.before, k.code) end`;

/** Hours of a school year that the class `c`, called `k`, of the school `s` is to have. */
export const HOURS_OF_CLASS: SQL<number> = sql<number>`coalesce(
  (${JSON.stringify(Object.fromEntries(Object.entries(HOURS_ASKED.stages).map(([stage, { hours }]) => [stage, hours])))}::jsonb
    ->> (s.attributes ->> 'stage'))::int,
  case when k.grade <= ${LAST_PRIMARY_GRADE} then ${HOURS_ASKED.stages.primary.hours}::int
    else ${HOURS_ASKED.stages.junior.hours}::int end)`;

/** Fields of all kinds that hold ids of files. */
const FILE_FIELDS = [
  ...new Set(
    KINDS.flatMap(({ fields }) =>
      Object.entries(fields).flatMap(([name, { type }]) => (type === 'files' ? [name] : [])),
    ),
  ),
];

/** Ids of files attached to the record `r`, one row each. */
export const FILES_OF_RECORD: SQL = sql`jsonb_each(r.content) held(field, value),
  lateral jsonb_array_elements_text(case when jsonb_typeof(held.value) = 'array' then held.value else '[]' end) file(id)
  where held.field = any(${`{${FILE_FIELDS.join(',')}}`}::text[])`;
