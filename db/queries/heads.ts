import { asc, inArray } from 'drizzle-orm';
import type { StreamId } from '#domain/stream';
import { streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** Version and hex hash of the last fact of each stream in reach. */
export async function headsOf(tx: Transaction, ids: readonly StreamId[]) {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ stream: streams.id, kind: streams.kind, version: streams.version, head: streams.headHash })
    .from(streams)
    .where(inArray(streams.id, [...ids]))
    .orderBy(asc(streams.id));
  return rows.map(({ head, ...row }) => ({ ...row, head: head.toString('hex') }));
}
