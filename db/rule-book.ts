import { and, asc, type Column, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { CaseState } from '#domain/case-state';
import type { Instant } from '#domain/instant';
import type { Office } from '#domain/named-staff';
import type { PersonId } from '#domain/role';
import type { ConsentRef, GuardianRef, Rules, Sibling, StreamId, StreamKind } from '#domain/stream';
import type { Surroundings } from './hold.ts';
import { calendarAt, calendarStamp } from './queries/calendar.ts';
import { consentsStanding } from './queries/consents.ts';
import { officesOf } from './queries/offices.ts';
import { policyInForce, policyOf } from './queries/policy.ts';
import { headsOver, postsOf, rosterAt } from './queries/roster.ts';
import { instantToText } from './schema/columns.ts';
import { guardians, organisations, streams } from './schema/index.ts';
import { projectionOf } from './stream-row.ts';
import type { Transaction } from './transaction.ts';
import { uuids } from './uuids.ts';
import type { Held } from './working-set.ts';

/** Reads what acts are decided by, in the transaction that decides: for one student, or for all students of a file at once. */
export interface RuleBook {
  /** `asked`: the hospital of a referral that is only beginning. */
  rulesFor(held: Held, asked?: string): Promise<Rules>;
  policyInForce(): Promise<number>;
  /** Codes of hospitals whose agreement has ended or whose week is full. */
  hospitalsWithoutRoom(): Promise<readonly string[]>;
  /** Organisation id of a hospital code; null when there is none. */
  hospitalId(code: string): Promise<string | null>;
  /** What a member of staff is appointed to; null: nobody has this id. */
  officesOf(person: PersonId): Promise<readonly Office[] | null>;
}

/** `around`: what was read with the lock of the one student; without it everything is read when it is asked for. */
export function openRuleBook(
  tx: Transaction,
  students: readonly string[],
  at: Instant,
  around?: Surroundings,
): RuleBook {
  const read = memory(around === undefined ? [] : readAlready(students[0] ?? '', around));
  const stamp = around?.calendarStamp;
  const hospitalId = (code: string) => read(`hospital ${code}`, () => hospitalByCode(tx, code));
  const rulesFor = async (held: Held, asked?: string): Promise<Rules> => {
    const code = projectionOf(held.kind, held.state).hospital ?? asked ?? null;
    const hospital = code === null ? null : (hospitalOf(held) ?? (await hospitalId(code)));
    const { near, studentId } = held.home;
    const [policy, calendar, posts, siblings, refs, consents] = await Promise.all([
      policyOf(tx, held.policyVersion),
      read(`calendar ${near}`, async () => calendarAt(tx, near, stamp ?? (await calendarStamp(tx)))),
      read(`roster ${near} ${hospital}`, () => rosterAt(tx, near, hospital, at)),
      read('siblings', () => openStreamsOf(tx, students)),
      read('guardians', () => guardiansOf(tx, students)),
      // Nothing but a referral leans on one.
      held.kind === 'referral' ? read(`consents ${studentId}`, () => consentsOf(tx, studentId, at)) : [],
    ]);
    const own = studentId ?? '';
    const receiver = receiverOf(held);
    const receiverHead = receiver === null ? [] : await read(`heads ${receiver}`, () => headsOver(tx, receiver, at));
    return {
      policy,
      calendar,
      posts: receiverHead.length === 0 ? posts : { ...posts, receiverHead },
      siblings: (siblings.get(own) ?? []).filter((sibling) => sibling.id !== held.id),
      guardians: refs.get(own) ?? [],
      consents,
    };
  };
  return {
    rulesFor,
    hospitalId,
    policyInForce: () => policyInForce(tx, at),
    officesOf: (person) => officesOf(tx, person, at),
    hospitalsWithoutRoom: () => read('room', () => withoutRoom(tx, at)),
  };
}

/** Who has been offered the case and has not answered. */
function receiverOf({ kind, state }: Held): PersonId | null {
  return kind === 'case' ? ((state as CaseState).handOver?.to ?? null) : null;
}

/** A referral that was there knows its hospital; the school that a hand-over goes to is none. */
function hospitalOf(held: Held): string | null {
  return held.kind === 'referral' ? (held.row?.otherOrg ?? null) : null;
}

function readAlready(student: string, around: Surroundings): readonly (readonly [string, unknown])[] {
  const posts = postsOf(around.roster.map(([post, person]) => ({ post, person })));
  return [
    [`roster ${around.near} ${around.hospital}`, posts],
    ['siblings', new Map([[student, around.siblings]])],
    ['guardians', new Map([[student, around.guardians]])],
    [`consents ${student}`, around.consents],
  ];
}

/** Reads each thing once in a transaction. */
function memory(
  known: readonly (readonly [string, unknown])[],
): <T>(key: string, read: () => Promise<T>) => Promise<T> {
  const held = new Map<string, Promise<unknown>>(known.map(([key, value]) => [key, Promise.resolve(value)]));
  return <T>(key: string, read: () => Promise<T>) => {
    const found = held.get(key) ?? read();
    held.set(key, found);
    // A key is always read by the same function, so what it holds has that function's type.
    return found as Promise<T>;
  };
}

async function hospitalByCode(tx: Transaction, code: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(and(eq(organisations.code, code), eq(organisations.kind, 'hospital')));
  return row?.id ?? null;
}

async function withoutRoom(tx: Transaction, at: Instant): Promise<readonly string[]> {
  const rows = await tx.execute<{ code: string }>(
    sql`select code from app.hospitals_without_room(${instantToText(at)}) code`,
  );
  return rows.map(({ code }) => code);
}

async function guardiansOf(tx: Transaction, students: readonly string[]): Promise<Map<string, GuardianRef[]>> {
  if (students.length === 0) return new Map();
  const rows = await tx
    .select({ student: guardians.studentId, id: guardians.id, danger: guardians.flaggedDanger })
    .from(guardians)
    .where(among(guardians.studentId, students))
    .orderBy(asc(guardians.priority), asc(guardians.id));
  return groupBy(rows.map(({ student, id, danger }) => [student, { id, danger }]));
}

async function consentsOf(tx: Transaction, student: string | null, at: Instant): Promise<readonly ConsentRef[]> {
  if (student === null) return [];
  const standing = await consentsStanding(tx, student, at);
  return standing.filter(({ kind }) => kind === 'referral').map(({ id, named }) => ({ id, hospitals: named }));
}

async function openStreamsOf(
  tx: Transaction,
  students: readonly string[],
): Promise<Map<string, (Sibling & { id: StreamId })[]>> {
  if (students.length === 0) return new Map();
  const rows = await tx
    .select({
      student: streams.studentId,
      id: streams.id,
      kind: streams.kind,
      stage: streams.stage,
      requestId: streams.requestId,
      hospital: sql<string | null>`${streams.state} ->> 'hospital'`,
      accepted: streams.accepted,
    })
    .from(streams)
    .where(and(among(streams.studentId, students), isNull(streams.closedAt)))
    .orderBy(asc(streams.id));
  return groupBy(
    rows.map(({ student, ...row }) => [
      student ?? '',
      { ...row, kind: row.kind as StreamKind, stage: row.stage ?? '' },
    ]),
  );
}

/** One student is asked for by equality: that plan is made once, while one for a list is made anew each time. */
function among(column: Column, students: readonly string[]): SQL {
  const [first, ...others] = students;
  return first !== undefined && others.length === 0 ? eq(column, first) : sql`${column} = any(${uuids(students)})`;
}

function groupBy<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
