import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { freshDatabase } from '#tools/testing/database';
import { plantTree } from '#tools/testing/small-tree';
import { insertMany } from './insert-many.ts';
import { consents, organisations, students, vault } from './schema/index.ts';
import { updateMany } from './update-many.ts';

const database = await freshDatabase();
const owner = database.open('migrator');
const { org } = await plantTree(owner);
const AT = Date.UTC(2026, 10, 23, 1, 2, 3, 456);

const pupil = (number: string) => ({
  id: randomUUID(),
  schoolId: org.schoolA1.id,
  classId: org.classA1.id,
  path: org.classA1.path,
  number,
});

it('writes bytes, instants, arrays, JSON and nothing exactly as one insert of Drizzle would', async () => {
  const child = pupil('1');
  const hospitals = [org.hospital.id, org.otherHospital.id];
  const consent = { id: randomUUID(), studentId: child.id, kind: 'referral', hospitals, givenAt: AT };
  const text = {
    id: randomUUID(),
    studentId: child.id,
    ownerTable: 'students',
    ownerColumn: 'name',
    ownerId: child.id,
    ciphertext: Buffer.from([0, 255, 92, 34, 10]),
    keyVersion: 1,
    createdAt: AT,
  };
  const attributes = { aidTeam: true, km: { a: 1.5 }, note: 'a\\b"c' };
  await owner.transaction({}, async (tx) => {
    await insertMany(tx, students, [child]);
    await insertMany(tx, consents, [{ ...consent, until: null }]);
    await insertMany(tx, vault, [text]);
    await tx.update(organisations).set({ attributes }).where(eq(organisations.id, org.hospital.id));
    const copy = { id: randomUUID(), kind: 'hospital', code: 'h9', name: 'h9', path: '/c/h9/', side: 'health' };
    await insertMany(tx, organisations, [{ ...copy, attributes, validFrom: AT }]);
    expect(await tx.select().from(consents).where(eq(consents.id, consent.id))).toMatchObject([
      { hospitals, givenAt: AT, until: null },
    ]);
    expect(await tx.select().from(vault).where(eq(vault.id, text.id))).toMatchObject([text]);
    expect(await tx.select().from(organisations).where(eq(organisations.code, 'h9'))).toMatchObject([{ attributes }]);
    // Columns that no row names keep their defaults.
    expect(await tx.select().from(students)).toMatchObject([{ enrolledState: 'enrolled', version: 1, sex: null }]);
  });
});

it('goes over the page, counts what it wrote and leaves alone what is there', async () => {
  const many = Array.from({ length: 4_100 }, (_, n) => pupil(`many-${n}`));
  const written = await owner.transaction({}, async (tx) => {
    const first = await insertMany(tx, students, many.slice(0, 4_050));
    const rest = await insertMany(tx, students, many, sql`on conflict do nothing`);
    return [first, rest, await insertMany(tx, students, [])];
  });
  expect(written).toEqual([4_050, 50, 0]);
});

it('changes the named columns of many rows and counts their versions up', async () => {
  const [one, other] = [pupil('u1'), pupil('u2')];
  await owner.transaction({}, async (tx) => {
    await insertMany(tx, students, [one, other]);
    await updateMany(tx, students, 'id', [
      { id: one.id, grade: 8, bornOn: '2013-05-01' },
      { id: other.id, grade: null, bornOn: null },
    ]);
    await updateMany(tx, students, 'id', []);
    const rows = await tx.select().from(students).where(sql`number in ('u1', 'u2')`).orderBy(students.number);
    expect(rows).toMatchObject([
      { ...one, grade: 8, bornOn: '2013-05-01', version: 2 },
      { ...other, grade: null, bornOn: null, version: 2 },
    ]);
  });
});
