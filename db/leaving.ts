import { and, asc, eq, exists, gt, isNull } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { oldestJob } from './oldest-job.ts';
import { jobs, pupilPlaces, streams } from './schema/index.ts';
import type { Transaction } from './transaction.ts';

/** Pupils who have left their school with open cases: what is left to do, in `jobs.report`. */
export interface LeavingReport {
  /** The roll-over that made them leave. */
  readonly because: string;
  /** Last case that was told; null = none yet. */
  readonly after: string | null;
  /** Cases of this round that could not be told and come again. */
  readonly failed: number;
}

export const LEAVING = 'leavers';

export interface Leaving {
  readonly job: string;
  /** The school that they left. */
  readonly school: string;
  readonly report: LeavingReport;
  /** Cases told. */
  readonly progress: number;
}

/** The oldest that is not done; null = none. */
export async function nextLeaving(tx: Transaction): Promise<Leaving | null> {
  const row = await oldestJob(tx, LEAVING);
  // Written by writeTurn and leaversTold alone.
  return row === null ? null : { ...row, school: row.org, report: row.report as LeavingReport };
}

/** Open cases of the pupils who left, in the order of their ids. */
export async function casesOfLeavers(
  tx: Transaction,
  { school, report: { because, after } }: Leaving,
  most: number,
): Promise<readonly string[]> {
  const left = tx
    .select({ id: pupilPlaces.studentId })
    .from(pupilPlaces)
    .where(
      and(
        eq(pupilPlaces.studentId, streams.studentId),
        eq(pupilPlaces.because, because),
        eq(pupilPlaces.state, 'graduated'),
      ),
    );
  const rows = await tx
    .select({ id: streams.id })
    .from(streams)
    .where(
      and(
        eq(streams.kind, 'case'),
        eq(streams.homeOrg, school),
        isNull(streams.closedAt),
        exists(left),
        after === null ? undefined : gt(streams.id, after),
      ),
    )
    .orderBy(asc(streams.id))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** Keeps how far it has come. */
export async function leaversTold(
  tx: Transaction,
  { job }: Leaving,
  to: { readonly report: LeavingReport; readonly progress: number; readonly doneAt: Instant | null },
): Promise<void> {
  const { report, progress, doneAt } = to;
  const state = doneAt === null ? 'running' : 'done';
  await tx.update(jobs).set({ report, progress, state, finishedAt: doneAt }).where(eq(jobs.id, job));
}
