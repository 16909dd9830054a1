import { and, eq, lt, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { instantToText } from '#db/schema/columns';
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
    report: { report: report.id, fault: null, beat: at },
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

/** Says that whoever freezes it is still there. */
export async function beatFreezing(tx: Transaction, job: string, at: Instant): Promise<void> {
  await tx
    .update(jobs)
    .set({ report: sql`jsonb_set(${jobs.report}, '{beat}', to_jsonb(${at}::bigint))` })
    .where(and(eq(jobs.id, job), eq(jobs.state, 'running')));
}

/**
 * Ends jobs whose process went away without a word since `before`: done when the report was frozen in its last moment, else failed as `interrupted`, and the
 * report waits for its second signature as it did. Answers how many.
 */
export async function endSilentFreezings(tx: Transaction, before: Instant, at: Instant): Promise<number> {
  const rows = await tx.execute<{ job: string }>(
    sql`select job from app.end_silent_freezings(${instantToText(before)}, ${instantToText(at)}) job`,
  );
  return rows.length;
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
