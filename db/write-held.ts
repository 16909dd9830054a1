import { eq } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { nextStepOf, type StreamId } from '#domain/stream';
import { GENESIS, link } from './chain.ts';
import type { Written } from './outcome.ts';
import { events, streams, vault } from './schema/index.ts';
import { projectionOf } from './stream-row.ts';
import type { AnyFact } from './streams.ts';
import type { Transaction } from './transaction.ts';
import type { Held } from './working-set.ts';
import { writeDuties } from './write-duties.ts';

/** A text sealed before the transaction; its id and commitment stand in the facts. */
export interface SealedText {
  readonly id: string;
  readonly studentId: string;
  readonly ciphertext: Buffer;
  readonly keyVersion: number;
}

export interface Writing {
  readonly at: Instant;
  readonly actorId: string;
  readonly actKey: string;
  readonly texts: readonly SealedText[];
  readonly hospitalId: (code: string) => Promise<string | null>;
}

type EventRow = typeof events.$inferInsert;

/** Writes every stream that gained facts: new streams first, then facts, duties and notices, a statement a table. */
export async function writeHeld(tx: Transaction, held: readonly Held[], writing: Writing): Promise<readonly Written[]> {
  const changed = held.filter((one) => one.facts.length > 0);
  if (changed.length === 0) return [];
  const chained = changed.map((one) => ({ one, rows: chain(one, writing) }));
  const written = chained.map(({ one, rows }) => ({
    id: one.id,
    kind: one.kind,
    version: one.state.version,
    head: headOf(one, rows),
  }));
  // The case is written before what serves it: composite keys point at it.
  for (const { one, rows } of [...chained].sort(
    (a, b) => Number(b.one.kind === 'case') - Number(a.one.kind === 'case'),
  ))
    await writeStream(tx, one, headOf(one, rows), writing);
  await tx.insert(events).values(chained.flatMap(({ rows }) => rows));
  await writeTexts(tx, changed, writing);
  await writeDuties(tx, changed, writing.at, writing.actorId);
  return written;
}

function headOf(held: Held, rows: readonly EventRow[]): Buffer {
  return rows.at(-1)?.hash ?? held.row?.headHash ?? GENESIS;
}

function chain(held: Held, writing: Writing): readonly EventRow[] {
  let prev: Buffer = held.row?.headHash ?? GENESIS;
  return held.facts.map((fact, index) => {
    const version = held.before.version + index + 1;
    const linked = link(prev, {
      stream: held.id,
      kind: held.kind,
      version,
      type: fact.type,
      at: writing.at,
      actor: writing.actorId,
      policy: held.policyVersion,
      fact,
    });
    const row = {
      streamId: held.id,
      version,
      act: writing.actKey,
      actor: writing.actorId,
      type: fact.type,
      at: writing.at,
      bytes: linked.bytes,
      prev,
      hash: linked.hash,
    };
    prev = linked.hash;
    return row;
  });
}

async function writeStream(tx: Transaction, held: Held, head: Buffer, writing: Writing): Promise<void> {
  const { state } = held;
  const { hospital, ...projection } = projectionOf(held.kind, state);
  const nextDueAt = nextStepOf(state);
  const common = {
    ...projection,
    version: state.version,
    headHash: head,
    state,
    personVersion: state.personVersion,
    lastAt: writing.at,
    nextDueAt,
    closedAt: state.open ? null : (held.row?.closedAt ?? writing.at),
  };
  if (held.row !== null) {
    await tx.update(streams).set(common).where(eq(streams.id, held.id));
    return;
  }
  const otherOrg = hospital === null ? null : await writing.hospitalId(hospital);
  await tx.insert(streams).values({
    ...common,
    id: held.id,
    kind: held.kind,
    studentId: held.home.studentId,
    caseId: held.caseId,
    homeOrg: held.home.org,
    homePath: held.home.path,
    otherOrg,
    policyVersion: held.policyVersion,
  });
}

/** A text belongs to the stream whose facts name it last: what a hospital may read is what its own referral names. */
async function writeTexts(tx: Transaction, held: readonly Held[], { texts, at }: Writing): Promise<void> {
  const rows = texts.flatMap(({ id, studentId, ciphertext, keyVersion }) => {
    const owner = held.filter((one) => one.facts.some((fact) => names(fact, id))).at(-1);
    if (owner === undefined) return [];
    return [
      {
        id,
        studentId,
        ownerTable: 'streams',
        ownerColumn: 'text',
        ownerId: owner.id,
        ciphertext,
        keyVersion,
        createdAt: at,
      },
    ];
  });
  if (rows.length > 0) await tx.insert(vault).values(rows);
}

function names(fact: AnyFact, text: StreamId): boolean {
  return JSON.stringify(fact).includes(text);
}
