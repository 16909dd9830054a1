import { and, eq, sql } from 'drizzle-orm';
import type { IntakeFault, ReadLines, RosterLine } from '#domain/intake-lines';
import { blindIndex } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { type Keyring, blindIndex as lookUpDigest } from '#db/vault/keyring';
import { openText } from '#db/vault/text';
import { guardiansOf, type Pupil, pupilsByNumber, sealedFields } from './pupils.ts';
import type { RefusedRow } from './report.ts';
import { classKey, type ImportSchool } from './school.ts';

/** A guardian as the record has it now. */
export interface KnownGuardian {
  readonly id: string;
  readonly relation: string;
  readonly flagged: boolean;
  readonly priority: number;
  readonly name: string | null;
  readonly phone: string | null;
}

export interface KnownPupil extends Pupil {
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly guardians: readonly KnownGuardian[];
}

export interface ChangedPupil {
  readonly line: RosterLine;
  readonly known: KnownPupil;
  readonly columns: readonly string[];
  /** The guardian that the line speaks of; null when it is a new one, or when the line names none. */
  readonly guardian: KnownGuardian | null;
}

/** What a roster would do to a school. Pupils who are not on it stay as they are. */
export interface RosterPlan {
  readonly added: readonly RosterLine[];
  readonly changed: readonly ChangedPupil[];
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

/** Compares a roster with the record: key = school and number. Nothing is written. */
export async function planRoster(
  tx: Transaction,
  ring: Keyring,
  school: ImportSchool,
  read: ReadLines<RosterLine>,
): Promise<RosterPlan> {
  const known = await knownPupils(tx, ring, school, read.lines);
  const owners = await idNumberOwners(tx, ring, read.lines);
  const added: RosterLine[] = [];
  const changed: ChangedPupil[] = [];
  const refused: RefusedRow[] = read.refused.map(({ row, faults }) => ({ row, faults, critical: null }));
  let unchanged = 0;
  for (const line of read.lines) {
    const pupil = known.get(line.number);
    const faults = faultsOf(line, pupil, school, ring, owners);
    if (faults.length > 0) refused.push({ row: line.row, faults, critical: null });
    else if (pupil === undefined) added.push(line);
    else {
      const change = changeOf(line, pupil, school);
      if (change.columns.length === 0) unchanged += 1;
      else changed.push(change);
    }
  }
  return { added, changed, unchanged, refused: refused.sort((one, other) => one.row - other.row) };
}

function faultsOf(
  line: RosterLine,
  pupil: KnownPupil | undefined,
  school: ImportSchool,
  ring: Keyring,
  owners: ReadonlyMap<string, string>,
): { column: string; code: IntakeFault }[] {
  const faults: { column: string; code: IntakeFault }[] = [];
  if (!school.classes.has(classKey(line.grade, line.classNumber)))
    faults.push({ column: '班级', code: 'classUnknown' });
  const owner = line.idNumber === null ? undefined : owners.get(digestOf(ring, line.idNumber));
  if (owner !== undefined && owner !== pupil?.id) faults.push({ column: '证件号', code: 'idNumberTaken' });
  if (pupil !== undefined && pupil.key === undefined) faults.push({ column: '学号', code: 'keyDestroyed' });
  return faults;
}

function changeOf(line: RosterLine, known: KnownPupil, school: ImportSchool): ChangedPupil {
  const guardian = line.guardian === null ? null : guardianMeant(line.guardian, known.guardians);
  const differs: readonly (readonly [column: string, differs: boolean])[] = [
    ['姓名', line.name !== known.name],
    ['性别', line.sex !== known.sex],
    ['出生日期', line.born !== known.bornOn],
    ['证件号', line.idNumber !== null && line.idNumber !== known.idNumber],
    ['年级', line.grade !== known.grade],
    ['班级', school.classes.get(classKey(line.grade, line.classNumber))?.id !== known.classId],
    // Who is on the roster of a class is in class: back from leave, or never gone.
    ['在籍', known.state !== 'enrolled'],
    ['监护人', saysMore(line.guardian?.name, guardian?.name)],
    [
      '关系',
      line.guardian !== null && line.guardian.relation !== 'other' && line.guardian.relation !== guardian?.relation,
    ],
    ['电话', saysMore(line.guardian?.phone, guardian?.phone)],
  ];
  return { line, known, guardian, columns: differs.filter(([, differ]) => differ).map(([column]) => column) };
}

/** An empty cell takes nothing away. */
function saysMore(said: string | null | undefined, known: string | null | undefined): boolean {
  return said !== null && said !== undefined && said !== known;
}

/**
 * The guardian of this name, else of this telephone, else of this relation. One who is flagged as a danger is met by the same name only: no other
 * person may slip under that flag, nor out of it.
 */
function guardianMeant(
  said: NonNullable<RosterLine['guardian']>,
  known: readonly KnownGuardian[],
): KnownGuardian | null {
  const free = known.filter(({ flagged }) => !flagged);
  return (
    known.find(({ name }) => name !== null && name === said.name) ??
    free.find(({ phone }) => phone !== null && phone === said.phone) ??
    free.find(({ relation }) => relation === said.relation) ??
    null
  );
}

async function knownPupils(
  tx: Transaction,
  ring: Keyring,
  school: ImportSchool,
  lines: readonly RosterLine[],
): Promise<ReadonlyMap<string, KnownPupil>> {
  const pupils = await pupilsByNumber(
    tx,
    ring,
    school.id,
    lines.map(({ number }) => number),
  );
  const byId = new Map([...pupils.values()].map((pupil) => [pupil.id, pupil]));
  const opened = new Map<string, string>();
  for (const { id, studentId, ownerId, column, ciphertext } of await sealedFields(tx, [...byId.keys()])) {
    const key = byId.get(studentId)?.key;
    if (key !== undefined) opened.set(`${ownerId}/${column}`, openText(key, id, ciphertext));
  }
  const text = (owner: string, column: string) => opened.get(`${owner}/${column}`) ?? null;
  const guardians = new Map<string, KnownGuardian[]>();
  for (const { studentId, ...guardian } of await guardiansOf(tx, [...byId.keys()])) {
    const known = { ...guardian, name: text(guardian.id, 'name'), phone: text(guardian.id, 'phone') };
    guardians.set(studentId, [...(guardians.get(studentId) ?? []), known]);
  }
  const known = [...pupils.values()].map((pupil): [string, KnownPupil] => [
    pupil.number,
    {
      ...pupil,
      name: text(pupil.id, 'name'),
      idNumber: text(pupil.id, 'idNumber'),
      guardians: guardians.get(pupil.id) ?? [],
    },
  ]);
  return new Map(known);
}

function digestOf(ring: Keyring, idNumber: string): string {
  return lookUpDigest(ring, 'idNumber', idNumber).toString('hex');
}

/** Which pupil in reach has an identity number of the file, by its digest. */
async function idNumberOwners(
  tx: Transaction,
  ring: Keyring,
  lines: readonly RosterLine[],
): Promise<ReadonlyMap<string, string>> {
  const digests = lines.flatMap(({ idNumber }) => (idNumber === null ? [] : [digestOf(ring, idNumber)]));
  const wanted = sql`${`{${digests.map((digest) => `"\\\\x${digest}"`).join(',')}}`}::bytea[]`;
  const rows = await tx
    .select({ student: blindIndex.studentId, digest: blindIndex.digest })
    .from(blindIndex)
    .where(and(eq(blindIndex.field, 'idNumber'), sql`${blindIndex.digest} = any(${wanted})`));
  return new Map(rows.map(({ student, digest }) => [digest.toString('hex'), student]));
}
