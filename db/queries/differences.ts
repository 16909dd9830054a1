import { and, asc, eq, or, type SQL, sql } from 'drizzle-orm';
import type { FigureRule, Measure } from '#programme/counting/figure-rule';
import type { Compared } from '#programme/report/comparison';
import { yearBefore } from '#programme/period';
import { instantToText } from '#db/schema/columns';
import { organisations, records } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { counting, MEASURED, type Scope } from './figures.ts';
import { RECORD_LINE, type RecordCursor } from './records.ts';

/** What a record adds to a figure. People are counted once, so no record of theirs adds a number of its own. */
const ADDED: Readonly<Record<Measure, SQL<number | null>>> = {
  records: sql<number>`1`,
  times: sql<number>`coalesce(${records.times}, 0)`,
  heads: sql<number>`coalesce(${records.heads}, 0)`,
  amount: sql<number>`coalesce(${records.amount}, 0)`,
  people: sql<null>`null::int`,
};

/** A figure beside the same days a year before, in one statement. */
export async function compareFigure(tx: Transaction, rule: FigureRule, scope: Scope): Promise<Compared> {
  const { now, last } = sides(rule, scope);
  const [row] = await tx
    .select({
      now: sql<number>`coalesce(${MEASURED[rule.measure]} filter (where ${now}), 0)::int`,
      last: sql<number>`coalesce(${MEASURED[rule.measure]} filter (where ${last}), 0)::int`,
      came: sql<number>`(count(*) filter (where ${now} and (${last}) is not true))::int`,
      went: sql<number>`(count(*) filter (where ${last} and (${now}) is not true))::int`,
    })
    .from(records)
    .where(or(now, last));
  return { code: rule.code, ...(row ?? { now: 0, last: 0, came: 0, went: 0 }) };
}

function sides(rule: FigureRule, scope: Scope): { readonly now: SQL; readonly last: SQL } {
  const before = { ...scope, period: yearBefore(scope.period) };
  return { now: sql`(${counting(rule, scope)})`, last: sql`(${counting(rule, before)})` };
}

/** The records that make the difference, a page at a time: whether each came or went, and what it adds. */
export function differenceRows(
  tx: Transaction,
  rule: FigureRule,
  scope: Scope,
  { after, limit }: { readonly after: RecordCursor | null; readonly limit: number },
) {
  const { now, last } = sides(rule, scope);
  return tx
    .select({
      ...RECORD_LINE,
      side: sql<'came' | 'went'>`case when (${now}) is true then 'came' else 'went' end`,
      adds: ADDED[rule.measure],
    })
    .from(records)
    .innerJoin(organisations, eq(organisations.id, records.org))
    .where(
      and(
        or(now, last),
        sql`((${now}) is true) <> ((${last}) is true)`,
        after === null
          ? undefined
          : sql`(${records.changedAt}, ${records.id}) > (${instantToText(after.at)}, ${after.id})`,
      ),
    )
    .orderBy(asc(records.changedAt), asc(records.id))
    .limit(limit);
}
