import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { freshDatabase } from '#tools/testing/database';
import { oneSchool, StandingClock } from '#tools/testing/one-school';
import { NotFound } from './commit.ts';
import { type Sheet, takeSheet } from './intake.ts';
import { type Keyring, newStudentKey } from './vault/keyring.ts';

const database = await freshDatabase();
const db = database.open('api');
const { staff, student } = await oneSchool(database.admin);
const clock = new StandingClock();
const ring: Keyring = {
  current: 'k',
  wrapping: { k: randomBytes(32) },
  blindIndex: randomBytes(32),
  digests: randomBytes(32),
  links: randomBytes(32),
};

async function pupil(): Promise<string> {
  const id = await student();
  const { wrapped, masterKeyId, keyVersion } = newStudentKey(ring, id);
  await database.admin`insert into student_keys (student_id, wrapped_key, master_key_id, key_version) values (${id}, ${wrapped}, ${masterKeyId}, ${keyVersion})`;
  return id;
}

function sheet(of: string, values: readonly (number | null | 'refused')[], more: Partial<Sheet> = {}): Sheet {
  const answers = Object.fromEntries(values.map((value, index) => [index + 1, value]));
  const key = randomUUID();
  return {
    student: of,
    campaign: null,
    instrument: 'PHQ-9',
    version: '1',
    answers,
    observedAt: clock.at,
    actKey: key,
    digest: createHash('sha256').update(key).digest(),
    actor: { person: null, role: 'student', side: null },
    ...more,
  };
}

const take = (one: Sheet) => takeSheet(db, clock, { actor: `student:${one.student}` }, ring, one);

it('stores a sheet with nothing in it and opens no case', async () => {
  const child = await pupil();
  expect(await take(sheet(child, [0, 0, 1, 0, 0, 0, 0, 0, 0]))).toMatchObject({ outcome: { status: 'stored' } });
  expect((await database.admin`select id from streams where student_id = ${child}`).length).toBe(0);
  expect((await database.admin`select floor, total from answers where student_id = ${child}`)[0]).toMatchObject({
    floor: 'L0',
    total: 1,
  });
});

it('N02: a positive critical answer opens a case within 24 hours of a person although the total is 1', async () => {
  const child = await pupil();
  const taken = await take(sheet(child, [0, 0, 0, 0, 0, 0, 0, 0, 1]));
  expect(taken).toMatchObject({ outcome: { status: 'recorded', stage: 'triage', level: 'L2' } });
  const [duty] =
    await database.admin`select d.kind, d.holder, extract(epoch from d.limit_at - d.opened_at)::int as s from duties d join streams s on s.id = d.stream_id where s.student_id = ${child} and d.kind = 'interview'`;
  expect(duty).toMatchObject({ holder: staff.counselor.person, s: 86_400 });
  expect((await database.admin`select critical, floor from warnings where student_id = ${child}`)[0]).toMatchObject({
    critical: true,
    floor: 'L2',
  });
});

it('N03: a critical answer that was withheld asks a person and is never read as zero', async () => {
  for (const withheld of [null, 'refused'] as const) {
    const child = await pupil();
    const taken = await take(sheet(child, [0, 0, 0, 0, 0, 0, 0, 0, withheld]));
    expect(taken).toMatchObject({ outcome: { status: 'recorded', level: 'L2' } });
  }
});

it('answers the same sheet under its key as the first time, and keeps one row', async () => {
  const child = await pupil();
  const one = sheet(child, [2, 2, 2, 2, 2, 2, 2, 2, 2]);
  const first = await take(one);
  expect(await take(one)).toEqual(first);
  expect((await database.admin`select id from answers where student_id = ${child}`).length).toBe(1);
});

it('keeps no answer outside the vault: the row holds codes, the raw sheet is sealed', async () => {
  const child = await pupil();
  await take(sheet(child, [3, 3, 3, 3, 3, 3, 3, 3, 0]));
  const [row] = await database.admin`select raw, criticals from answers where student_id = ${child}`;
  expect(row?.criticals).toEqual([]);
  expect(Buffer.from(row?.raw).toString('latin1')).not.toContain('"1":3');
});

it('refuses answers out of range and names the item, and stores nothing', async () => {
  const child = await pupil();
  const taken = await take(sheet(child, [0, 0, 0, 0, 0, 0, 0, 0, 4]));
  expect(taken).toMatchObject({ fault: 'answersInvalid', faults: [{ pointer: '/9' }] });
  expect((await database.admin`select id from answers where student_id = ${child}`).length).toBe(0);
});

it('knows no student but those that are there', async () => {
  await expect(take(sheet(randomUUID(), [0]))).rejects.toThrow(NotFound);
});
