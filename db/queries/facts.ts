import { asc, inArray } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { StreamId } from '#domain/stream';
import { type ChainRow, unlink } from '#db/chain';
import { events } from '#db/schema/index';
import type { AnyFact } from '#db/streams';
import type { Transaction } from '#db/transaction';

/** A fact as it was bound into the chain: everything here is read from the hashed bytes but `act`, which stands beside them. */
export interface StoredFact {
  readonly stream: StreamId;
  readonly version: number;
  /** Key of the act that made it; null when nobody asked. */
  readonly act: string | null;
  /** Person's uuid, or what stands for one: clock, system, student:<id>. */
  readonly actor: string;
  readonly at: Instant;
  readonly policy: number;
  readonly fact: AnyFact;
}

/** A stored row with the key of its act. */
export interface EventRow extends ChainRow {
  readonly act: string | null;
}

/** The stored rows of some streams in order of version. A stream without rows has an empty list. */
export async function eventsOf(
  tx: Transaction,
  ids: readonly StreamId[],
): Promise<ReadonlyMap<StreamId, readonly EventRow[]>> {
  const found = new Map<StreamId, EventRow[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return found;
  const rows = await tx
    .select()
    .from(events)
    .where(inArray(events.streamId, [...ids]))
    .orderBy(asc(events.streamId), asc(events.version));
  for (const { streamId, ...row } of rows) found.get(streamId)?.push(row);
  return found;
}

/** The facts in stored rows. Throws TypeError when the bytes of one are no fact of this suite. */
export function factsIn(rows: readonly EventRow[]): readonly StoredFact[] {
  return rows.map(({ bytes, act }) => {
    const { stream, version, actor, at, policy, fact } = unlink(bytes);
    // Facts were decided by the stream's own rules before they were bound.
    return { stream, version, act, actor, at, policy, fact: fact as AnyFact };
  });
}
