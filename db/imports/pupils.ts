import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { guardians, studentKeys, students, vault } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { uuids } from '#db/uuids';
import { type DataKey, type Keyring, openStudentKey } from '#db/vault/keyring';

export interface Pupil {
  readonly id: string;
  readonly number: string;
  readonly classId: string | null;
  readonly path: string;
  readonly grade: number | null;
  /** enrolled | onLeave | transferred | left | graduated */
  readonly state: string;
  readonly sex: string | null;
  readonly bornOn: string | null;
  /** Undefined when there is none to be read: destroyed, or out of the asker's reach. */
  readonly key: DataKey | undefined;
}

/** The pupils of a school with these numbers, by number, with their keys. One array parameter, however many there are. */
export async function pupilsByNumber(
  tx: Transaction,
  ring: Keyring,
  school: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Pupil>> {
  const rows = await tx
    .select({
      id: students.id,
      number: students.number,
      classId: students.classId,
      path: students.path,
      grade: students.grade,
      state: students.enrolledState,
      sex: students.sex,
      bornOn: students.bornOn,
      wrapped: studentKeys.wrappedKey,
      masterKeyId: studentKeys.masterKeyId,
      keyVersion: studentKeys.keyVersion,
    })
    .from(students)
    .leftJoin(studentKeys, eq(studentKeys.studentId, students.id))
    .where(
      and(
        eq(students.schoolId, school),
        sql`${students.number} in (select jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb))`,
      ),
    );
  const pupils = rows.map(({ wrapped, masterKeyId, keyVersion, ...pupil }): Pupil => {
    const held = wrapped !== null && masterKeyId !== null && keyVersion !== null;
    return { ...pupil, key: held ? openStudentKey(ring, pupil.id, { wrapped, masterKeyId, keyVersion }) : undefined };
  });
  return new Map(pupils.map((pupil) => [pupil.number, pupil]));
}

export interface SealedField {
  readonly id: string;
  readonly studentId: string;
  readonly ownerId: string;
  readonly column: string;
  readonly ciphertext: Buffer;
}

/** The current sealed names and numbers of pupils and their guardians: of each field the row written last. */
export async function sealedFields(tx: Transaction, ids: readonly string[]): Promise<readonly SealedField[]> {
  return tx
    .selectDistinctOn([vault.ownerId, vault.ownerColumn], {
      id: vault.id,
      studentId: vault.studentId,
      ownerId: vault.ownerId,
      column: vault.ownerColumn,
      ciphertext: vault.ciphertext,
    })
    .from(vault)
    .where(sql`${vault.studentId} = any(${uuids(ids)}) and ${vault.ownerTable} in ('students', 'guardians')`)
    .orderBy(vault.ownerId, vault.ownerColumn, desc(vault.seq));
}

/** Guardians in the order in which they are called. */
export async function guardiansOf(tx: Transaction, ids: readonly string[]) {
  return tx
    .select({
      id: guardians.id,
      studentId: guardians.studentId,
      relation: guardians.relation,
      flagged: guardians.flaggedDanger,
      priority: guardians.priority,
    })
    .from(guardians)
    .where(sql`${guardians.studentId} = any(${uuids(ids)})`)
    .orderBy(asc(guardians.priority), asc(guardians.id));
}
