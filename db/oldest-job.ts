import { and, asc, eq, inArray } from 'drizzle-orm';
import { jobs } from './schema/index.ts';
import type { Transaction } from './transaction.ts';

/** The oldest job of a kind that is not done, with its report as its kind alone writes it; null = none. */
export async function oldestJob(tx: Transaction, kind: string) {
  const [row] = await tx
    .select({ job: jobs.id, org: jobs.org, path: jobs.homePath, report: jobs.report, progress: jobs.progress })
    .from(jobs)
    .where(and(eq(jobs.kind, kind), inArray(jobs.state, ['waiting', 'running'])))
    .orderBy(asc(jobs.createdAt), asc(jobs.id))
    .limit(1);
  return row ?? null;
}
