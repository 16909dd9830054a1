import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import { successorOf } from '#domain/appointing';
import type { Instant } from '#domain/instant';
import type { PersonId } from '#domain/role';
import { LEFT, PASSING, type PassingReport } from './change-tree.ts';
import { rosterAt } from './queries/roster.ts';
import { duties, jobs, streams } from './schema/index.ts';
import type { Transaction } from './transaction.ts';
import { uuids } from './uuids.ts';

/** A merger, or an appointment that ended, whose open duties have still to pass. */
export interface Passing {
  readonly job: string;
  /** Place below which it holds. */
  readonly path: string;
  readonly report: PassingReport;
  /** Streams dealt with. */
  readonly progress: number;
}

/** A stream with what passes in it. */
export interface PassingStream {
  readonly id: string;
  readonly hands: readonly { readonly from: PersonId; readonly to: PersonId }[];
}

/** The oldest one that is not done and whose time has come; null = none. */
export async function nextPassing(tx: Transaction, at: Instant): Promise<Passing | null> {
  const [row] = await tx
    .select({ job: jobs.id, path: jobs.homePath, report: jobs.report, progress: jobs.progress })
    .from(jobs)
    .where(
      and(
        inArray(jobs.kind, [PASSING, LEFT]),
        inArray(jobs.state, ['waiting', 'running']),
        sql`coalesce((${jobs.report} ->> 'from')::bigint, 0) <= ${at}`,
      ),
    )
    .orderBy(asc(jobs.createdAt))
    .limit(1);
  if (row === undefined) return null;
  // Written by changeTree, passAt and passedOn alone.
  const report = row.report as PassingReport;
  return { ...row, path: report.under ?? row.path, report };
}

/**
 * Open streams at or below the place that somebody who is gone still holds or owns, in the order of their ids, with their successors: the first of the same
 * post there is now, or of the post above it. Who can still be called there by another appointment keeps what is theirs.
 */
export async function streamsToPass(
  tx: Transaction,
  { path, report: { gone, after } }: Passing,
  at: Instant,
  most: number,
): Promise<readonly PassingStream[]> {
  const people = uuids(gone.map(({ person }) => person));
  const rows = await tx
    .select({
      id: streams.id,
      path: sql<string>`coalesce((select s.path from students s where s.id = streams.student_id), streams.home_path)`,
      hospital: streams.otherOrg,
      owner: streams.owner,
      holders: sql<
        string[]
      >`array(select distinct d.holder::text from ${duties} d where d.stream_id = streams.id and d.done_at is null)`,
    })
    .from(streams)
    .where(
      and(
        isNull(streams.closedAt),
        sql`starts_with(${streams.homePath}, ${path})`,
        or(
          sql`${streams.owner} = any(${people})`,
          sql`exists (select from ${duties} d where d.stream_id = streams.id and d.done_at is null and d.holder = any(${people}))`,
        ),
        after === null ? undefined : gt(streams.id, after),
      ),
    )
    .orderBy(asc(streams.id))
    .limit(most);
  const found: PassingStream[] = [];
  for (const { id, path: place, hospital, owner, holders } of rows) {
    const posts = await rosterAt(tx, place, hospital, at);
    const there = new Set(Object.values(posts).flat());
    const hands = gone
      .filter(({ person }) => (person === owner || holders.includes(person)) && !there.has(person))
      .flatMap(({ person, post }) => {
        const to = successorOf(posts, post, person);
        return to === undefined ? [] : [{ from: person, to }];
      });
    found.push({ id, hands });
  }
  return found;
}

/** Keeps how far it has come. Two workers do the same acts under the same keys, so whoever is later harms nothing. */
export async function passedOn(
  tx: Transaction,
  { job }: Passing,
  to: { readonly report: PassingReport; readonly progress: number; readonly doneAt: Instant | null },
): Promise<void> {
  const { report, progress, doneAt } = to;
  const state = doneAt === null ? 'running' : 'done';
  await tx.update(jobs).set({ report, progress, state, finishedAt: doneAt }).where(eq(jobs.id, job));
}
