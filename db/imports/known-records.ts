import { and, eq, ne, sql } from 'drizzle-orm';
import { type Kind, NO_FAULTS } from '#programme/kind';
import { readValues } from '#programme/read-values';
import { inBreaths } from '#db/breath';
import type { Place } from '#db/records/place';
import { naturalKey } from '#db/records/prepare';
import { records, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** A record as it stands, as far as a file can change it. */
export interface KnownRecord {
  readonly id: string;
  readonly org: string;
  readonly version: number;
  readonly content: typeof records.$inferSelect.content;
  readonly stream: string | null;
  /** Its life goes on. */
  readonly lives: boolean;
}

/** What tells each row's record from others, by the row's number; rows that do not say it have none. */
export async function keysOf(
  kind: Kind,
  rows: readonly { readonly row: number; readonly place: Place; readonly raw: Readonly<Record<string, unknown>> }[],
): Promise<ReadonlyMap<number, Buffer>> {
  const fields = Object.fromEntries(Object.entries(kind.fields).filter(([name]) => kind.natural.includes(name)));
  const bare: Kind = { ...kind, fields, check: NO_FAULTS };
  const keys = new Map<number, Buffer>();
  await inBreaths(rows, ({ row, place, raw }) => {
    const said = Object.fromEntries(kind.natural.map((name) => [name, raw[name]]));
    const read = readValues(bare, said, { today: '' });
    if ('values' in read) keys.set(row, naturalKey(kind, place.id, read.values));
  });
  return keys;
}

/** What has been recorded under these keys, by key in hex. `record` is null where another organisation keeps it, out of sight. */
export async function knownBy(
  tx: Transaction,
  kind: Kind,
  keys: readonly Buffer[],
): Promise<ReadonlyMap<string, { readonly record: KnownRecord | null }>> {
  if (keys.length === 0) return new Map();
  const asked = sql`${`{${keys.map((key) => `"\\\\x${key.toString('hex')}"`).join(',')}}`}::bytea[]`;
  const held = await tx.execute<{ key: string }>(
    sql`select encode(key, 'hex') as key from unnest(${asked}) as key where app.record_holder(${kind.code}, key) is not null`,
  );
  const found = new Map<string, { record: KnownRecord | null }>(held.map(({ key }) => [key, { record: null }]));
  const rows = await tx
    .select({
      id: records.id,
      org: records.org,
      version: records.version,
      content: records.content,
      stream: records.streamId,
      natural: records.natural,
      open: sql<boolean>`${streams.id} is not null and ${streams.closedAt} is null`,
    })
    .from(records)
    .leftJoin(streams, eq(streams.id, records.streamId))
    .where(and(eq(records.kind, kind.code), ne(records.state, 'withdrawn'), sql`${records.natural} = any(${asked})`))
    .for('update', { of: records });
  for (const { natural, open, ...row } of rows) found.set(natural.toString('hex'), { record: { ...row, lives: open } });
  return found;
}
