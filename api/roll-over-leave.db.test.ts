import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { apiCity, type Caller } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';
import { returnedChild } from '#tools/testing/returned-child';
import { restedTurn } from '#tools/testing/turned-year';

const city = await apiCity();
const { staff, school, clock } = city;
const admin = city.database.admin;
clock.at = Date.UTC(2026, 7, 20, 2);
const home = await returnedChild(city, 'none');
const phased = await returnedChild(city, 'approved');
const other = await city.student();
const head = await city.as(staff.head.person);
const counselor = await city.as(staff.counselor.person);

for (const [code, grade] of [
  ['s-0701', 7],
  ['s-0801', 8],
] as const) {
  const name = `${grade === 7 ? '七' : '八'}年级（1）班`;
  await admin`insert into organisations (id, parent_id, kind, code, name, path, side, attributes, valid_from)
    select ${randomUUID()}, id, 'class', ${code}, ${name}, path || ${code} || '/', 'education', ${admin.json({ grade })}, '2025-09-01T00:00:00+08:00'
    from organisations where code = 's' on conflict do nothing`;
  await admin`update organisations set name = ${name}, attributes = ${admin.json({ grade })} where code = ${code}`;
}
await admin`update students s set class_id = o.id, grade = 7, path = o.path from organisations o where o.code = 's-0701' and s.school_id = ${school}`;

async function looked(who: Caller) {
  const begun = await who.post(`/api/organisations/${school}/roll-overs`, { schoolYear: 2026 });
  expect(begun.statusCode, begun.body).toBe(202);
  return restedTurn(who, begun.json().id);
}
async function released(id: string) {
  expect((await head.post(`/api/roll-overs/${id}/release`, {})).statusCode).toBe(202);
  return restedTurn(head, id);
}
const schoolOf = async (id: string) => (await head.get(`/api/roll-overs/${id}/schools`)).json().items[0];
const stands = async (id: string) =>
  (await admin`select grade, enrolled_state as state from students where id = ${id}`)[0];

it('keeps the grade of whoever is at home on a leave, without being told', async () => {
  const { id } = await looked(head);
  expect(await schoolOf(id)).toMatchObject({
    faults: [],
    pupils: [{ student: home.student, act: 'onLeave', grade: 7 }],
  });
});

it('is stale where a leave was granted after it was looked at, and then changes nothing', async () => {
  const { id } = await looked(head);
  clock.at = Date.UTC(2026, 8, 1, 2);
  await granted(other);
  await released(id);
  expect(await schoolOf(id)).toMatchObject({ outcome: 'stale' });
  expect(await stands(phased.student)).toEqual({ grade: 7, state: 'enrolled' });
});

it('takes those who are back up with their class, and leaves no mark that would outlast a leave', async () => {
  const { id } = await looked(head);
  expect(await released(id)).toMatchObject({ state: 'done' });
  expect(await stands(phased.student)).toEqual({ grade: 8, state: 'enrolled' });
  for (const away of [home.student, other]) expect(await stands(away)).toEqual({ grade: 7, state: 'enrolled' });
});

it('tells nobody who is on leave but whoever keeps the roll of the school', async () => {
  const asked = await counselor.post(`/api/organisations/${school}/roll-overs`, { schoolYear: 2026 });
  expect(asked.statusCode).toBe(403);
  const elsewhere = city.database.open('api');
  const context = { person: staff.otherHead.person, role: 'schoolHead', org: null, path: '/none/' } as never;
  const away = await elsewhere.transaction(context, (tx) => tx.execute(`select app.away_from('${school}')`));
  expect(away).toHaveLength(0);
});

/** Leads a child of this school to a granted leave. */
async function granted(student: string): Promise<void> {
  const { case: id } = (await counselor.post('/api/concerns', { student, signs: ['bereavement'] }, key())).json();
  await counselor.post(`/api/cases/${id}/acts`, { act: 'startLeave' }, key());
  const leave = (await counselor.get(`/api/returns?student=${student}`)).json().items[0].id;
  const guardian = await city.guardian(student);
  const applicant = { kind: 'guardian', guardian };
  const papers = ['guardianApplication', 'hospitalCertificate'];
  const until = clock.at + 30 * 86_400_000;
  for (const [who, kind, body] of [
    [counselor, 'leaveAssessment', { act: 'recordLeaveAssessment', findings: ['lowMood'], advised: true }],
    [counselor, 'leaveTalk', { act: 'recordLeaveTalk', guardian, outcome: 'agreed' }],
    [counselor, 'leaveApplication', { act: 'recordLeaveApplication', applicant, papers, until }],
    [head, 'leaveApplication', { act: 'decideLeave', granted: true, reasonCode: 'found' }],
  ] as const) {
    const { duties } = (await counselor.get(`/api/returns/${leave}`)).json();
    const answers = duties.find((duty: { kind: string }) => duty.kind === kind)?.id;
    const done = await who.post(`/api/returns/${leave}/acts`, { ...body, answers }, key());
    expect(done.statusCode, done.body).toBe(200);
  }
}
