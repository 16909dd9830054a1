import { randomUUID } from 'node:crypto';
import { desc, eq, sql } from 'drizzle-orm';
import type { Clock } from '#domain/clock';
import { type Day, dayOf, type Instant } from '#domain/instant';
import type { Refusal } from '#domain/problem';
import { judgeTreeChange, type TreeChange, type TreePlace } from '#programme/tree-change';
import { NotFound } from './commit.ts';
import { once, type OnceAsked } from './once.ts';
import type { Kept } from './outcome.ts';
import { jobs, organisationChanges, organisations } from './schema/index.ts';
import { instantToText } from './schema/columns.ts';
import type { Context, Database, Transaction } from './transaction.ts';
import { uuids } from './uuids.ts';

/** What its keeper asks of the tree. */
export interface TreeWish {
  readonly act: TreeChange['act'];
  readonly org: string;
  /** Public code of the place that it hangs under from then on, or goes into. */
  readonly to: string;
  readonly day: Day;
  readonly why: string;
  /** Staff of what ends who go on at the other, in the same roles. Everybody else's appointments there end. */
  readonly keep: readonly string[];
}

/** Somebody whose appointment ended with the organisation, and the post they had. */
interface Gone {
  readonly person: string;
  readonly post: string | null;
}

/** What is left to do after a merger, in `jobs.report`. */
export interface PassingReport {
  readonly change: string;
  readonly gone: readonly Gone[];
  /** Numbers of pupils that got the code of the old school before them. */
  readonly renumbered: number;
  /** Last stream that was dealt with; null = none yet. */
  readonly after: string | null;
  /** Streams of this round that could not be dealt with and come again. */
  readonly failed: number;
  /** Place below which it holds; left out = the job's own. */
  readonly under?: string;
  /** Not before this instant; left out = at once. */
  readonly from?: Instant;
}

export const PASSING = 'organisationChange';
/** The same after somebody's appointment ended. */
export const LEFT = 'staffLeft';

/**
 * Changes the tree, keeps it in the history, and begins the job that passes duties on, in one transaction under the wish's key. Acts on what moves end
 * first or wait. Throws NotFound, KeyReused and what the database's door throws (`timeout`, `deadlock`: ask again with the same key).
 */
export function changeTree(
  db: Database,
  clock: Clock,
  context: Context,
  wish: TreeWish,
  asked: Omit<OnceAsked, 'act'>,
): Promise<Kept | Refusal> {
  return once(
    db,
    clock,
    context,
    { act: wish.act === 'moved' ? 'moveOrganisation' : 'mergeOrganisation', ...asked },
    (tx, at) => change(tx, wish, at, asked.actor.person ?? ''),
  );
}

async function change(tx: Transaction, wish: TreeWish, at: Instant, person: string): Promise<string | Refusal> {
  // Acts of people wait behind this: rather not today than for long.
  await tx.execute(sql`set local lock_timeout = '5s'`);
  const { act, day, why, keep } = wish;
  const [place, other] = [
    await placeAt(tx, eq(organisations.id, wish.org)),
    await placeAt(tx, eq(organisations.code, wish.to)),
  ];
  const lastChange = await lastChangeOf(tx, place.id);
  const refused = judgeTreeChange({ act, day, place, other, lastChange, today: dayOf(at) });
  if (refused !== null) return refused;
  const id = randomUUID();
  const now = instantToText(at);
  if (act === 'moved') {
    await tx.execute(sql`select app.move_organisation(${id}, ${place.id}, ${other.id}, ${day}, ${why}, ${now})`);
    return id;
  }
  const [row] = await tx.execute<{ done: Pick<PassingReport, 'gone' | 'renumbered'> }>(
    sql`select app.merge_organisation(${id}, ${place.id}, ${other.id}, ${day}, ${why}, ${uuids(keep)}, ${now}) as done`,
  );
  if (row === undefined) throw new Error('a merger that answers nothing');
  const report: PassingReport = { change: id, ...row.done, after: null, failed: 0 };
  const made = { id: randomUUID(), kind: PASSING, org: other.id, homePath: other.path, state: 'waiting', report };
  await tx.insert(jobs).values({ ...made, createdBy: person, createdAt: at });
  return id;
}

async function placeAt(tx: Transaction, where: ReturnType<typeof eq>): Promise<TreePlace> {
  const [row] = await tx.select().from(organisations).where(where);
  if (row === undefined) throw new NotFound();
  const { id, kind, path, parentId, validFrom, validTo } = row;
  return { id, kind, path, parent: parentId, since: dayOf(validFrom), closed: validTo !== null };
}

async function lastChangeOf(tx: Transaction, org: string): Promise<Day | null> {
  const { day } = organisationChanges;
  const [row] = await tx
    .select({ day })
    .from(organisationChanges)
    .where(eq(organisationChanges.org, org))
    .orderBy(desc(day))
    .limit(1);
  return row?.day ?? null;
}
