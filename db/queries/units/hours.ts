import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '#domain/instant';
import { schoolYear } from '#programme/period';
import { calledOn, HOURS_OF_CLASS, OF_CLASS, thereOn } from './pieces.ts';

/** A school year at a place, as it stands on a day. */
export interface SchoolYearAt {
  readonly path: string;
  /** First calendar year. */
  readonly year: number;
  readonly today: Day;
  /** Share of the year's school days that lie after today. */
  readonly left: number;
}

/**
 * Classes below a place with the hours that they are to have, are planned to have, have had, and will have had when the rest of the school days hold
 * their share of the plan: class, code, name, grade, school, school_path, asked, planned (null: no timetable), taught, forecast.
 */
export function classHours({ path, year, today, left }: SchoolYearAt): SQL {
  const { from, to } = schoolYear(year);
  const last = today < to ? today : to;
  const end = `${path.slice(0, -1)}0`;
  const lesson = sql`r.kind = 'lesson' and r.state <> 'withdrawn' and r.day between ${from} and ${last} and r.path >= ${path} and r.path < ${end}`;
  return sql`select c.id as class, k.code, k.name, k.grade, s.id as school,
      s.code as school_code, s.path as school_path, ${HOURS_OF_CLASS} as asked, p.planned, coalesce(t.taught, 0)::int as taught,
      (coalesce(t.taught, 0) + ceil(coalesce(p.planned, 0) * ${left}::float8))::int as forecast
    from organisations c join organisations s on s.id = c.parent_id cross join ${calledOn(last)}
    left join (select r.code, sum(r.amount)::int as planned from records r
      where r.kind = 'timetable' and r.state <> 'withdrawn' and r.times = ${year} and r.path >= ${path} and r.path < ${end}
      group by r.code) p on p.code = k.code
    left join (select r.code, sum(r.amount)::int as amount from records r where ${lesson}
      group by r.code) w on w.code = k.code and coalesce(k.since <= ${from}, true)
    -- Renamed within the year: lesson by lesson.
    left join lateral (select sum(r.amount)::int as amount from records r where ${lesson} and r.code in (k.code, k.before) and ${OF_CLASS}) e
      on k.since > ${from}
    cross join lateral (select coalesce(w.amount, e.amount) as taught) t
    where ${thereOn(sql`c`, 'class', path, last)}`;
}

/** HoursState of a line of classHours(). */
export const STATE_OF_HOURS: SQL<string> = sql<string>`case when h.taught >= h.asked then 'met' when h.planned is null then 'noPlan'
  when h.forecast >= h.asked then 'onWay' else 'behind' end`;
