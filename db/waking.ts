import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { StreamKind } from '#domain/stream';
import { instantToText } from './schema/columns.ts';
import { notices, streams } from './schema/index.ts';
import type { Transaction } from './transaction.ts';
import { uuids } from './uuids.ts';

/** A stream whose workflow is to be told something. */
export interface Sleeper {
  readonly id: string;
  readonly kind: StreamKind;
  readonly version: number;
  readonly dueAt: Instant | null;
}

const SLEEPER = { id: streams.id, kind: streams.kind, version: streams.version, dueAt: streams.nextDueAt };
const sleepers = (rows: readonly (Omit<Sleeper, 'kind'> & { kind: string })[]) =>
  rows.map((row) => ({ ...row, kind: row.kind as StreamKind }));

/**
 * Streams whose workflow has not heard of their last version, most urgent first; closed ones last. Records whose next date lies at or after `near` are let
 * rest: a certificate of five years needs no workflow that waits for it.
 */
export async function unwokenStreams(tx: Transaction, most: number, near: Instant): Promise<readonly Sleeper[]> {
  const resting = sql`${streams.kind} = 'record' and ${streams.nextDueAt} >= ${instantToText(near)}`;
  const unwoken = sql`${streams.woken} < ${streams.version} and (${resting}) is not true`;
  return sleepers(await tx.select(SLEEPER).from(streams).where(unwoken).orderBy(asc(streams.nextDueAt)).limit(most));
}

/**
 * Open streams whose next step lies before `dueBefore` and that were not pushed since `pushedBefore` (machine time), most urgent first; those already pushed
 * for this step come after all others: after a great loss the first thousand must not keep the rest from ever being reached.
 */
export async function lateStreams(
  tx: Transaction,
  dueBefore: Instant,
  pushedBefore: Instant,
  most: number,
): Promise<readonly Sleeper[]> {
  const rows = await tx
    .select(SLEEPER)
    .from(streams)
    .where(
      and(
        isNull(streams.closedAt),
        lt(streams.nextDueAt, dueBefore),
        or(isNull(streams.rewokenAt), lt(streams.rewokenAt, pushedBefore)),
      ),
    )
    .orderBy(sql`(${streams.rewokenAt} >= ${streams.nextDueAt}) is true`, asc(streams.nextDueAt))
    .limit(most);
  return sleepers(rows);
}

/**
 * Their workflows were told of these versions. Never goes back, so two relays at once do no harm. A row on which somebody acts at this moment is not waited
 * for: it moves, and is told again.
 */
export async function markWoken(tx: Transaction, told: readonly Pick<Sleeper, 'id' | 'version'>[]): Promise<void> {
  const ids = uuids(told.map(({ id }) => id));
  const versions = sql`${`{${told.map(({ version }) => version).join(',')}}`}::int[]`;
  await tx.execute(sql`with free as (select id from ${streams} where id = any(${ids}) order by id for no key update skip locked)
    update ${streams} s set woken = greatest(s.woken, said.version) from free, unnest(${ids}, ${versions}) said (id, version)
      where s.id = free.id and said.id = free.id`);
}

/** Its workflow has ended until its date comes near; unless it has moved since this version. */
export async function markResting(tx: Transaction, id: string, version: number): Promise<void> {
  await tx
    .update(streams)
    .set({ woken: 0 })
    .where(and(eq(streams.id, id), eq(streams.version, version)));
}

/** They were pushed at this instant of machine time; a row on which somebody acts is left out, as above. */
export async function markRewoken(tx: Transaction, pushed: readonly string[], at: Instant): Promise<void> {
  const ids = uuids(pushed);
  await tx.execute(sql`with free as (select id from ${streams} where id = any(${ids}) order by id for no key update skip locked)
    update ${streams} s set rewoken_at = ${instantToText(at)} from free where s.id = free.id`);
}

/** One person's notice about one step of a duty, over all its channels. */
export interface LateNotice {
  readonly stream: string;
  /** Version of the fact that opened the duty. */
  readonly opened: number;
  readonly step: number;
  readonly person: string;
  readonly tryAt: Instant | null;
}

/** Unsettled notices that should have been tried before `before`, longest waiting first. */
export async function lateNotices(tx: Transaction, before: Instant, most: number): Promise<readonly LateNotice[]> {
  return tx
    .selectDistinct({
      stream: notices.streamId,
      opened: notices.openedVersion,
      step: notices.step,
      person: notices.person,
      tryAt: notices.nextTryAt,
    })
    .from(notices)
    .where(and(eq(notices.settled, false), lt(notices.nextTryAt, before)))
    .orderBy(asc(notices.nextTryAt))
    .limit(most);
}
