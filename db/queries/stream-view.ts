import { and, asc, eq, isNull } from 'drizzle-orm';
import { type Clock, clockOf } from '#domain/policy';
import type { StreamId } from '#domain/stream';
import { duties, notices, streams } from '#db/schema/index';
import type { StreamRow } from '#db/stream-row';
import type { Transaction } from '#db/transaction';
import { policyOf } from './policy.ts';

export type DutyRow = typeof duties.$inferSelect;
export type NoticeRow = typeof notices.$inferSelect;

/** A live duty with what was said about it. */
export interface DutyView {
  readonly row: DutyRow;
  readonly notices: readonly NoticeRow[];
  readonly clock: Clock;
}

/** A stream as its workflow looks at it: row, live duties in the order in which they were opened, their notices. */
export interface StreamView {
  readonly row: StreamRow;
  readonly duties: readonly DutyView[];
}

/** Null: there is no such stream (a database set back to before its beginning). */
export async function streamView(tx: Transaction, id: StreamId): Promise<StreamView | null> {
  const [row] = await tx.select().from(streams).where(eq(streams.id, id));
  if (row === undefined) return null;
  const live = and(eq(duties.streamId, id), isNull(duties.doneAt));
  const rows = await tx.select().from(duties).where(live).orderBy(asc(duties.openedVersion), asc(duties.n));
  const said = await tx
    .select({ notice: notices })
    .from(notices)
    .innerJoin(
      duties,
      and(
        eq(duties.streamId, notices.streamId),
        eq(duties.openedVersion, notices.openedVersion),
        eq(duties.n, notices.n),
      ),
    )
    .where(live);
  const policy = await policyOf(tx, row.policyVersion);
  return {
    row,
    duties: rows.map((duty) => ({
      row: duty,
      notices: said.flatMap(({ notice }) =>
        notice.openedVersion === duty.openedVersion && notice.n === duty.n ? [notice] : [],
      ),
      clock: clockOf(policy, duty.clock),
    })),
  };
}
