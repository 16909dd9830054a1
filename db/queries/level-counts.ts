import { and, count, eq, isNull } from 'drizzle-orm';
import { streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { type StreamFilter, streamConditions } from './stream-list.ts';

/** Open cases that a filter finds, by level. */
export async function levelCounts(tx: Transaction, filter: StreamFilter): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .select({ level: streams.level, n: count() })
    .from(streams)
    .where(and(...streamConditions(filter), eq(streams.kind, 'case'), isNull(streams.closedAt)))
    .groupBy(streams.level);
  return new Map(rows.map(({ level, n }) => [level ?? '', n]));
}
