import { sql } from 'drizzle-orm';
import { addDays, dayOf } from '#domain/instant';
import { words } from '#domain/words';
import { HOURS_STATES } from '#programme/curriculum-year';
import type { Field } from '#programme/field';
import { KINDS } from '#programme/kinds/index';
import { EXPIRIES } from '#programme/pictures';
import { classHours, type SchoolYearAt, STATE_OF_HOURS } from '#db/queries/units/hours';
import { below } from '#db/queries/units/pieces';
import type { Transaction } from '#db/transaction';
import { type Cell, columnsOf, type Drawn, named, parts, type PictureScope, placeRows, tabled } from './rows.ts';

/** Classes by where they stand with their hours; at a school each class with its hours. */
export async function hours(tx: Transaction, scope: PictureScope, year: SchoolYearAt): Promise<Drawn> {
  if (scope.tier === 'school') return hoursOfClasses(tx, year);
  const cells = await tx.execute<Cell>(sql`
    select p.code as row, ${STATE_OF_HOURS} as column, count(*)::int as n from (${classHours(year)}) h
    join (${parts(scope)}) p on h.school_path >= p.path collate "C" and h.school_path < app.after(p.path) group by 1, 2`);
  return tabled(await placeRows(tx, scope), columnsOf(HOURS_STATES), cells);
}

async function hoursOfClasses(tx: Transaction, year: SchoolYearAt): Promise<Drawn> {
  const rows = await tx.execute<{ code: string; name: string; asked: number; taught: number; forecast: number }>(
    sql`select h.code, h.name, h.asked, h.taught, h.forecast from (${classHours(year)}) h order by h.code collate "C"`,
  );
  return {
    columns: [
      { code: 'taught', name: words('已上课时', 'hours taught') },
      { code: 'planned', name: words('按计划还可上', 'planned for the days left') },
      { code: 'missing', name: words('还缺', 'missing') },
    ],
    rows: [...rows].map(({ code, name, asked, taught, forecast }) => ({
      code,
      name: named(name),
      org: null,
      values: [taught, forecast - taught, Math.max(0, asked - forecast)],
    })),
  };
}

/** Certificates that stand by when they end, and their kinds. */
export async function certificates(tx: Transaction, { path, at }: PictureScope): Promise<Drawn> {
  const today = dayOf(at);
  const until = (days: number) => sql`r.until <= ${addDays(today, days)}`;
  const cells = await tx.execute<Cell>(sql`
    select case when r.until is null then 'none' when r.until < ${today} then 'over' when ${until(60)} then 'soon'
      when ${until(180)} then 'half' when ${until(365)} then 'year' else 'later' end as row, r.topic as column, count(*)::int as n
    from records r where r.kind = 'certificate' and r.state <> 'withdrawn' and ${below(sql`r.path`, path)} group by 1, 2`);
  return tabled(columnsOf(EXPIRIES), topicsOf('certificate'), cells);
}

/** Times held, a row a month of the days asked for, a column a kind of activity. */
export async function activities(tx: Transaction, { path, period }: PictureScope): Promise<Drawn> {
  const { from, to } = period;
  const cells = await tx.execute<Cell>(sql`
    select to_char(r.day, 'YYYY-MM') as row, r.topic as column, sum(r.times)::int as n
    from records r where r.kind = 'activity' and r.state <> 'withdrawn' and ${below(sql`r.path`, path)}
      and r.day between ${from} and ${to} group by 1, 2`);
  const months = monthsOf(from, to).map((month) => ({ code: month, name: named(month) }));
  return tabled(months, topicsOf('activity'), cells);
}

/** The newest at most; a picture of more is none. */
const MOST_MONTHS = 36;

function monthsOf(from: string, to: string): readonly string[] {
  const number = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const first = Math.max(number(from), number(to) - MOST_MONTHS + 1);
  return Array.from({ length: number(to) - first + 1 }, (_, at) => {
    const month = first + at;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** The topics of a kind of record as columns. */
function topicsOf(code: string): Drawn['columns'] {
  const fields: readonly Field[] = Object.values(KINDS.find((kind) => kind.code === code)?.fields ?? {});
  const topic = fields.find((field) => field.as === 'topic');
  return topic?.type === 'choice' ? columnsOf(topic.of) : [];
}
