import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { CHANGE, type ChangeReport } from './enter-year.ts';
import { oldestJob } from './oldest-job.ts';
import { jobs, streams } from './schema/index.ts';
import type { Transaction } from './transaction.ts';

/** A change of the calendar that open streams have still to hear of. */
export interface Change {
  readonly job: string;
  /** Place below which it holds. */
  readonly path: string;
  readonly report: ChangeReport;
  /** Streams dealt with. */
  readonly progress: number;
}

/** The oldest change that is not done; null = none. */
export async function nextChange(tx: Transaction): Promise<Change | null> {
  const row = await oldestJob(tx, CHANGE);
  // Written by enterYear and moveOn alone.
  return row === null ? null : { ...row, report: row.report as ChangeReport };
}

/** Open streams at or below a place, in the order of their ids, after the last one that was dealt with. */
export async function openStreamsBelow(
  tx: Transaction,
  { path, report: { after } }: Change,
  most: number,
): Promise<readonly string[]> {
  const rows = await tx
    .select({ id: streams.id })
    .from(streams)
    .where(
      and(
        isNull(streams.closedAt),
        sql`starts_with(${streams.homePath}, ${path})`,
        after === null ? undefined : gt(streams.id, after),
      ),
    )
    .orderBy(asc(streams.id))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** Keeps how far a change has come. Two workers at one change do the same acts under the same keys, so whoever is later harms nothing. */
export async function moveOn(
  tx: Transaction,
  change: Change,
  to: { readonly report: ChangeReport; readonly progress: number; readonly doneAt: Instant | null },
): Promise<void> {
  const { report, progress, doneAt } = to;
  const state = doneAt === null ? 'running' : 'done';
  await tx.update(jobs).set({ report, progress, state, finishedAt: doneAt }).where(eq(jobs.id, change.job));
}
