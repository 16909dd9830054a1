import { randomUUID } from 'node:crypto';
import { and, desc, eq, gte, isNull, lte, sql } from 'drizzle-orm';
import { daysOf, type YearList } from '#domain/calendar-list';
import type { Clock } from '#domain/clock';
import type { Instant } from '#domain/instant';
import { recordReadings } from './audit.ts';
import { insertMany } from './insert-many.ts';
import { checkedOutcome } from './outcome.ts';
import { acts, calendarDays, calendarYears, jobs, organisations } from './schema/index.ts';
import type { Context, Database, Transaction } from './transaction.ts';

/** A year as its keeper enters it: the list takes the place of whatever the organisation had for that year. */
export interface YearEntry {
  readonly org: string;
  readonly path: string;
  readonly person: string;
  /** The document it was taken from. */
  readonly source: string;
  readonly list: YearList;
  readonly actKey: string;
  readonly digest: Buffer;
}

/** What is kept under the key. */
export interface Entered {
  readonly status: 'entered';
  readonly stream: null;
  readonly org: string;
  readonly year: number;
  readonly enteredAt: Instant;
  /** The job that works the limits of open streams out anew. */
  readonly job: string;
}

/** What is left to do of a change of the calendar, in `jobs.report`. */
export interface ChangeReport {
  readonly year: number;
  /** `enteredAt` of the list: names the acts of this change. */
  readonly stamp: Instant;
  /** Last stream that was dealt with; null = none yet. */
  readonly after: string | null;
  /** Streams of this round that could not be dealt with and come again. */
  readonly failed: number;
}

export const CHANGE = 'calendarChange';

/** A county or school adds to a list that the city has not entered. */
export class CityListMissing extends Error {}

/**
 * Enters a year: its days, the year itself, a line in the audit, and the job that moves limits, in one transaction under the entry's key. Acts that have
 * read the calendar end first and acts that have not wait, so no limit is worked out by the old list once this stands. Throws CityListMissing, KeyReused,
 * and what the database's door throws (`timeout` when long work holds the calendar: ask again with the same key).
 */
export async function enterYear(db: Database, clock: Clock, context: Context, entry: YearEntry): Promise<Entered> {
  const now = await clock.now();
  return db.transaction(context, async (tx) => {
    // Acts of people wait behind this: rather not today than for long.
    await tx.execute(sql`set local lock_timeout = '2s'`);
    await tx.execute(sql`lock table ${calendarYears} in access exclusive mode`);
    const prior = await priorEntry(tx, entry);
    if (prior !== null) return prior;
    await assertWhole(tx, entry);
    const enteredAt = Math.max(now, (await latest(tx)) + 1);
    await replaceList(tx, entry, enteredAt);
    const job = await noteChange(tx, entry, enteredAt);
    const { org, list, person, actKey, digest } = entry;
    const outcome: Entered = { status: 'entered', stream: null, org, year: list.year, enteredAt, job };
    await tx.insert(acts).values({ actor: person, actKey, digest, streamId: null, outcome, at: enteredAt });
    await recordReadings(tx, context, now, [{ action: `enterCalendarYear:${list.year}` }]);
    return outcome;
  });
}

async function priorEntry(tx: Transaction, { person, actKey, digest }: YearEntry): Promise<Entered | null> {
  const [row] = await tx
    .select({ digest: acts.digest, outcome: acts.outcome })
    .from(acts)
    .where(and(eq(acts.actor, person), eq(acts.actKey, actKey)));
  return row === undefined ? null : checkedOutcome<Entered>(row, digest);
}

async function assertWhole(tx: Transaction, { org, list }: YearEntry): Promise<void> {
  const [city] = await tx
    .select({ id: organisations.id, year: calendarYears.year })
    .from(organisations)
    .leftJoin(calendarYears, and(eq(calendarYears.org, organisations.id), eq(calendarYears.year, list.year)))
    .where(isNull(organisations.parentId));
  if (city?.id !== org && city?.year == null) throw new CityListMissing();
}

async function latest(tx: Transaction): Promise<Instant> {
  const [row] = await tx
    .select({ at: calendarYears.enteredAt })
    .from(calendarYears)
    .orderBy(desc(calendarYears.enteredAt))
    .limit(1);
  return row?.at ?? 0;
}

async function replaceList(tx: Transaction, { org, list, source, person }: YearEntry, enteredAt: Instant) {
  const { year, terms } = list;
  const { day, org: holder } = calendarDays;
  await tx.delete(calendarDays).where(and(eq(holder, org), gte(day, `${year}-01-01`), lte(day, `${year}-12-31`)));
  await insertMany(
    tx,
    calendarDays,
    daysOf(list).map((listed) => ({ org, ...listed })),
  );
  const row = { source, terms, enteredBy: person, enteredAt };
  await tx
    .insert(calendarYears)
    .values({ org, year, ...row })
    .onConflictDoUpdate({ target: [calendarYears.org, calendarYears.year], set: row });
}

async function noteChange(tx: Transaction, { org, path, list, person }: YearEntry, stamp: Instant): Promise<string> {
  const id = randomUUID();
  const report: ChangeReport = { year: list.year, stamp, after: null, failed: 0 };
  const row = { id, kind: CHANGE, org, homePath: path, state: 'waiting', createdBy: person, createdAt: stamp, report };
  await tx.insert(jobs).values(row);
  return id;
}
