import { and, asc, desc, eq, gte, lte, sql } from 'drizzle-orm';
import { addDays, type Day } from '#domain/instant';
import { CHANGE } from '#db/enter-year';
import { calendarDays, calendarYears, jobs, organisations } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { calendarAt } from './calendar.ts';

/** The lists that hold at a place, the city's first, without their days. */
export async function listsAbove(tx: Transaction, place: string) {
  return tx
    .select({
      org: calendarYears.org,
      year: calendarYears.year,
      source: calendarYears.source,
      enteredAt: calendarYears.enteredAt,
    })
    .from(calendarYears)
    .innerJoin(organisations, eq(organisations.id, calendarYears.org))
    .where(sql`starts_with(${place}, ${organisations.path})`)
    .orderBy(sql`length(${organisations.path})`, asc(calendarYears.year));
}

/** A span longer than this is nobody's month or term: it is cut. */
const MOST_DAYS = 800;

/** The days between two (both inclusive) that are not what their weekday says at a place, with the name that a list gives them. */
export async function daysAt(tx: Transaction, place: string, from: Day, to: Day) {
  const calendar = await calendarAt(tx, place);
  const names = await namesOf(tx, place, from, to);
  const days: { day: Day; kind: string; name: string }[] = [];
  for (let day = from, left = MOST_DAYS; day <= to && left > 0; day = addDays(day, 1), left -= 1) {
    const kind = calendar.days[day];
    if (kind !== undefined) days.push({ day, kind, name: names.get(`${day} ${kind}`) ?? '' });
  }
  return days;
}

/** By day and kind; the nearest list's name counts. */
async function namesOf(tx: Transaction, place: string, from: Day, to: Day): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ day: calendarDays.day, kind: calendarDays.kind, name: calendarDays.name })
    .from(calendarDays)
    .innerJoin(organisations, eq(organisations.id, calendarDays.org))
    .where(
      and(gte(calendarDays.day, from), lte(calendarDays.day, to), sql`starts_with(${place}, ${organisations.path})`),
    )
    .orderBy(sql`length(${organisations.path})`);
  return new Map(rows.map(({ day, kind, name }) => [`${day} ${kind}`, name]));
}

/** What an organisation itself has entered for a year, and how far its last change has come; null = nothing. */
export async function ownList(tx: Transaction, org: string, year: number) {
  const [row] = await tx
    .select()
    .from(calendarYears)
    .where(and(eq(calendarYears.org, org), eq(calendarYears.year, year)));
  if (row === undefined) return null;
  const days = await tx
    .select({ day: calendarDays.day, kind: calendarDays.kind, name: calendarDays.name })
    .from(calendarDays)
    .where(
      and(eq(calendarDays.org, org), gte(calendarDays.day, `${year}-01-01`), lte(calendarDays.day, `${year}-12-31`)),
    )
    .orderBy(asc(calendarDays.day));
  const of = (wanted: string) => days.flatMap(({ kind, ...rest }) => (kind === wanted ? [rest] : []));
  const { source, terms, enteredAt } = row;
  const shown = terms === null ? null : terms.map(({ name, from, to }) => ({ name, from, to }));
  const said = { org, year, source, enteredAt, holidays: of('holiday'), makeUpDays: of('makeUp'), terms: shown };
  return { ...said, recalculation: await changeOf(tx, org, year) };
}

async function changeOf(tx: Transaction, org: string, year: number) {
  const [row] = await tx
    .select({ job: jobs.id, state: jobs.state, streams: jobs.progress })
    .from(jobs)
    .where(and(eq(jobs.kind, CHANGE), eq(jobs.org, org), sql`${jobs.report} ->> 'year' = ${String(year)}`))
    .orderBy(desc(jobs.createdAt))
    .limit(1);
  return row ?? null;
}
