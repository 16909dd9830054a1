import type { Instant } from '#domain/instant';
import type { Actor } from '#domain/role';
import type { StreamId } from '#domain/stream';
import { decideAll } from './decide-all.ts';
import { rowsOfHeld } from './held-rows.ts';
import { writeRows } from './rows.ts';
import { openRuleBook } from './rule-book.ts';
import type { AnyCommand } from './streams.ts';
import type { Transaction } from './transaction.ts';
import { begin, type Held, hold, lockStreams, openRows } from './working-set.ts';

/** What becomes of the life of one record out of many that come in one file. */
export type LifeWish = { readonly stream: StreamId; readonly command: AnyCommand } & (
  | { readonly begins: true; readonly org: string; readonly path: string }
  | { readonly begins: false }
);

export interface Lives {
  readonly actor: Actor;
  readonly actorId: string;
  /** The act of the whole file, under which every fact stands. */
  readonly actKey: string;
  readonly at: Instant;
  readonly wishes: readonly LifeWish[];
}

/**
 * commit() for the lives of a file's records, inside the transaction that writes the records: the same rules for each, streams that were there locked in
 * id order, one statement a table. Throws Refused when the rules refuse any: then nothing of the file stands.
 */
export async function commitLives(tx: Transaction, { actor, actorId, actKey, at, wishes }: Lives): Promise<void> {
  if (wishes.length === 0) return;
  const there = wishes.filter(({ begins }) => !begins).map(({ stream }) => stream);
  await openRows(
    tx,
    null,
    wishes.map(({ stream }) => stream),
  );
  const locked = await lockStreams(tx, there);
  const book = openRuleBook(tx, [], at);
  const policy = await book.policyInForce();
  const held = new Map<StreamId, Held>(locked.map((row) => [row.id, hold(row, row.homePath)]));
  for (const wish of wishes) {
    if (!wish.begins) continue;
    const { stream, org, path } = wish;
    held.set(stream, begin(stream, 'record', { studentId: null, org, path, near: path }, null, policy));
  }
  const when = Math.max(at, ...locked.map(({ lastAt }) => lastAt));
  for (const { stream, command } of wishes) {
    const target = held.get(stream);
    if (target === undefined) throw new Error('the life of a record is not there');
    await decideAll(tx, book, held, target, command, { at: when, actor, actKey });
  }
  const writing = { at: when, actorId, texts: [], hospitalId: book.hospitalId };
  const { rows } = await rowsOfHeld(tx, [...held.values()], writing);
  await writeRows(tx, rows);
}
