import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { LinkPurpose } from '#domain/guardian-link';
import type { Instant } from '#domain/instant';
import type { ReferralState } from '#domain/referral-facts';
import type { ReturnState } from '#domain/return-to-school-state';
import type { GuardianRef } from '#domain/stream';
import { consents, duties, guardianLinks, guardians, organisations, streams, students } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { openRows } from '#db/working-set';
import { consentsStanding } from './consents.ts';

/** The guardians of a child, and whether none of them may be turned to because abuse is flagged on the open case (N10). */
export async function guardiansOf(
  tx: Transaction,
  student: string,
): Promise<{ readonly known: readonly GuardianRef[]; readonly blocked: boolean }> {
  const known = await tx
    .select({ id: guardians.id, danger: guardians.flaggedDanger })
    .from(guardians)
    .where(eq(guardians.studentId, student));
  const flagged = await tx
    .select({ id: streams.id })
    .from(streams)
    .where(
      and(
        eq(streams.studentId, student),
        eq(streams.kind, 'case'),
        isNull(streams.closedAt),
        sql`(${streams.state} ->> 'guardianDanger')::boolean`,
      ),
    );
  return { known, blocked: flagged.length > 0 };
}

export interface HeldLink {
  readonly id: string;
  readonly student: string;
  readonly guardian: string;
  readonly purpose: LinkPurpose;
  readonly hospitals: readonly string[];
  readonly until: Instant;
  readonly failures: number;
  readonly revokedAt: Instant | null;
  readonly danger: boolean;
}

/** A link, locked, with the rows of its one child opened for the length of the transaction; null when there is none. */
export async function holdLink(tx: Transaction, id: string): Promise<HeldLink | null> {
  const [found] = await tx.execute<{ student: string | null }>(
    sql`select app.student_of_guardian_link(${id}) as student`,
  );
  const student = found?.student ?? null;
  if (student === null) return null;
  await openRows(tx, student, []);
  const [row] = await tx.select().from(guardianLinks).where(eq(guardianLinks.id, id)).for('no key update');
  if (row === undefined) return null;
  const { known, blocked } = await guardiansOf(tx, student);
  const danger = blocked || (known.find((each) => each.id === row.guardianId)?.danger ?? true);
  return { ...row, student, guardian: row.guardianId, danger };
}

/** Where a child belongs, as its guardian would call it. */
export async function placeOf(tx: Transaction, student: string) {
  const [row] = await tx
    .select({
      number: students.number,
      schoolId: students.schoolId,
      school: sql<string>`(select o.name from organisations o where o.id = ${students.schoolId})`,
      group: sql<string | null>`(select o.name from organisations o where o.id = ${students.classId})`,
    })
    .from(students)
    .where(eq(students.id, student));
  return row ?? null;
}

/** Names of organisations by id. */
export async function namesOf(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(inArray(organisations.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Codes of organisations by id. */
export async function codesOf(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ code: organisations.code })
    .from(organisations)
    .where(inArray(organisations.id, [...ids]));
  return rows.map(({ code }) => code);
}

/** What this guardian has allowed for the child, last first. */
export async function consentsBy(tx: Transaction, student: string, guardian: string, at: Instant) {
  const [rows, standing] = await Promise.all([
    tx
      .select()
      .from(consents)
      .where(and(eq(consents.studentId, student), eq(consents.givenBy, guardian)))
      .orderBy(desc(consents.givenAt), asc(consents.id)),
    consentsStanding(tx, student, at),
  ]);
  const live = new Set(standing.map(({ id }) => id));
  return rows.map(({ id, kind, hospitals, givenAt, until, revokedAt }) => ({
    id,
    kind,
    hospitals,
    givenAt,
    until,
    revokedAt,
    live: live.has(id),
  }));
}

/** Duties of the school that are a talk with the home, however they are called inside. */
const TALKS = ['guardianTold', 'crisisGuardian', 'emergencyNotice', 'leaveTalk', 'homeContact'];

/** What lies ahead of the child that a guardian has a part in: appointments made, talks that the school owes, the way back to class. */
export async function aheadOf(tx: Transaction, student: string, at: Instant) {
  const open = await tx
    .select({ kind: streams.kind, state: streams.state, hospital: streams.otherOrg })
    .from(streams)
    .where(
      and(eq(streams.studentId, student), inArray(streams.kind, ['referral', 'return']), isNull(streams.closedAt)),
    );
  const [talk] = await tx
    .select({ by: duties.limitAt })
    .from(duties)
    .innerJoin(streams, eq(streams.id, duties.streamId))
    .where(and(eq(streams.studentId, student), inArray(duties.kind, TALKS), isNull(duties.doneAt)))
    .orderBy(asc(duties.limitAt))
    .limit(1);
  const back = open.find(({ kind }) => kind === 'return')?.state as ReturnState | undefined;
  const appointments = open.flatMap(({ kind, state, hospital }) => {
    if (kind !== 'referral' || hospital === null) return [];
    const { stage, appointment } = state as ReferralState;
    return stage === 'scheduled' && appointment !== null && appointment.at >= at
      ? [{ at: appointment.at, hospital }]
      : [];
  });
  return { appointments, talkBy: talk?.by ?? null, back: back ?? null };
}
