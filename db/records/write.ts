import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { refuse } from '#domain/problem';
import type { Kind } from '#programme/kind';
import { canonical } from '#db/canonical';
import { GENESIS } from '#db/chain';
import { Refused } from '#db/decide-all';
import { type RecordStateCode, records, recordVersions } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { Place } from './place.ts';
import { type Prepared, rowColumns } from './prepare.ts';

export type RecordRow = typeof records.$inferSelect;

export interface By {
  readonly person: string;
  readonly at: Instant;
}

/** Writes a record that is new. Throws Refused `alreadyRecorded` with the code of the organisation that keeps it. */
export async function insertRecord(
  tx: Transaction,
  id: string,
  kind: Kind,
  place: Place,
  prepared: Prepared,
  stream: string | null,
  { person, at }: By,
): Promise<void> {
  await refuseTwice(tx, kind, prepared);
  await tx.insert(records).values(newRow(id, kind, place, prepared, stream, { person, at }));
  await insertVersion(tx, { id, version: 1, state: 'recorded', content: prepared.values, why: null }, { person, at });
}

/** The row of a record that is new. */
export function newRow(
  id: string,
  kind: Kind,
  place: Place,
  prepared: Prepared,
  stream: string | null,
  { person, at }: By,
): typeof records.$inferInsert {
  return {
    id,
    kind: kind.code,
    org: place.id,
    path: place.path,
    version: 1,
    state: 'recorded',
    shared: kind.shared,
    natural: prepared.natural,
    ...(rowColumns(prepared) as object),
    content: prepared.values,
    streamId: stream,
    recordedBy: person,
    recordedAt: at,
    changedAt: at,
  };
}

/** What a record that is written anew holds from then on; to be approved again. */
export function revisedRow(row: Pick<RecordRow, 'version'>, prepared: Prepared, stream: string | null, at: Instant) {
  return {
    ...(rowColumns(prepared) as object),
    natural: prepared.natural,
    content: prepared.values,
    version: row.version + 1,
    state: 'recorded' as const,
    streamId: stream,
    changedAt: at,
    approvedBy: null,
    approvedAt: null,
  };
}

/** Two that held something together record it once: the second is told whom to ask. */
async function refuseTwice(tx: Transaction, { code }: Kind, { natural }: Prepared): Promise<void> {
  const [row] = await tx.execute<{ holder: string | null }>(
    sql`select app.record_holder(${code}, ${natural}) as holder`,
  );
  if (row?.holder != null) throw new Refused(refuse('alreadyRecorded', { org: row.holder }));
}

/** The record's row, locked. Null: not there, or out of reach. */
export async function lockRecord(tx: Transaction, kind: string, id: string): Promise<RecordRow | null> {
  const [row] = await tx
    .select()
    .from(records)
    .where(and(eq(records.id, id), eq(records.kind, kind)))
    .for('update');
  return row ?? null;
}

/** Writes a record anew: the next version, to be approved again. */
export async function reviseRecord(
  tx: Transaction,
  row: RecordRow,
  kind: Kind,
  prepared: Prepared,
  stream: string | null,
  why: string,
  by: By,
): Promise<void> {
  if (!row.natural.equals(prepared.natural)) await refuseTwice(tx, kind, prepared);
  const revised = revisedRow(row, prepared, stream, by.at);
  await tx.update(records).set(revised).where(eq(records.id, row.id));
  const { version, state, content } = revised;
  await insertVersion(tx, { id: row.id, version, state, content, why }, by);
}

/** Approves or withdraws: the values stay, the state is a version of its own. */
export async function moveRecord(
  tx: Transaction,
  row: RecordRow,
  state: Exclude<RecordStateCode, 'recorded'>,
  why: string | null,
  by: By,
): Promise<void> {
  const version = row.version + 1;
  const approval = state === 'approved' ? { approvedBy: by.person, approvedAt: by.at } : {};
  await tx
    .update(records)
    .set({ version, state, changedAt: by.at, ...approval })
    .where(eq(records.id, row.id));
  await insertVersion(tx, { id: row.id, version, state, content: row.content, why }, by);
}

interface NewVersion {
  readonly id: string;
  readonly version: number;
  readonly state: RecordStateCode;
  readonly content: Prepared['values'];
  readonly why: string | null;
}

async function insertVersion(tx: Transaction, made: NewVersion, by: By): Promise<void> {
  const prev = made.version === 1 ? GENESIS : await headOf(tx, made.id, made.version - 1);
  await tx.insert(recordVersions).values(versionRow(made, prev, by));
}

/** A version's row, bound to the hash of the one before it. */
export function versionRow(made: NewVersion, prev: Buffer, { person, at }: By): typeof recordVersions.$inferInsert {
  const { id, version, state, content, why } = made;
  const bytes = versionBytes({ record: id, version, state, content, why, by: person, at, prev: prev.toString('hex') });
  const hash = createHash('sha256').update(bytes).digest();
  return { recordId: id, version, state, content, why, by: person, at, bytes, prev, hash };
}

/** What a version's hash binds. */
function versionBytes(version: object): Buffer {
  return Buffer.from(canonical({ suite: 1, ...version }), 'utf8');
}

async function headOf(tx: Transaction, id: string, version: number): Promise<Buffer> {
  const [row] = await tx
    .select({ hash: recordVersions.hash })
    .from(recordVersions)
    .where(and(eq(recordVersions.recordId, id), eq(recordVersions.version, version)));
  if (row === undefined) throw new Error('a record without its last version');
  return row.hash;
}
