import { and, desc, eq, ne, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { instantToText } from '#db/schema/columns';
import { LEFT } from '#db/change-tree';
import { importFiles, jobs, organisations } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { JobState } from './jobs.ts';

/** Counts of a report, whichever kind of job wrote it. */
interface Counted {
  /** Of a report that is frozen: its id. */
  readonly report?: string;
  readonly check?: { readonly kind?: string; readonly rows?: number; readonly refused?: readonly unknown[] };
}

/** The long work that a person has begun, the newest first, a page at a time. Nothing of a file is in it but numbers of rows. */
export async function myJobs(
  tx: Transaction,
  person: string,
  page: { readonly after: { readonly at: Instant; readonly id: string } | null; readonly limit: number },
) {
  const { after } = page;
  const rows = await tx
    .select({
      id: jobs.id,
      job: jobs.kind,
      holds: importFiles.kind,
      state: jobs.state,
      progress: jobs.progress,
      total: jobs.total,
      report: jobs.report,
      orgName: organisations.name,
      createdAt: jobs.createdAt,
      finishedAt: jobs.finishedAt,
    })
    .from(jobs)
    .innerJoin(organisations, eq(organisations.id, jobs.org))
    .leftJoin(importFiles, eq(importFiles.jobId, jobs.id))
    .where(
      and(
        eq(jobs.createdBy, person),
        // What somebody leaves passes within seconds, or on a day that lies ahead: nothing to look at.
        ne(jobs.kind, LEFT),
        after === null ? undefined : sql`(${jobs.createdAt}, ${jobs.id}) < (${instantToText(after.at)}, ${after.id})`,
      ),
    )
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(page.limit);
  return rows.map(({ report, state, holds, ...row }) => {
    // Written by stageJob and endJob alone; the shape of the rest differs from kind to kind.
    const { check, report: about = null } = (report ?? {}) as Counted;
    return {
      ...row,
      state: state as JobState,
      holds: holds ?? check?.kind ?? null,
      refused: check?.refused?.length ?? 0,
      about,
    };
  });
}
