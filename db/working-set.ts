import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { StreamId, StreamKind, StreamState } from '#domain/stream';
import { streams, students } from './schema/index.ts';
import type { StreamRow } from './stream-row.ts';
import { type AnyFact, rulesOf } from './streams.ts';
import { type Call, callIn, type Transaction } from './transaction.ts';

/** One stream held for the length of a transaction: its row as it was locked, its state as the facts so far make it. */
export interface Held {
  readonly id: StreamId;
  readonly kind: StreamKind;
  /** null: it begins in this transaction. */
  readonly row: StreamRow | null;
  readonly home: Home;
  readonly caseId: string | null;
  readonly policyVersion: number;
  readonly before: StreamState;
  state: StreamState;
  readonly facts: AnyFact[];
  /** The act key under which each fact came, by position. */
  readonly keys: string[];
}

/** Where a stream belongs and for whom the roster is read. */
export interface Home {
  readonly studentId: string | null;
  readonly org: string;
  readonly path: string;
  /** The student's own place (class), where the roster begins; the stream's place for campaigns. */
  readonly near: string;
}

/** Lets exactly these rows be locked and written whatever the asker's place; only commit() does this, after can(). Nothing read by it leaves. */
export function opening(student: string | null, ids: readonly StreamId[]): Call {
  const text = "select set_config('app.write_student', $1, true), set_config('app.write_streams', $2, true)";
  return { text, parameters: [student ?? '', `{${ids.join(',')}}`] };
}

export async function openRows(tx: Transaction, student: string | null, ids: readonly StreamId[]): Promise<void> {
  await callIn(tx, opening(student, ids));
}

/** Locks streams in the one order everybody keeps: the case first, then by id. */
export async function lockStreams(tx: Transaction, ids: readonly StreamId[]): Promise<readonly StreamRow[]> {
  if (ids.length === 0) return [];
  return tx
    .select()
    .from(streams)
    .where(inArray(streams.id, [...ids]))
    .orderBy(sql`(${streams.kind} = 'case') desc`, asc(streams.id))
    .for('update');
}

export function hold(row: StreamRow, near: string): Held {
  const state = row.state as StreamState;
  return {
    id: row.id,
    kind: row.kind as StreamKind,
    row,
    home: { studentId: row.studentId, org: row.homeOrg, path: row.homePath, near },
    caseId: row.caseId,
    policyVersion: row.policyVersion,
    before: state,
    state,
    facts: [],
    keys: [],
  };
}

export function begin(id: StreamId, kind: StreamKind, home: Home, caseId: string | null, policyVersion: number): Held {
  const { initial } = rulesOf(kind);
  return { id, kind, row: null, home, caseId, policyVersion, before: initial, state: initial, facts: [], keys: [] };
}

/** The student's place, for the roster and for a case that begins. Locked when asked: one opener at a time for each student. */
export async function studentPlace(
  tx: Transaction,
  student: string,
  lock: boolean,
): Promise<{ readonly school: string; readonly path: string } | null> {
  const query = tx
    .select({ school: students.schoolId, path: students.path })
    .from(students)
    .where(eq(students.id, student));
  // FOR UPDATE deadlocks with the foreign key of an act that inserts a stream of the same student; FOR NO KEY UPDATE does not.
  const [row] = lock ? await query.for('no key update') : await query;
  return row ?? null;
}

/** The first three steps of a place are city, county, school; the fourth is the class. */
export function schoolPath(path: string): string {
  return `/${path
    .split('/')
    .filter((step) => step !== '')
    .slice(0, 3)
    .join('/')}/`;
}
