import { expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';
import { playCampaign, sheetWith } from '#tools/testing/campaign-city';

const city = await apiCity();
const { staff, database, clock } = city;
const admin = database.admin;
const counselor = await city.as(staff.counselor.person);
const student = await city.student();
const campaign = await playCampaign(city, counselor, 'invited');
const [place] = await campaign.codes();
await campaign.answer(place?.code ?? '', sheetWith(9, 2));
clock.at += 60_000;
await campaign.answer(place?.code ?? '', { ...sheetWith(3, null), 9: 'refused' });

const url = `/api/students/${student}/sheets`;
const reason = { 'x-access-reason': 'care' };

it('shows a counselor of the child each answer as it was given, last first, and writes the reason down', async () => {
  const read = await counselor.get(url, reason);
  expect(read.statusCode, read.body).toBe(200);
  const { items } = read.json();
  expect(items).toMatchObject([
    { status: 'incomplete', total: null, min: 0, max: 6, criticals: [{ item: 9, state: 'refused' }] },
    { instrument: 'PHQ-9', version: '1', campaign: campaign.id, status: 'complete', total: 2, floor: 'L3' },
  ]);
  expect(items[0].answers).toMatchObject({ 3: null, 9: 'refused', 1: 0 });
  expect(items[1].answers).toEqual(sheetWith(9, 2));
  const lines = await admin`select person, reason from audit where action = 'read:sheets' and student_id = ${student}`;
  expect(lines).toEqual([{ person: staff.counselor.person, reason: 'care' }]);
});

it('opens nothing without a reason, and writes no line for a read that did not happen', async () => {
  const bare = await counselor.get(url);
  expect([bare.statusCode, bare.json().code]).toEqual([400, 'invalidRequest']);
  const [lines] = await admin`select count(*)::int as n from audit where action = 'read:sheets'`;
  expect(lines?.n).toBe(1);
});

it('N16: gives answers to no class teacher, head, supervisor or hospital by their place, and hides the child from other schools', async () => {
  for (const person of [staff.classTeacher, staff.head, staff.county, staff.city]) {
    const answer = await (await city.as(person.person)).get(url, reason);
    // An L3 calls nobody but the counselor yet.
    expect([answer.statusCode, answer.json().code], person.actor.role).toEqual([403, 'notPermitted']);
  }
  for (const person of [staff.otherCounselor, staff.intake])
    expect((await (await city.as(person.person)).get(url, reason)).statusCode).toBe(404);
});

it('gives them to whoever a duty asks to judge, as long as it lives', async () => {
  const head = await city.as(staff.head.person);
  const [duty] =
    await admin`select d.stream_id, d.opened_version, d.n from duties d join streams s on s.id = d.stream_id
    where s.student_id = ${student} and d.kind = 'interview' and d.done_at is null`;
  const held = admin`stream_id = ${duty?.stream_id} and opened_version = ${duty?.opened_version} and n = ${duty?.n}`;
  await admin`update duties set called = array[${staff.head.person}]::uuid[] where ${held}`;
  expect((await head.get(url, reason)).json().items).toHaveLength(2);
  await admin`update duties set called = '{}' where ${held}`;
  expect((await head.get(url, reason)).statusCode).toBe(403);
});

it('knows no child whose key was destroyed', async () => {
  await admin`update student_keys set wrapped_key = null, destroyed_at = '2026-12-01' where student_id = ${student}`;
  expect((await counselor.get(url, reason)).statusCode).toBe(404);
});
