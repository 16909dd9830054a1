import { and, asc, eq, gt } from 'drizzle-orm';
import type { StreamId } from '#domain/stream';
import { events, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** Where a stream stands and what happened to it after a version: what an act that came too late has not seen. */
export interface Changes {
  readonly stage: string | null;
  readonly version: number;
  readonly personVersion: number;
  readonly changed: readonly { readonly version: number; readonly type: string; readonly at: number }[];
}

const MOST = 50;

export async function changesAfter(tx: Transaction, id: StreamId, version: number): Promise<Changes | null> {
  const [row] = await tx
    .select({ stage: streams.stage, version: streams.version, personVersion: streams.personVersion })
    .from(streams)
    .where(eq(streams.id, id));
  if (row === undefined) return null;
  const changed = await tx
    .select({ version: events.version, type: events.type, at: events.at })
    .from(events)
    .where(and(eq(events.streamId, id), gt(events.version, version)))
    .orderBy(asc(events.version))
    .limit(MOST);
  return { ...row, changed };
}
