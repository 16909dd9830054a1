import { eq } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { nextStepOf, type StreamId, type StreamKind, type StreamState } from '#domain/stream';
import { type ChainFault, verifyChain } from './chain.ts';
import { eventsOf, factsIn, type StoredFact } from './queries/facts.ts';
import { foldFacts, type Stretch, stretchesOf, type Until } from './refold.ts';
import { duties, streams } from './schema/index.ts';
import { projectionOf } from './stream-row.ts';
import type { Transaction } from './transaction.ts';
import { changedDuties } from './duty-rows.ts';
import { writeRows } from './rows.ts';

/** The stored facts are not as they were written: nothing is rebuilt on them. */
export class ChainBroken extends Error {
  readonly stream: StreamId;
  readonly fault: ChainFault;
  constructor(stream: StreamId, fault: ChainFault) {
    super(`stream ${stream}: version ${fault.version} ${fault.fault}`);
    this.stream = stream;
    this.fault = fault;
  }
}

/** The state of a stream at a version or a past instant, folded from its stored facts; null when there is no such stream in reach. */
export async function stateAt(tx: Transaction, id: StreamId, until?: Until): Promise<StreamState | null> {
  const [row] = await tx.select({ kind: streams.kind }).from(streams).where(eq(streams.id, id));
  if (row === undefined) return null;
  return foldFacts(row.kind as StreamKind, await factsOf(tx, id), until);
}

async function factsOf(tx: Transaction, id: StreamId): Promise<readonly StoredFact[]> {
  return factsIn((await eventsOf(tx, [id])).get(id) ?? []);
}

/**
 * Writes anew what lists are drawn from: the columns of the stream folded from its state, and all its duties. Needs the rights of the role migrator.
 * Version and head of the chain are no projections: they are what the facts are measured by, and stay as they are.
 * Throws ChainBroken when the facts do not lead to that head.
 */
export async function rebuildStream(tx: Transaction, id: StreamId): Promise<StreamState> {
  const [row] = await tx.select().from(streams).where(eq(streams.id, id)).for('update');
  if (row === undefined) throw new Error('no such stream');
  const rows = (await eventsOf(tx, [id])).get(id) ?? [];
  const fault = verifyChain(id, rows, { version: row.version, hash: row.headHash });
  if (fault !== undefined) throw new ChainBroken(id, fault);
  const kind = row.kind as StreamKind;
  const stretches = stretchesOf(kind, factsIn(rows));
  const state = stretches.at(-1)?.after;
  if (state === undefined) throw new Error('a stream without facts');
  await rebuildDuties(tx, id, stretches);
  const { hospital: _hospital, ...projection } = projectionOf(kind, state);
  const { personVersion } = state;
  const lastAt = stretches.at(-1)?.at ?? row.lastAt;
  const columns = { ...projection, state, personVersion, lastAt, nextDueAt: nextStepOf(state) };
  await tx
    .update(streams)
    .set({ ...columns, closedAt: closedAtOf(stretches) })
    .where(eq(streams.id, id));
  return state;
}

/** When it closed: the first transaction of those at its end after which it was not open. */
function closedAtOf(stretches: readonly Stretch[]): Instant | null {
  const last = stretches.findLastIndex((stretch) => stretch.after.open);
  return stretches[last + 1]?.at ?? null;
}

/** Every duty as each transaction left it. Rows that the facts do not know are ended, not deleted: notices may hang on them. */
async function rebuildDuties(tx: Transaction, id: StreamId, stretches: readonly Stretch[]): Promise<void> {
  const made = new Map<number, typeof duties.$inferInsert>();
  for (const stretch of stretches)
    for (const row of changedDuties({ id, ...stretch, state: stretch.after }, stretch.at, stretch.actor))
      made.set(row.openedVersion, row);
  const there = await tx.select().from(duties).where(eq(duties.streamId, id));
  const last = stretches.at(-1)?.at ?? 0;
  const unknown = there
    .filter((row) => !made.has(row.openedVersion))
    .map((row) => ({ ...row, doneAt: row.doneAt ?? last, doneBy: row.doneBy ?? 'system' }));
  const rows = [...made.values(), ...unknown];
  await writeRows(tx, { owed: rows });
}
