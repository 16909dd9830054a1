import { expect, it } from 'vitest';
import { dayOf, DAY, MINUTE } from '#domain/instant';
import { key } from '#tools/testing/campaign-city';
import { programmeCity } from '#tools/testing/programme-city';

const { as, clock, database, parts } = await programmeCity();
const county = await as('programme');
const school = await as('school-programme');
const counselor = await as('counselor');
const teacher = await as('classteacher');
const hospital = await as('hospital');
const { admin } = database;
const COUNTY = '999001';
const SCHOOL = '999001001';
const today = dayOf(clock.at);
clock.at += 3 * MINUTE;

async function trainingAt(org: string, code: string, day = today): Promise<string> {
  const values = { code, title: '心理危机识别', topic: 'countyClass', day, sessions: 1 };
  const kept = await county.post('/api/records/training', { org, values }, key());
  expect(kept.statusCode, kept.body).toBe(200);
  return kept.json().record;
}
const training = await trainingAt(COUNTY, 'X-1');
const url = `/api/records/training/${training}`;
const shown = async () => (await county.get(`${url}/attendance-code`)).json();
const signs = (who: typeof teacher, code: string, staffNumber = 'T-001', as_ = 'classTeacher') =>
  who.post(`${url}/attendance`, { code, staffNumber, as: as_ });

it('signs a member of staff in once, whatever their role, at their own school, by the code on the wall', async () => {
  const { code } = await shown();
  const first = await signs(teacher, code.toLowerCase());
  expect(first.statusCode, first.body).toBe(200);
  expect((await signs(teacher, code)).json()).toEqual(first.json());
  expect((await signs(teacher, code, 'T-002')).json(), 'another number is no second person').toEqual(first.json());
  const rows = await admin`select o.code, r.person, r.topic, r.day::text, r.content ->> 'by' as by from records r
    join organisations o on o.id = r.org where r.kind = 'attendance'`;
  expect(rows).toEqual([{ code: SCHOOL, person: 'T-001', topic: 'classTeacher', day: today, by: 'code' }]);
  expect((await school.get(`/api/records/attendance`)).json().items).toHaveLength(1);
  const covered = (await school.get('/api/programme/coverage')).json().items;
  expect(covered).toMatchObject([{ school: SCHOOL, trained: 1 }]);
});

it('takes a code for twenty minutes at most, shows another every ten, and no code of another training', async () => {
  const { code, shownUntil, takenUntil } = await shown();
  expect([shownUntil - clock.at, takenUntil - clock.at]).toEqual([7 * MINUTE, 17 * MINUTE]);
  clock.at = shownUntil;
  expect((await shown()).code).not.toBe(code);
  const late = await signs(counselor, code, 'T-003', 'psychTeacher');
  expect(late.statusCode, late.body).toBe(200);
  clock.at = takenUntil;
  expect((await signs(school, code, 'T-004')).json()).toMatchObject({ code: 'attendanceCode', status: 409 });
  const other = await trainingAt(COUNTY, 'X-2');
  const { code: theirs } = (await county.get(`/api/records/training/${other}/attendance-code`)).json();
  expect((await signs(school, theirs, 'T-004')).json().code).toBe('attendanceCode');
});

it('tells whoever is on the list already so, and lets nobody show a code but whoever records there', async () => {
  const { code } = await shown();
  expect((await signs(await as('head'), code, 'T-001', 'viceHead')).json()).toMatchObject({
    code: 'alreadyRecorded',
    facts: { org: SCHOOL },
  });
  for (const who of [teacher, counselor, school])
    expect((await who.get(`${url}/attendance-code`)).statusCode).toBe(404);
  expect((await hospital.get(`${url}/attendance-code`)).statusCode).toBe(404);
  expect((await signs(hospital, code)).json().code).toBe('notPermitted');
});

it('takes nobody on a day on which the training is not held', async () => {
  const tomorrow = await trainingAt(COUNTY, 'X-3', dayOf(clock.at + DAY));
  const asked = await county.get(`/api/records/training/${tomorrow}/attendance-code`);
  expect(asked.json().code).toBe('attendanceClosed');
  clock.at += DAY;
  expect((await signs(teacher, 'ABCDEFGH')).json().code).toBe('attendanceClosed');
});

it('opens nothing else to whoever has no records: the database takes one’s own attendance and no other record', async () => {
  const [{ person, role, path, org }] = await admin<[{ person: string; role: string; path: string; org: string }]>`
    select a.person_id as person, a.role, o.path, o.id as org from appointments a join organisations o on o.id = a.org_id
    where a.role = 'classTeacher' order by o.path limit 1`;
  const place = path.replace(/[^/]+\/$/, '');
  const insert = (kind: string, by: string, at: string) =>
    parts.db.transaction({ person, role, path, org }, (tx) =>
      tx.execute(`insert into records (id, kind, org, path, version, state, shared, "natural", content, recorded_by, recorded_at, changed_at)
        select gen_random_uuid(), '${kind}', id, path, 1, 'recorded', false, convert_to(gen_random_uuid()::text, 'utf8'), '{"by": "${by}"}', '${person}', now(), now()
        from organisations where path = '${at}'`),
    );
  await insert('attendance', 'code', place);
  for (const [kind, by, at] of [
    ['attendance', 'list', place],
    ['activity', 'code', place],
    ['attendance', 'code', place.replace(/001\/$/, '002/')],
  ] as const)
    await expect(insert(kind, by, at), kind + by + at).rejects.toMatchObject({ code: 'forbidden' });
});
