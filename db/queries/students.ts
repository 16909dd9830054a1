import { and, asc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { guardians, students, vault } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { DataKey } from '#db/vault/keyring';
import { openText } from '#db/vault/text';

export interface StudentFilter {
  /** At or below this place. */
  readonly under?: string;
  readonly number?: string;
  readonly ids?: readonly string[];
  /** HMAC of a name, its pinyin or its initials. */
  readonly nameDigests?: readonly Buffer[];
}

/** The last student of the page before. */
export interface StudentCursor {
  readonly path: string;
  readonly number: string;
}

export type StudentLine = Awaited<ReturnType<typeof listStudents>>[number];

/** Students whom the asker may know of, by class and number, a page at a time; no names. */
export function listStudents(
  tx: Transaction,
  { under, number, ids, nameDigests }: StudentFilter,
  page: { readonly after: StudentCursor | null; readonly limit: number },
) {
  const { after } = page;
  const digests = nameDigests === undefined ? undefined : [...nameDigests];
  const conditions: (SQL | undefined)[] = [
    under === undefined
      ? undefined
      : sql`${students.path} >= ${under} and ${students.path} < ${`${under.slice(0, -1)}0`}`,
    number === undefined ? undefined : eq(students.number, number),
    ids === undefined ? undefined : inArray(students.id, [...ids]),
    digests === undefined
      ? undefined
      : or(
          inArray(students.nameDigest, digests),
          inArray(students.pinyinDigest, digests),
          inArray(students.initialsDigest, digests),
        ),
    after === null ? undefined : sql`(${students.path}, ${students.number}) > (${after.path}, ${after.number})`,
  ];
  return tx
    .select({
      id: students.id,
      school: students.schoolId,
      class: students.classId,
      path: students.path,
      number: students.number,
      grade: students.grade,
      sex: students.sex,
      bornOn: students.bornOn,
      state: students.enrolledState,
    })
    .from(students)
    .where(and(...conditions))
    .orderBy(asc(students.path), asc(students.number))
    .limit(page.limit);
}

/** Sealed fields of students and their guardians that the asker's rights show, newest of each: owner, field, and how to open it. */
export async function sealedFields(tx: Transaction, ids: readonly string[], columns: readonly string[]) {
  if (ids.length === 0) return [];
  return tx
    .selectDistinctOn([vault.ownerId, vault.ownerColumn], {
      id: vault.id,
      student: vault.studentId,
      owner: vault.ownerId,
      table: vault.ownerTable,
      column: vault.ownerColumn,
      ciphertext: vault.ciphertext,
    })
    .from(vault)
    .where(
      and(
        inArray(vault.studentId, [...ids]),
        inArray(vault.ownerTable, ['students', 'guardians']),
        inArray(vault.ownerColumn, [...columns]),
      ),
    )
    .orderBy(vault.ownerId, vault.ownerColumn, sql`${vault.seq} desc`);
}
type SealedField = Awaited<ReturnType<typeof sealedFields>>[number];

/** The words of a sealed field. */
export function openField(key: DataKey, { id, ciphertext }: SealedField): string {
  return openText(key, id, ciphertext);
}

/** Who answers for a student, in the order of calling. */
export function guardiansOf(tx: Transaction, student: string) {
  return tx
    .select({ id: guardians.id, relation: guardians.relation, danger: guardians.flaggedDanger })
    .from(guardians)
    .where(eq(guardians.studentId, student))
    .orderBy(asc(guardians.priority), asc(guardians.id));
}
