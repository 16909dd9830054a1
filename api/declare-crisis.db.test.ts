import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { CASE_ACTS } from '#domain/case-acts';
import { ROLES, STAFF_OF_CHILDREN } from '#domain/role';
import { apiCity, type Caller } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';

const city = await apiCity();
const { staff } = city;
const admin = city.database.admin;
const counselor = await city.as(staff.counselor.person);
const teacher = await city.as(staff.classTeacher.person);
const ALARM = { act: 'declareCrisis', signs: ['farewell'], note: '留下字条，不在教室' };

/** Somebody in these roles at this place, signed in, with the appointment for each role. */
async function appointed(roles: readonly string[], place: string) {
  const person = randomUUID();
  await admin`insert into people (id, display_name, side) values (${person}, 'somebody', 'education')`;
  const appointment = new Map(roles.map((role) => [role, randomUUID()]));
  for (const [role, id] of appointment)
    await admin`insert into appointments (id, person_id, role, org_id, valid_from)
      select ${id}, ${person}, ${role}, id, '2026-01-01' from organisations where code = ${place}`;
  return { who: await city.as(person), as: (role: string) => ({ 'x-appointment': appointment.get(role) ?? '' }) };
}

async function triaged(): Promise<{ readonly url: string; readonly id: string }> {
  const body = { student: await city.student(), signs: ['bullying'] };
  const { case: id } = (await counselor.post('/api/concerns', body, key())).json();
  return { id, url: `/api/cases/${id}` };
}

const stood = async (id: string) => {
  const [row] = await admin`select stage, level, version from streams where id = ${id}`;
  return row;
};

let nextClass: Caller;
let above: Awaited<ReturnType<typeof appointed>>;
beforeAll(async () => {
  await admin`insert into organisations (id, parent_id, kind, code, name, path, side, valid_from)
    select gen_random_uuid(), id, 'class', 's-0702', 's-0702', '/c/k/s/g2/', 'education', valid_from from organisations where code = 's'`;
  nextClass = (await appointed(['classTeacher'], 's-0702')).who;
  above = await appointed(ROLES, 'k');
});

it('lets the class teacher, who may not see the case and owes nothing on it, declare a crisis and nothing else', async () => {
  const { id, url } = await triaged();
  // What was owed on it is done: the page that is still open must not turn into "not found".
  const { duties } = (await teacher.get(url)).json();
  const view = { act: 'recordSecondSource', view: ['quiet'], answers: duties[0].id };
  expect((await teacher.post(`${url}/acts`, view, key())).statusCode).toBe(200);
  expect((await teacher.get(url)).statusCode).toBe(404);
  const offered = await teacher.get(`${url}/permitted-acts`);
  expect(offered.json().acts.map(({ act }: { act: string }) => act)).toEqual(['declareCrisis']);
  const other = { act: 'recordSecondSource', view: ['quiet'] };
  expect((await teacher.post(`${url}/acts`, other, key())).statusCode).toBe(404);
  const headers = key();
  const declared = await teacher.post(`${url}/acts`, ALARM, headers);
  expect(declared.statusCode, declared.body).toBe(200);
  expect(declared.json()).toMatchObject({ stage: 'crisis', level: 'L4', nextDuty: null });
  expect((await teacher.post(`${url}/acts`, ALARM, headers)).json()).toEqual(declared.json());
  const [fact] = await admin`select actor from events where stream_id = ${id} and type = 'crisisDeclared'`;
  expect(fact?.['actor']).toBe(staff.classTeacher.person);
  const [owed] =
    await admin`select holder from duties where stream_id = ${id} and kind = 'crisisAcknowledge' and done_at is null`;
  expect(owed?.['holder']).toBe(staff.counselor.person);
});

it('is hidden from the teacher of another class, from another school and from a case that is none, alike', async () => {
  const { id, url } = await triaged();
  const before = await stood(id);
  const stranger = await city.as(staff.otherCounselor.person);
  const doctor = await city.as(staff.intake.person);
  for (const who of [nextClass, stranger, doctor]) {
    for (const [asked, none] of [
      [await who.post(`${url}/acts`, ALARM, key()), await who.post(`/api/cases/${randomUUID()}/acts`, ALARM, key())],
      [await who.get(`${url}/permitted-acts`), await who.get(`/api/cases/${randomUUID()}/permitted-acts`)],
    ] as const) {
      expect([asked.statusCode, asked.json().code]).toEqual([404, 'notFound']);
      expect({ ...asked.json(), instance: '' }).toEqual({ ...none.json(), instance: '' });
    }
  }
  expect(await stood(id)).toEqual(before);
});

it.each(ROLES)(
  'says the same in the table, in the permitted acts and in the answer: %s above the child',
  async (role) => {
    const { id, url } = await triaged();
    const { who, as } = above;
    const tabled = STAFF_OF_CHILDREN.some((one) => one === role && CASE_ACTS.declareCrisis.by.includes(one));
    const offered = (await who.get(`${url}/permitted-acts`, as(role))).json();
    const acts: readonly string[] = (offered.acts ?? []).map(({ act }: { act: string }) => act);
    expect(acts.includes('declareCrisis')).toBe(tabled);
    const answer = await who.post(`${url}/acts`, ALARM, { ...key(), ...as(role) });
    expect(answer.statusCode === 200, answer.body).toBe(tabled);
    expect((await stood(id))?.['stage']).toBe(tabled ? 'crisis' : 'triage');
  },
);

it('says of a case that is over only that it is, and offers nothing there', async () => {
  const { id, url } = await triaged();
  // As the signatures of two people would leave it.
  await admin.begin(async (sql) => {
    await sql`update duties set done_at = opened_at, done_by = 'test' where stream_id = ${id}`;
    await sql`update streams set closed_at = last_at, next_due_at = null,
      state = state || '{"stage": "closed", "open": false, "duties": []}' where id = ${id}`;
  });
  expect((await teacher.get(`${url}/permitted-acts`)).statusCode).toBe(404);
  const late = await teacher.post(`${url}/acts`, ALARM, key());
  expect([late.statusCode, late.json().code, late.json().facts]).toEqual([409, 'wrongStage', { stage: 'closed' }]);
});
