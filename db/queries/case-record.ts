import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import type { StreamId, StreamKind } from '#domain/stream';
import type { CaseRecord, Receipt } from '#db/proof';
import { acts, duties, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { eventsOf } from './facts.ts';

/** A case and every stream that serves it, as stored, with the answers that its acts were given; null when no such case is in reach. */
export async function caseRecord(tx: Transaction, caseId: StreamId): Promise<CaseRecord | null> {
  const rows = await tx
    .select()
    .from(streams)
    .where(or(and(eq(streams.id, caseId), eq(streams.kind, 'case')), eq(streams.caseId, caseId)))
    .orderBy(streams.id);
  if (!rows.some((row) => row.id === caseId)) return null;
  const ids = rows.map((row) => row.id);
  const events = await eventsOf(tx, ids);
  const live = await tx
    .select({ stream: duties.streamId, opened: duties.openedVersion, holder: duties.holder, dueAt: duties.dueAt })
    .from(duties)
    .where(and(inArray(duties.streamId, ids), isNull(duties.doneAt)));
  const answered = await tx.select({ outcome: acts.outcome }).from(acts).where(inArray(acts.streamId, ids));
  return {
    caseId,
    receipts: answered.flatMap(({ outcome }) => receiptIn(outcome)),
    streams: rows.map((row) => ({
      id: row.id,
      kind: row.kind as StreamKind,
      version: row.version,
      head: row.headHash,
      state: row.state,
      stage: row.stage,
      level: row.level,
      open: row.closedAt === null,
      nextDueAt: row.nextDueAt,
      events: events.get(row.id) ?? [],
      duties: live.flatMap(({ stream, opened, ...duty }) =>
        stream === row.id ? [{ id: String(opened), ...duty }] : [],
      ),
    })),
  };
}

function receiptIn(outcome: unknown): readonly Receipt[] {
  if (typeof outcome !== 'object' || outcome === null || Reflect.get(outcome, 'status') !== 'recorded') return [];
  const { stream, version, head } = outcome as Receipt;
  return [{ stream, version, head }];
}
