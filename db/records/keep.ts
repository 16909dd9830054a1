import type { Clock } from '#domain/clock';
import { dayOf, type Instant } from '#domain/instant';
import { type Refusal, refuse } from '#domain/problem';
import type { Actor } from '#domain/role';
import type { Kind } from '#programme/kind';
import { judgedAnew, owesAnew } from '#programme/record-rewriting';
import { commit, NotFound } from '#db/commit';
import { mintId, Refused } from '#db/decide-all';
import { once } from '#db/once';
import type { Kept, Outcome } from '#db/outcome';
import { streams } from '#db/schema/index';
import type { AnyCommand } from '#db/streams';
import type { Context, Database, Transaction } from '#db/transaction';
import { eq } from 'drizzle-orm';
import { dischargesOf } from './discharge.ts';
import { type Place, placeById } from './place.ts';
import { type Prepared, prepareRecord } from './prepare.ts';
import { insertRecord, lockRecord, moveRecord, type RecordRow, reviseRecord } from './write.ts';

/** Who keeps a record, and under which key. */
export interface Keeping {
  readonly actor: Actor & { readonly person: string };
  readonly actKey: string;
  readonly digest: Buffer;
  readonly request?: string;
}

/** The doors that every keeping goes through. */
export interface Desk {
  readonly db: Database;
  readonly clock: Clock;
  readonly context: Context;
}

export type Answer = Kept | Outcome | Refusal;

/** The id that a new record gets: the same wish makes the same record. */
export function newRecordId(kind: Kind, place: Place, { actor, actKey }: Keeping): string {
  return mintId(place.id, `${actor.person}/${kind.code}/${actKey}`, 0);
}

/**
 * Keeps a new record. Where something is owed because of it, its life begins in the same transaction. Throws ValuesRefused, NotFound and KeyReused;
 * returns a refusal that wrote nothing.
 */
export async function keepRecord(
  desk: Desk,
  kind: Kind,
  place: Place,
  raw: unknown,
  keeping: Keeping,
): Promise<Answer> {
  const id = newRecordId(kind, place, keeping);
  const person = keeping.actor.person;
  const prepare = (tx: Transaction, at: Instant) => prepareRecord(tx, { kind, place, raw, at });
  const at = await desk.clock.now();
  const { owed, discharge } = await desk.db.transaction(desk.context, async (tx) => {
    const prepared = await prepare(tx, at);
    return { owed: prepared.dues.length > 0, discharge: (await dischargesOf(tx, kind, [prepared], dayOf(at)))[0] };
  });
  if (discharge !== undefined) {
    return commit(desk.db, desk.clock, desk.context, {
      target: { stream: discharge.stream },
      ...keeping,
      command: discharge.command,
      beside: async (tx, { at: now }) =>
        insertRecord(tx, id, kind, place, await prepare(tx, now), null, { person, at: now }),
    });
  }
  if (!owed) {
    return kept(desk, 'keepRecord', keeping, async (tx, now) => {
      await insertRecord(tx, id, kind, place, await prepare(tx, now), null, { person, at: now });
      return id;
    });
  }
  return beginLife(desk, kind, place, id, keeping, prepare, (tx, prepared, stream, now) =>
    insertRecord(tx, id, kind, place, prepared, stream, { person, at: now }),
  );
}

/** Begins the life of a record and writes the record with it. */
async function beginLife(
  { db, clock, context }: Desk,
  kind: Kind,
  place: Place,
  record: string,
  keeping: Keeping,
  prepare: (tx: Transaction, at: Instant) => Promise<Prepared>,
  write: (tx: Transaction, prepared: Prepared, stream: string, at: Instant) => Promise<void>,
): Promise<Outcome> {
  const stream = mintId(record, keeping.actKey, 1);
  let prepared: Prepared | undefined;
  return commit(db, clock, context, {
    target: { start: stream, kind: 'record', org: place.id, path: place.path },
    ...keeping,
    command: { act: 'begin' },
    complete: async (tx, command, at) => {
      prepared = await prepare(tx, at);
      return { ...command, life: kind.life, record, dues: prepared.dues } as AnyCommand;
    },
    beside: async (tx, { at }) => {
      if (prepared !== undefined) await write(tx, prepared, stream, at);
    },
  });
}

interface Revising {
  readonly raw: unknown;
  /** The version that its author has seen. */
  readonly against: number;
  readonly why: string;
}

/** Writes a record anew, with its reason; what it owes moves with its dates. */
export async function changeRecord(
  desk: Desk,
  kind: Kind,
  id: string,
  { raw, against, why }: Revising,
  keeping: Keeping,
): Promise<Answer> {
  const { person } = keeping.actor;
  const now = await desk.clock.now();
  const {
    place,
    life,
    owed,
    row: known,
  } = await desk.db.transaction(desk.context, async (tx) => {
    const row = await rowOf(tx, kind, id);
    const found = await placeOfRow(tx, row);
    const { dues, values } = await prepareRecord(tx, { kind, place: found, raw, at: now, self: id });
    const after =
      dues.length > 0 &&
      (row.streamId === null || kind.life === null || owesAnew(kind.life, row.content, values, dayOf(now)));
    return { place: found, life: await liveStream(tx, row), owed: after, row };
  });
  const prepare = (tx: Transaction, at: Instant) => prepareRecord(tx, { kind, place, raw, at, self: id });
  const write = async (tx: Transaction, prepared: Prepared, stream: string | null, at: Instant) => {
    const row = await current(tx, kind, id, against);
    await reviseRecord(tx, row, kind, prepared, stream ?? row.streamId, why, { person, at });
  };
  if (life !== null) {
    let prepared: Prepared | undefined;
    return commit(desk.db, desk.clock, desk.context, {
      target: { stream: life },
      ...keeping,
      command: { act: 'reschedule' },
      complete: async (tx, command, at) => {
        prepared = await prepare(tx, at);
        const anew = kind.life !== null && judgedAnew(kind.life, known.content, prepared.values);
        return { ...command, dues: prepared.dues, ...(anew ? { anew } : {}) } as AnyCommand;
      },
      beside: async (tx, { at }) => {
        if (prepared !== undefined) await write(tx, prepared, null, at);
      },
    });
  }
  if (owed) return beginLife(desk, kind, place, id, keeping, prepare, write);
  return kept(desk, 'changeRecord', keeping, async (tx, at) => {
    await write(tx, await prepare(tx, at), null, at);
    return id;
  });
}

/** Takes a record back, with its reason; it stays readable and counts no more. */
export async function withdrawRecord(
  desk: Desk,
  kind: Kind,
  id: string,
  { against, why }: { readonly against: number; readonly why: string },
  keeping: Keeping,
): Promise<Answer> {
  const { person } = keeping.actor;
  const life = await desk.db.transaction(desk.context, async (tx) => liveStream(tx, await rowOf(tx, kind, id)));
  const move = async (tx: Transaction, at: Instant) => {
    await moveRecord(tx, await current(tx, kind, id, against), 'withdrawn', why, { person, at });
    return id;
  };
  if (life === null) return kept(desk, 'withdrawRecord', keeping, move);
  return commit(desk.db, desk.clock, desk.context, {
    target: { stream: life },
    ...keeping,
    command: { act: 'withdraw' },
    beside: async (tx, { at }) => void (await move(tx, at)),
  });
}

/** A second person says that it is right. Refuses `signerIsProposer` for the one who wrote it last. */
export function approveRecord(
  desk: Desk,
  kind: Kind,
  id: string,
  against: number,
  lastWriter: (tx: Transaction, row: RecordRow) => Promise<string | null>,
  keeping: Keeping,
): Promise<Answer> {
  return kept(desk, 'approveRecord', keeping, async (tx, at) => {
    const row = await current(tx, kind, id, against);
    const { person } = keeping.actor;
    if (row.state === 'approved') return refuse('alreadySigned');
    if ((await lastWriter(tx, row)) === person) return refuse('signerIsProposer');
    await moveRecord(tx, row, 'approved', null, { person, at });
    return id;
  });
}

async function kept(
  { db, clock, context }: Desk,
  act: string,
  keeping: Keeping,
  write: (tx: Transaction, at: Instant) => Promise<string | Refusal>,
): Promise<Kept | Refusal> {
  try {
    return await once(db, clock, context, { act, ...keeping }, write);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

async function rowOf(tx: Transaction, kind: Kind, id: string): Promise<RecordRow> {
  const row = await lockRecord(tx, kind.code, id);
  if (row === null) throw new NotFound();
  return row;
}

/** The row as its author has seen it. Throws Refused `stale`, or `notOpen` when it was withdrawn. */
async function current(tx: Transaction, kind: Kind, id: string, against: number): Promise<RecordRow> {
  const row = await rowOf(tx, kind, id);
  if (row.state === 'withdrawn') throw new Refused(refuse('notOpen'));
  if (row.version !== against) throw new Refused(refuse('stale', { version: row.version }));
  return row;
}

async function placeOfRow(tx: Transaction, row: RecordRow): Promise<Place> {
  const place = await placeById(tx, row.org);
  if (place === null) throw new NotFound();
  return place;
}

/** The record's life while it is open. */
async function liveStream(tx: Transaction, row: RecordRow): Promise<string | null> {
  if (row.streamId === null) return null;
  const [stream] = await tx.select({ closedAt: streams.closedAt }).from(streams).where(eq(streams.id, row.streamId));
  return stream !== undefined && stream.closedAt === null ? row.streamId : null;
}
