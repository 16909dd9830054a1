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
import { pages } from './pages.ts';
import { dutyStatements, noticesFor, noticeStatements } from './write-duties.ts';

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
  readonly texts: readonly SealedText[];
  readonly hospitalId: (code: string) => Promise<string | null>;
}

/** Postgres takes at most 65,535 parameters a statement; the widest of our rows has 22. */
const ROWS_A_STATEMENT = 2_000;

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
  const fresh = await Promise.all(changed.filter((one) => one.row === null).map((one) => identityOf(one, writing)));
  const people = await noticesFor(tx, changed, writing.at);
  const heads = new Map(written.map(({ id, head }) => [id, head]));
  const facts = chained.flatMap(({ rows }) => rows);
  // Sent one after another without waiting for answers: the round trips of an act are what it costs.
  await Promise.all([
    ...streamStatements(tx, changed, fresh, heads, writing),
    ...pages(facts, ROWS_A_STATEMENT).map((page) => tx.insert(events).values(page)),
    ...textStatements(tx, changed, writing),
    ...dutyStatements(tx, changed, writing.at, writing.actorId),
    ...noticeStatements(tx, people),
  ]);
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
      act: held.keys[index] ?? null,
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

type StreamIdentity = Awaited<ReturnType<typeof identityOf>>;

/** New streams in one statement, the case before what serves it: composite keys point at it. Streams that were there: one update each. */
function streamStatements(
  tx: Transaction,
  held: readonly Held[],
  fresh: readonly StreamIdentity[],
  heads: ReadonlyMap<StreamId, Buffer>,
  writing: Writing,
): readonly PromiseLike<unknown>[] {
  const columns = new Map(held.map((one) => [one.id, columnsOf(one, heads, writing)]));
  const rows = fresh
    .toSorted((a, b) => Number(b.kind === 'case') - Number(a.kind === 'case'))
    .flatMap((identity) => {
      const own = columns.get(identity.id);
      return own === undefined ? [] : [{ ...identity, ...own }];
    });
  const known = held.filter((one) => one.row !== null);
  return [
    ...pages(rows, ROWS_A_STATEMENT).map((page) => tx.insert(streams).values(page)),
    ...known.map((one) =>
      tx
        .update(streams)
        .set(columnsOf(one, heads, writing))
        .where(eq(streams.id, one.id)),
    ),
  ];
}

/** What changes with every act. */
function columnsOf(held: Held, heads: ReadonlyMap<StreamId, Buffer>, writing: Writing) {
  const { state } = held;
  const { hospital: _hospital, ...projection } = projectionOf(held.kind, state);
  return {
    ...projection,
    version: state.version,
    headHash: heads.get(held.id) ?? GENESIS,
    state,
    personVersion: state.personVersion,
    lastAt: writing.at,
    nextDueAt: nextStepOf(state),
    closedAt: state.open ? null : (held.row?.closedAt ?? writing.at),
  };
}

/** What a stream is born with. */
async function identityOf(held: Held, writing: Writing) {
  const { hospital } = projectionOf(held.kind, held.state);
  return {
    id: held.id,
    kind: held.kind,
    studentId: held.home.studentId,
    caseId: held.caseId,
    homeOrg: held.home.org,
    homePath: held.home.path,
    otherOrg: hospital === null ? null : await writing.hospitalId(hospital),
    policyVersion: held.policyVersion,
  };
}

/** A text belongs to the stream whose facts name it last: what a hospital may read is what its own referral names. */
function textStatements(
  tx: Transaction,
  held: readonly Held[],
  { texts, at }: Writing,
): readonly PromiseLike<unknown>[] {
  const rows = texts.flatMap(({ id, studentId, ciphertext, keyVersion }) => {
    const owner = held.findLast((one) => one.facts.some((fact) => names(fact, id)));
    if (owner === undefined) return [];
    const place = { ownerTable: 'streams', ownerColumn: 'text', ownerId: owner.id };
    return [{ id, studentId, ...place, ciphertext, keyVersion, createdAt: at }];
  });
  return rows.length > 0 ? [tx.insert(vault).values(rows)] : [];
}

function names(fact: AnyFact, text: StreamId): boolean {
  return JSON.stringify(fact).includes(text);
}
