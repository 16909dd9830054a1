import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { dayOf, type Instant } from '#domain/instant';
import type { RosterLine } from '#domain/intake-lines';
import { schoolYear, schoolYearOf } from '#programme/period';
import { insertMany } from '#db/insert-many';
import { blindIndex, guardians, pupilPlaces, studentKeys, students, vault } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { updateMany } from '#db/update-many';
import { uuids } from '#db/uuids';
import { nameDigests, type SpelledName } from '#db/vault/digest';
import { type DataKey, type Keyring, blindIndex as lookUpDigest, newStudentKey } from '#db/vault/keyring';
import { sealText } from '#db/vault/text';
import type { ChangedPupil, RosterPlan } from './roster-plan.ts';
import { classKey, type ImportSchool } from './school.ts';

export interface RosterWriting {
  readonly ring: Keyring;
  readonly school: ImportSchool;
  readonly at: Instant;
  /** The import. */
  readonly job: string;
  readonly spell: (name: string) => Omit<SpelledName, 'name'>;
}

/** Ids of the pupils written. */
export interface WrittenRoster {
  readonly added: readonly string[];
  readonly changed: readonly string[];
}

type VaultRow = typeof vault.$inferInsert;

/** Writes what a plan says: new pupils with keys and guardians, changed fields as new rows of the vault. Nobody is deleted. */
export async function writeRoster(tx: Transaction, plan: RosterPlan, writing: RosterWriting): Promise<WrittenRoster> {
  const made = plan.added.map((line) => newPupil(line, writing));
  const moved = plan.changed.map((change) => movedPupil(change, writing));
  await insertMany(
    tx,
    students,
    made.map(({ student }) => student),
  );
  await insertMany(
    tx,
    studentKeys,
    made.map(({ key }) => key),
  );
  await updateMany(
    tx,
    students,
    'id',
    moved.map(({ student }) => student),
  );
  await writePlaces(tx, plan, [...made, ...moved], writing);
  await writeGuardians(tx, [...made, ...moved]);
  await insertMany(
    tx,
    vault,
    [...made, ...moved].flatMap(({ sealed }) => sealed),
  );
  await replaceDigests(tx, plan, [...made, ...moved], writing.ring);
  return { added: made.map(({ student }) => student.id), changed: moved.map(({ student }) => student.id) };
}

interface Written {
  readonly student: { readonly id: string; readonly classId: string; readonly grade: number };
  readonly newGuardian: typeof guardians.$inferInsert | null;
  readonly keptGuardian: { readonly id: string; readonly relation: string } | null;
  readonly sealed: readonly VaultRow[];
  readonly idNumber: string | null;
  readonly phones: readonly string[];
}

function newPupil(line: RosterLine, writing: RosterWriting) {
  const id = randomUUID();
  const { key, wrapped, masterKeyId, keyVersion } = newStudentKey(writing.ring, id);
  const seal = sealer(id, { key, keyVersion }, writing.at);
  const guardian = line.guardian === null ? null : { id: randomUUID(), studentId: id, priority: 1 };
  return {
    student: { id, schoolId: writing.school.id, number: line.number, ...fieldsOf(line, writing) },
    key: { studentId: id, wrappedKey: wrapped, masterKeyId, keyVersion },
    newGuardian: guardian === null ? null : { ...guardian, relation: line.guardian?.relation ?? 'other' },
    keptGuardian: null,
    sealed: [
      ...seal('students', id, { name: line.name, idNumber: line.idNumber }),
      ...(guardian === null
        ? []
        : seal('guardians', guardian.id, { name: line.guardian?.name, phone: line.guardian?.phone })),
    ],
    idNumber: line.idNumber,
    phones: [line.guardian?.phone ?? []].flat(),
  };
}

function movedPupil({ line, known, guardian, columns }: ChangedPupil, writing: RosterWriting) {
  const seal = sealer(known.id, known.key as DataKey, writing.at);
  const changed = <T>(column: string, value: T) => (columns.includes(column) ? value : null);
  const aboutGuardian = columns.some((column) => ['监护人', '关系', '电话'].includes(column));
  const others = known.guardians.filter(({ id }) => id !== guardian?.id);
  const first = Math.min(1, ...known.guardians.map(({ priority }) => priority));
  const fresh =
    aboutGuardian && guardian === null ? { id: randomUUID(), studentId: known.id, priority: first - 1 } : null;
  const relation = line.guardian?.relation ?? 'other';
  const said = { name: changed('监护人', line.guardian?.name), phone: changed('电话', line.guardian?.phone) };
  const owner = guardian?.id ?? fresh?.id;
  return {
    student: { id: known.id, ...fieldsOf(line, writing) },
    newGuardian: fresh === null ? null : { ...fresh, relation },
    keptGuardian: guardian !== null && columns.includes('关系') ? { id: guardian.id, relation } : null,
    sealed: [
      ...seal('students', known.id, { name: changed('姓名', line.name), idNumber: changed('证件号', line.idNumber) }),
      ...(owner === undefined ? [] : seal('guardians', owner, said)),
    ],
    idNumber: line.idNumber ?? known.idNumber,
    phones: [line.guardian?.phone ?? guardian?.phone, ...others.map(({ phone }) => phone)].flatMap(
      (each) => each ?? [],
    ),
  };
}

/** What a line says of the pupil in the open: place, grade, sex, birth day, and digests to find the name by. */
function fieldsOf({ grade, classNumber, sex, born, name }: RosterLine, { school, ring, spell }: RosterWriting) {
  const place = school.classes.get(classKey(grade, classNumber));
  if (place === undefined) throw new RangeError('a line of no class was planned');
  const digests = nameDigests(ring, { name, ...spell(name) });
  return { classId: place.id, path: place.path, grade, sex, bornOn: born, enrolledState: 'enrolled', ...digests };
}

function sealer(studentId: string, key: DataKey, createdAt: Instant) {
  return (
    ownerTable: string,
    ownerId: string,
    fields: Readonly<Record<string, string | null | undefined>>,
  ): VaultRow[] =>
    Object.entries(fields).flatMap(([ownerColumn, text]) => {
      if (text === null || text === undefined) return [];
      const { id, ciphertext, keyVersion } = sealText(key, text);
      return [{ id, studentId, ownerTable, ownerColumn, ownerId, ciphertext, keyVersion, createdAt }];
    });
}

const PLACING: ReadonlySet<string> = new Set(['年级', '班级', '在籍']);

/** Where pupils are from today on; of whoever is put elsewhere for the first time, where the pupil was. */
async function writePlaces(
  tx: Transaction,
  { changed }: RosterPlan,
  written: readonly Written[],
  { job, at }: RosterWriting,
): Promise<void> {
  const today = dayOf(at);
  const known = new Map(changed.map(({ known: pupil, columns }) => [pupil.id, { pupil, columns }]));
  const placed = written.filter(
    ({ student }) => known.get(student.id)?.columns.some((one) => PLACING.has(one)) ?? true,
  );
  const first = await unplaced(
    tx,
    placed.map(({ student }) => student.id).filter((id) => known.has(id)),
  );
  const before = schoolYear(schoolYearOf(today) - 1).from;
  const was = first.flatMap((id) => known.get(id)?.pupil ?? []);
  await insertMany(tx, pupilPlaces, [
    ...was.map(({ id, classId, grade, state }) => {
      return { studentId: id, since: before, classId, grade, state, because: null, recordedAt: at };
    }),
    ...placed.map(({ student: { id, classId, grade } }) => {
      return { studentId: id, since: today, classId, grade, state: 'enrolled', because: job, recordedAt: at };
    }),
  ]);
}

/** Those of whom it is not written yet where they are. */
async function unplaced(tx: Transaction, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectDistinct({ id: pupilPlaces.studentId })
    .from(pupilPlaces)
    .where(sql`${pupilPlaces.studentId} = any(${uuids(ids)})`);
  const placed = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !placed.has(id));
}

async function writeGuardians(tx: Transaction, written: readonly Written[]): Promise<void> {
  await insertMany(
    tx,
    guardians,
    written.flatMap(({ newGuardian }) => newGuardian ?? []),
  );
  await updateMany(
    tx,
    guardians,
    'id',
    written.flatMap(({ keptGuardian }) => keptGuardian ?? []),
  );
}

/** What pupils are found by: all of it anew for those who changed, so that an old number finds nobody. */
async function replaceDigests(
  tx: Transaction,
  plan: RosterPlan,
  written: readonly Written[],
  ring: Keyring,
): Promise<void> {
  const moved = plan.changed.map(({ known }) => known.id);
  if (moved.length > 0) await tx.delete(blindIndex).where(sql`${blindIndex.studentId} = any(${uuids(moved)})`);
  const row = (studentId: string, field: string, value: string) => ({
    studentId,
    field,
    digest: lookUpDigest(ring, field, value),
  });
  const rows = written.flatMap(({ student, idNumber, phones }) => [
    ...(idNumber === null ? [] : [row(student.id, 'idNumber', idNumber)]),
    ...phones.map((phone) => row(student.id, 'guardianPhone', phone)),
  ]);
  await insertMany(tx, blindIndex, rows, sql`on conflict do nothing`);
}
