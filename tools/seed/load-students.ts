import { sql } from 'drizzle-orm';
import { spellingOf } from '#adapters/pinyin/spelling';
import { insertMany } from '#db/insert-many';
import { pages } from '#db/pages';
import { blindIndex, guardians, studentKeys, students, vault } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { nameDigests } from '#db/vault/digest';
import { type DataKey, type Keyring, blindIndex as lookUpDigest, newStudentKey } from '#db/vault/keyring';
import { sealText } from '#db/vault/text';
import type { Instant } from '#domain/instant';
import type { Say } from '#tools/servers/progress';
import { loadConsents } from './load-consents.ts';
import { idOf } from './random.ts';
import type { DemoCity, Guardian, Guardianship, Student } from './types.ts';

/** Pupils a page: what is sealed in memory before it is written, and the step of the progress shown. */
const A_PAGE = 2_500;

interface Family {
  readonly student: Student;
  readonly guardianships: readonly Guardianship[];
}

/** Pupils with their keys, guardians, consents, and sealed names and numbers, page by page. */
export async function loadStudents(
  tx: Transaction,
  city: DemoCity,
  places: ReadonlyMap<string, string>,
  ring: Keyring,
  at: Instant,
  say: Say,
): Promise<void> {
  const people = new Map(city.guardians.map((guardian) => [guardian.id, guardian]));
  const links = new Map<string, Guardianship[]>();
  for (const link of city.guardianships) links.set(link.student, [...(links.get(link.student) ?? []), link]);
  const families = city.students.map((student) => ({ student, guardianships: links.get(student.id) ?? [] }));
  let done = 0;
  for (const page of pages(families, A_PAGE)) {
    await loadFamilies(tx, page, people, places, ring, at);
    done += page.length;
    say(`  ${done} of ${families.length} students`);
  }
}

async function loadFamilies(
  tx: Transaction,
  families: readonly Family[],
  people: ReadonlyMap<string, Guardian>,
  places: ReadonlyMap<string, string>,
  ring: Keyring,
  at: Instant,
): Promise<void> {
  await insertMany(
    tx,
    students,
    families.map(({ student }) => studentRow(student, places, ring)),
  );
  const keys = new Map(families.map(({ student }) => [student.id, newStudentKey(ring, student.id)]));
  const keyRows = [...keys].map(([studentId, { wrapped, masterKeyId, keyVersion }]) => ({
    studentId,
    wrappedKey: wrapped,
    masterKeyId,
    keyVersion,
  }));
  await insertMany(tx, studentKeys, keyRows);
  const linked = families.flatMap(({ guardianships }) => guardianships);
  await insertMany(
    tx,
    guardians,
    linked.map(({ id, student, relation, priority, flagged }) => ({
      id,
      studentId: student,
      relation,
      priority,
      flaggedDanger: flagged,
    })),
  );
  await loadConsents(tx, families, at);
  const sealed = families.flatMap((family) => sealedRows(family, people, keys.get(family.student.id) as DataKey, at));
  await insertMany(tx, vault, sealed);
  const found = families.flatMap((family) => lookUpRows(family, people, ring));
  await insertMany(tx, blindIndex, found, sql`on conflict do nothing`); // both parents may give one number
}

function studentRow(student: Student, places: ReadonlyMap<string, string>, ring: Keyring) {
  const { id, school, org, number, grade, sex, born, name } = student;
  return {
    id,
    schoolId: school,
    classId: org,
    path: places.get(org) ?? '',
    number,
    grade,
    sex,
    bornOn: born,
    ...nameDigests(ring, { name, ...spellingOf(name) }),
  };
}

function sealedRows(
  { student, guardianships }: Family,
  people: ReadonlyMap<string, Guardian>,
  key: DataKey,
  at: Instant,
) {
  const row = (ownerTable: 'students' | 'guardians', ownerId: string, ownerColumn: string, text: string) => {
    const { id, ciphertext, keyVersion } = sealText(key, text, idOf('vault', `${ownerId}/${ownerColumn}`));
    return { id, studentId: student.id, ownerTable, ownerColumn, ownerId, ciphertext, keyVersion, createdAt: at };
  };
  const own = [
    row('students', student.id, 'name', student.name),
    row('students', student.id, 'idNumber', student.idNumber),
  ];
  const theirs = guardianships.flatMap(({ id, guardian }) => {
    const { name, phone } = people.get(guardian) as Guardian;
    return [row('guardians', id, 'name', name), row('guardians', id, 'phone', phone)];
  });
  return [...own, ...theirs];
}

function lookUpRows({ student, guardianships }: Family, people: ReadonlyMap<string, Guardian>, ring: Keyring) {
  const row = (field: string, value: string) => ({
    studentId: student.id,
    field,
    digest: lookUpDigest(ring, field, value),
  });
  const phones = guardianships.map(({ guardian }) => (people.get(guardian) as Guardian).phone);
  return [row('idNumber', student.idNumber), ...phones.map((phone) => row('guardianPhone', phone))];
}
