import { createHash } from 'node:crypto';
import { and, asc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { FigureRule, Measure } from '#programme/counting/figure-rule';
import { type Period, schoolYearOf } from '#programme/period';
import { canonical } from '#db/canonical';
import { instantToText } from '#db/schema/columns';
import { organisations, records } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { RECORD_LINE, type RecordCursor } from './records.ts';

/** Over what a figure is taken: an organisation with everything below it, and days, both included. */
export interface Scope {
  readonly path: string;
  readonly period: Period;
}

export interface Counted {
  readonly value: number;
  /** Records behind it. */
  readonly rows: number;
  /** Of these, how many nobody has approved. */
  readonly unapproved: number;
}

const subject = alias(records, 'subject');

/** The records that a rule names, in SQL; the value and the list of rows are drawn from this alone. */
export function counting({ kind, topics, of, when }: FigureRule, { path, period }: Scope): SQL | undefined {
  const { from, to } = period;
  const times = {
    inPeriod: sql`${records.day} between ${from} and ${to}`,
    atEnd: sql`${records.day} <= ${to} and (${records.until} is null or ${records.until} >= ${to})`,
    schoolYear: eq(records.times, schoolYearOf(to)),
  };
  return and(
    eq(records.kind, kind),
    ne(records.state, 'withdrawn'),
    sql`${records.path} >= ${path} and ${records.path} < ${`${path.slice(0, -1)}0`}`,
    topics === undefined ? undefined : inArray(records.topic, [...topics]),
    times[when],
    of === undefined
      ? undefined
      : sql`exists (select 1 from ${records} subject where ${subject.id} = ${records.subject}
          and ${subject.kind} = ${of.kind} and ${inArray(subject.topic, [...of.topics])} and ${subject.state} <> 'withdrawn')`,
  );
}

/** An aggregate each, so that a filter can follow it. */
export const MEASURED: Readonly<Record<Measure, SQL<number>>> = {
  records: sql<number>`count(*)`,
  times: sql<number>`sum(${records.times})`,
  heads: sql<number>`sum(${records.heads})`,
  amount: sql<number>`sum(${records.amount})`,
  people: sql<number>`count(distinct ${records.person})`,
};

const measured = (measure: Measure) => sql<number>`coalesce(${MEASURED[measure]}, 0)::int`;

/** One figure over a scope, within the asker's reach. */
export async function countFigure(tx: Transaction, rule: FigureRule, scope: Scope): Promise<Counted> {
  const [row] = await tx
    .select({
      value: measured(rule.measure),
      rows: sql<number>`count(*)::int`,
      unapproved: sql<number>`(count(*) filter (where ${records.state} = 'recorded'))::int`,
    })
    .from(records)
    .where(counting(rule, scope));
  return row ?? { value: 0, rows: 0, unapproved: 0 };
}

/** One figure for each organisation of a list of paths, in one statement: a column of a table. A path holds nothing that an array literal would ask to quote. */
export async function countParts(
  tx: Transaction,
  rule: FigureRule,
  parts: readonly string[],
  scope: Scope,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .select({ path: sql<string>`part.path`, value: measured(rule.measure) })
    .from(records)
    .innerJoin(
      sql`unnest(${`{${parts.join(',')}}`}::text[]) as part(path)`,
      sql`${records.path} >= part.path collate "C" and ${records.path} < (left(part.path, -1) || '0') collate "C"`,
    )
    .where(counting(rule, scope))
    .groupBy(sql`part.path`);
  return new Map(rows.map(({ path, value }) => [path, value]));
}

/** The records behind a figure, a page at a time: they add up to it. */
export function figureRows(
  tx: Transaction,
  rule: FigureRule,
  scope: Scope,
  page: { readonly after: RecordCursor | null; readonly limit: number },
) {
  const { after } = page;
  return tx
    .select(RECORD_LINE)
    .from(records)
    .innerJoin(organisations, eq(organisations.id, records.org))
    .where(
      and(
        counting(rule, scope),
        after === null
          ? undefined
          : sql`(${records.changedAt}, ${records.id}) > (${instantToText(after.at)}, ${after.id})`,
      ),
    )
    .orderBy(asc(records.changedAt), asc(records.id))
    .limit(page.limit);
}

/** Version of a rule: what a frozen report names, so that nobody asks later how it was counted. 16 hex digits. */
export function ruleVersion(rule: FigureRule): string {
  return createHash('sha256').update(canonical(rule)).digest('hex').slice(0, 16);
}
