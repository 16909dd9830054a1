import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Day } from '#domain/instant';
import { type Discharge, dischargeBy } from '#programme/discharge';
import type { Kind } from '#programme/kind';
import { records, streams } from '#db/schema/index';
import type { AnyCommand } from '#db/streams';
import type { Transaction } from '#db/transaction';
import { uuids } from '#db/uuids';
import type { Prepared } from './prepare.ts';

/** An act on the life of another record that a record brings with it. */
export interface Discharging {
  readonly stream: string;
  readonly command: AnyCommand;
}

/** What new records of a kind discharge in the lives of those that they are about: for each the last one by its day. */
export async function dischargesOf(
  tx: Transaction,
  kind: Kind,
  made: readonly Pick<Prepared, 'values' | 'columns'>[],
  today: Day,
): Promise<readonly Discharging[]> {
  if (kind.code !== 'facilityCheck') return [];
  if (made.length === 0) return [];
  const subjects = made.flatMap(({ columns: { subject } }) => (typeof subject === 'string' ? [subject] : []));
  const lives = await openLives(tx, subjects);
  const last = new Map<string, Discharge>();
  for (const { values, columns } of made) {
    const life = lives.get(String(columns.subject));
    const found = life === undefined ? null : dischargeBy(kind, values, life.content, today);
    if (life === undefined || found === null) continue;
    if (found.day >= (last.get(life.stream)?.day ?? '')) last.set(life.stream, found);
  }
  return [...last].map(([stream, found]) => ({ stream, command: { act: 'observe', ...found } as AnyCommand }));
}

async function openLives(tx: Transaction, ids: readonly string[]) {
  const rows = await tx
    .select({ id: records.id, content: records.content, stream: streams.id })
    .from(records)
    .innerJoin(streams, and(eq(streams.id, records.streamId), isNull(streams.closedAt)))
    .where(sql`${records.id} = any(${uuids([...new Set(ids)])})`);
  return new Map(rows.map((row) => [row.id, row]));
}
