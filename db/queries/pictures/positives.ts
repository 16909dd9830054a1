import { type SQL, sql } from 'drizzle-orm';
import { addDays, startOfDay } from '#domain/instant';
import { shareOf } from '#domain/small-numbers';
import { type Words, words } from '#domain/words';
import { type Period, schoolYear, schoolYearOf } from '#programme/period';
import { POSITIVES } from '#programme/pictures';
import { below } from '#db/queries/units/pieces';
import type { Transaction } from '#db/transaction';
import { type Cell, columnsOf, type Drawn, parts, type PictureScope, placeRows, tabled } from './rows.ts';

/** How many school years are looked back upon, the one of the last day included. */
const YEARS = 5;
const LAST_GRADE = 12;
/** Of classes that say it nowhere. */
const NO_GRADE = 'none';

/**
 * Sheets handed in within campaigns of these days: home_path, pupil, class, the day (civil) on which the window opened, whether they gave a warning. What is
 * counted as positive is what a person was called for; a score is nothing of the kind.
 */
function sheetsOf(path: string, period: Period): SQL {
  const [from, to] = [startOfDay(period.from), startOfDay(addDays(period.to, 1))];
  return sql`select s.home_path, i.student_id, i.class_id,
      to_timestamp((s.state -> 'window' ->> 'opensAt')::bigint / 1000.0) at time zone 'Asia/Shanghai' as opened,
      exists (select from answers a join warnings w on w.source_id = a.id and w.source = 'answers'
        where a.campaign_id = i.campaign_id and a.student_id = i.student_id) as positive
    from campaign_invitations i join streams s on s.id = i.campaign_id
    where s.kind = 'campaign' and s.state ->> 'openedAt' is not null and i.state = 'answered' and ${below(sql`s.home_path`, path)}
      and (s.state -> 'window' ->> 'opensAt')::bigint >= ${from} and (s.state -> 'window' ->> 'opensAt')::bigint < ${to}`;
}

interface Sum extends Record<string, unknown> {
  readonly row: string;
  readonly answered: number;
  readonly positive: number;
}

/** Of each grade: who answered and whose answers gave a warning, by the grade in which the class was when the window opened. */
export async function positivesByGrade(tx: Transaction, { path, period }: PictureScope): Promise<Drawn> {
  const sums = await tx.execute<Sum>(sql`
    select coalesce(g.grade::text, ${NO_GRADE}) as row, count(*)::int as answered, (count(*) filter (where x.positive))::int as positive
    from (${sheetsOf(path, period)}) x
    left join lateral (select coalesce(
      (select l.grade from class_labels l where l.org = x.class_id and l.since <= x.opened::date order by l.since desc limit 1),
      (select l.grade from class_labels l where l.org = x.class_id order by l.since limit 1),
      (select k.grade from students k where k.id = x.student_id)) as grade) g on true
    group by 1`);
  const known = [...sums];
  const grades = Array.from({ length: LAST_GRADE }, (_, at) => String(at + 1)).filter((grade) =>
    known.some(({ row }) => row === grade),
  );
  const rows = grades.map((code) => ({ code, name: words(`${code} 年级`, `grade ${code}`) as Words }));
  const rest = { code: NO_GRADE, name: words('年级未登记', 'grade not on record') };
  return drawn(known.some(({ row }) => row === NO_GRADE) ? [...rows, rest] : rows, known);
}

/** Of each part of the place, in the order of their codes: a list to plan by, never one to be first or last in. */
export async function positivesByPlace(tx: Transaction, scope: PictureScope): Promise<Drawn> {
  const sums = await tx.execute<Sum>(sql`
    select p.code as row, count(*)::int as answered, (count(*) filter (where x.positive))::int as positive
    from (${sheetsOf(scope.path, scope.period)}) x
    join (${parts(scope)}) p on x.home_path >= p.path collate "C" and x.home_path < app.after(p.path)
    group by 1`);
  return drawn(await placeRows(tx, scope), [...sums]);
}

/** Of each school year up to that of the last day. */
export async function positivesOverTime(tx: Transaction, { path, period }: PictureScope): Promise<Drawn> {
  const last = schoolYearOf(period.to);
  const years = Array.from({ length: YEARS }, (_, at) => last - YEARS + 1 + at);
  const over = { from: schoolYear(years[0] ?? last).from, to: schoolYear(last).to };
  const sums = await tx.execute<Sum>(sql`
    select (extract(year from x.opened) - case when extract(month from x.opened) < 9 then 1 else 0 end)::int::text as row,
      count(*)::int as answered, (count(*) filter (where x.positive))::int as positive
    from (${sheetsOf(path, over)}) x group by 1`);
  const rows = years.map((year) => ({
    code: String(year),
    name: words(`${year}—${year + 1} 学年`, `${year}–${year + 1}`),
  }));
  return drawn(rows, [...sums]);
}

function drawn(rows: Parameters<typeof tabled>[0], sums: readonly Sum[]): Drawn {
  const cells = sums.flatMap(({ row, answered, positive }): Cell[] => [
    { row, column: 'answered', n: answered },
    { row, column: 'positive', n: positive },
    { row, column: 'share', n: shareOf(positive, answered) ?? 0 },
  ]);
  return tabled(rows, columnsOf(POSITIVES), cells);
}
