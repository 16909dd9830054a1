import { and, eq, lt } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { jobs, reports } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** The figures are looked at once more, the two files made, everything written. */
const FREEZING_STEPS = 4;
const KIND = 'reportFreeze';

/** Notes that a report is being frozen. The same act asked again finds its job. */
export async function beginFreezing(
  tx: Transaction,
  job: string,
  report: { readonly id: string; readonly org: string; readonly path: string },
  person: string,
  at: Instant,
): Promise<void> {
  const begun = {
    id: job,
    kind: KIND,
    org: report.org,
    homePath: report.path,
    state: 'running',
    progress: 1,
    total: FREEZING_STEPS,
    report: { report: report.id, fault: null },
    createdBy: person,
    createdAt: at,
  };
  const { state, progress, report: told } = begun;
  await tx
    .insert(jobs)
    .values(begun)
    .onConflictDoUpdate({ target: jobs.id, set: { state, progress, report: told, finishedAt: null } });
  await tx.update(reports).set({ freezing: job }).where(eq(reports.id, report.id));
}

/** Notes how far it has come; never goes back. */
export async function noteFreezing(tx: Transaction, job: string, progress: number): Promise<void> {
  await tx
    .update(jobs)
    .set({ progress })
    .where(and(eq(jobs.id, job), eq(jobs.state, 'running'), lt(jobs.progress, progress)));
}

/** Ends it. `fault`: the code of what it was refused for; nothing of the signature stands then. */
export async function endFreezing(
  tx: Transaction,
  job: string,
  report: string,
  fault: string | null,
  at: Instant,
): Promise<void> {
  const done = fault === null;
  await tx
    .update(jobs)
    .set({
      state: done ? 'done' : 'failed',
      report: { report, fault },
      finishedAt: at,
      ...(done ? { progress: FREEZING_STEPS } : {}),
    })
    .where(eq(jobs.id, job));
}
