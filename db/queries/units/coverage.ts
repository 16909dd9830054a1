import { sql } from 'drizzle-orm';
import { schoolYear } from '#programme/period';
import type { Transaction } from '#db/transaction';
import { classHours, type SchoolYearAt, STATE_OF_HOURS } from './hours.ts';
import { below, calledOn, thereOn } from './pieces.ts';

interface Page {
  /** Code of the last one of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

interface HoursRow extends Record<string, unknown> {
  readonly code: string;
  readonly name: string;
  readonly grade: number | null;
  readonly school: string;
  readonly asked: number;
  readonly planned: number | null;
  readonly taught: number;
  readonly forecast: number;
  readonly state: string;
}

/** Classes with their hours, by code, a page at a time. */
export async function listHours(tx: Transaction, at: SchoolYearAt, state: string | undefined, page: Page) {
  const rows =
    await tx.execute<HoursRow>(sql`select h.code, h.name, h.grade, h.school_code as school, h.asked, h.planned, h.taught,
      h.forecast, ${STATE_OF_HOURS} as state
    from (${classHours(at)}) h
    where ${page.after === null ? sql`true` : sql`h.code collate "C" > ${page.after}`}
      and ${state === undefined ? sql`true` : sql`${STATE_OF_HOURS} = ${state}`}
    order by h.code collate "C" limit ${page.limit}`);
  return [...rows];
}

/** How many classes stand where. */
export async function countHours(tx: Transaction, at: SchoolYearAt): Promise<Readonly<Record<string, number>>> {
  const rows = await tx.execute<{ state: string; count: number }>(
    sql`select ${STATE_OF_HOURS} as state, count(*)::int as count from (${classHours(at)}) h group by 1`,
  );
  return Object.fromEntries([...rows].map(({ state, count }) => [state, count]));
}

interface CoverageRow extends Record<string, unknown> {
  readonly school: string;
  readonly name: string;
  readonly teachers: number | null;
  readonly trained: number;
  readonly pupils: number | null;
  readonly full: number;
  readonly part: number;
  readonly grades: number;
  readonly covered: number;
}

/** Schools with their psychological staff and how many of all teachers were trained, by code, a page at a time. */
export async function listCoverage(tx: Transaction, { path, year, today }: SchoolYearAt, page: Page) {
  const { from, to } = schoolYear(year);
  const last = today < to ? today : to;
  const own = sql`r.org = o.id and r.state <> 'withdrawn'`;
  const staff = sql`r.kind = 'staff' and ${own} and r.day <= ${last} and (r.until is null or r.until >= ${last})`;
  const grades = sql`organisations c cross join ${calledOn(last)} where c.parent_id = o.id and ${thereOn(sql`c`, 'class', path, last)}`;
  const rows = await tx.execute<CoverageRow>(sql`select o.code as school, o.name, n.teachers, n.pupils,
      (select count(distinct r.person)::int from records r where r.kind = 'attendance' and ${own} and r.day between ${from} and ${last}) as trained,
      (select count(distinct r.person)::int from records r where ${staff} and r.topic = 'fullTime') as full,
      (select count(distinct r.person)::int from records r where ${staff} and r.topic = 'partTime') as part,
      (select count(distinct k.grade)::int from ${grades}) as grades,
      (select count(distinct k.grade)::int from ${grades} and exists (select from records r
        where ${staff} and r.topic <> 'worker' and r.amount = k.grade)) as covered
    from organisations o left join lateral (select sum(r.amount)::int as teachers, sum(r.heads)::int as pupils from records r
      where r.kind = 'headcount' and ${own} and r.times = ${year}) n on true
    where o.kind = 'school' and o.valid_to is null and ${below(sql`o.path`, path)}
      and ${page.after === null ? sql`true` : sql`o.code collate "C" > ${page.after}`}
    order by o.code collate "C" limit ${page.limit}`);
  return [...rows];
}
