import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { Policy } from '#domain/policy';
import type { Posts } from '#domain/role';
import type { GuardianRef, Rules, Sibling, StreamId, StreamKind, StreamState } from '#domain/stream';
import { calendarNow, policyInForce, policyOf } from './queries/policy.ts';
import { rosterAt } from './queries/roster.ts';
import { guardians, organisations, streams, students } from './schema/index.ts';
import { projectionOf, type StreamRow } from './stream-row.ts';
import { type AnyFact, RULES } from './streams.ts';
import type { Transaction } from './transaction.ts';

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
export async function openRows(tx: Transaction, student: string | null, ids: readonly StreamId[]): Promise<void> {
  await tx.execute(
    sql`select set_config('app.write_student', ${student ?? ''}, true), set_config('app.write_streams', ${`{${ids.join(',')}}`}, true)`,
  );
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
  };
}

export function begin(id: StreamId, kind: StreamKind, home: Home, caseId: string | null, policyVersion: number): Held {
  const { initial } = RULES[kind];
  return { id, kind, row: null, home, caseId, policyVersion, before: initial, state: initial, facts: [] };
}

/** Reads what an act is decided by, in the transaction that decides. */
export interface RuleBook {
  /** `asked`: the hospital of a referral that is only beginning. */
  rulesFor(held: Held, asked?: string): Promise<Rules>;
  policyInForce(): Promise<number>;
  /** Organisation id of a hospital code; null when there is none. */
  hospitalId(code: string): Promise<string | null>;
}

export function openRuleBook(tx: Transaction, home: Home, at: Instant): RuleBook {
  const rosters = new Map<string, Promise<Posts>>();
  const hospitals = new Map<string, Promise<string | null>>();
  let guardianRefs: Promise<readonly GuardianRef[]> | undefined;

  const hospitalId = (code: string) => remember(hospitals, code, () => hospitalByCode(tx, code));
  const rulesFor = async (held: Held, asked?: string): Promise<Rules> => {
    const code = projectionOf(held.kind, held.state).hospital ?? asked ?? null;
    const hospital = code === null ? null : await hospitalId(code);
    guardianRefs ??= guardiansOf(tx, home.studentId);
    const [policy, calendar, posts, siblings, refs]: [
      Policy,
      Rules['calendar'],
      Posts,
      readonly Sibling[],
      readonly GuardianRef[],
    ] = await Promise.all([
      policyOf(tx, held.policyVersion),
      calendarNow(tx),
      remember(rosters, hospital ?? '', () => rosterAt(tx, home.near, hospital, at)),
      siblingsOf(tx, home.studentId, held.id),
      guardianRefs,
    ]);
    return { policy, calendar, posts, siblings, guardians: refs };
  };
  return { rulesFor, hospitalId, policyInForce: () => policyInForce(tx, at) };
}

function remember<T>(map: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const held = map.get(key);
  if (held !== undefined) return held;
  const fresh = read();
  map.set(key, fresh);
  return fresh;
}

async function hospitalByCode(tx: Transaction, code: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(and(eq(organisations.code, code), eq(organisations.kind, 'hospital')));
  return row?.id ?? null;
}

async function guardiansOf(tx: Transaction, student: string | null): Promise<readonly GuardianRef[]> {
  if (student === null) return [];
  return tx
    .select({ id: guardians.id, danger: guardians.flaggedDanger })
    .from(guardians)
    .where(eq(guardians.studentId, student))
    .orderBy(asc(guardians.priority));
}

async function siblingsOf(tx: Transaction, student: string | null, self: StreamId): Promise<readonly Sibling[]> {
  if (student === null) return [];
  const rows = await tx
    .select({
      id: streams.id,
      kind: streams.kind,
      stage: streams.stage,
      requestId: streams.requestId,
      hospital: sql<string | null>`${streams.state} ->> 'hospital'`,
      accepted: streams.accepted,
    })
    .from(streams)
    .where(and(eq(streams.studentId, student), ne(streams.id, self), isNull(streams.closedAt)))
    .orderBy(asc(streams.id));
  return rows.map((row) => ({ ...row, kind: row.kind as StreamKind, stage: row.stage ?? '' }));
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
