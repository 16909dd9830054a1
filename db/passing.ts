import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { type PersonId, peopleAt, type Post, POSTS } from '#domain/role';
import { PASSING, type PassingReport } from './change-tree.ts';
import { rosterAt } from './queries/roster.ts';
import { duties, jobs, streams } from './schema/index.ts';
import type { Transaction } from './transaction.ts';
import { uuids } from './uuids.ts';

/** A merger whose open duties have still to pass. */
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

/** The oldest merger that is not done; null = none. */
export async function nextPassing(tx: Transaction): Promise<Passing | null> {
  const [row] = await tx
    .select({ job: jobs.id, path: jobs.homePath, report: jobs.report, progress: jobs.progress })
    .from(jobs)
    .where(and(eq(jobs.kind, PASSING), inArray(jobs.state, ['waiting', 'running'])))
    .orderBy(asc(jobs.createdAt))
    .limit(1);
  // Written by changeTree and passedOn alone.
  return row === undefined ? null : { ...row, report: row.report as PassingReport };
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
  for (const { id, path: place, owner, holders } of rows) {
    const posts = await rosterAt(tx, place, null, at);
    const there = new Set(Object.values(posts).flat());
    const hands = gone
      .filter(({ person }) => (person === owner || holders.includes(person)) && !there.has(person))
      .flatMap(({ person, post }) => {
        const to = peopleAt(posts, postOf(post), [person])[0];
        return to === undefined ? [] : [{ from: person, to }];
      });
    found.push({ id, hands });
  }
  return found;
}

/** Somebody without a post is followed by the head. */
function postOf(post: string | null): Post {
  return POSTS.find((one) => one === post) ?? 'head';
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
