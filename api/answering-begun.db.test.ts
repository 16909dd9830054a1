import { expect, it } from 'vitest';
import { POLICY_V1 } from '#domain/policy-v1/index';
import { apiCity } from '#tools/testing/api-city';
import { key, playCampaign, sheetWith } from '#tools/testing/campaign-city';

const city = await apiCity();
const { staff, database, clock } = city;
const admin = database.admin;
const counselor = await city.as(staff.counselor.person);
for (let n = 0; n < 6; n += 1) await city.student();
const campaign = await playCampaign(city, counselor, 'invited');
const places = [...(await campaign.codes())];
const { phone, answer } = campaign;

function next() {
  const place = places.shift();
  if (place === undefined) throw new Error('more pupils are needed');
  return place;
}

const soFar = (code: string, answers: object) =>
  phone('POST', `${code}/so-far`, { version: '1', answers, answeredAt: clock.at });

async function standingOf(student: string): Promise<string> {
  const [row] = await admin<[{ state: string }]>`select state from campaign_invitations where student_id = ${student}`;
  return row.state;
}

it('gives the help lines to a page that knows no code', async () => {
  const asked = await city.app.inject({ method: 'GET', url: '/api/answering' });
  expect([asked.statusCode, asked.json()]).toEqual([200, { helpLines: POLICY_V1.helpLines }]);
});

it('hears a worrying answer before the form is handed in: a named person owes an act at once', async () => {
  const { code, student } = next();
  const quiet = await soFar(code, { 1: 1, 2: 0 });
  const grave = await soFar(code, { 1: 1, 2: 0, 9: 2 });
  expect([quiet.statusCode, grave.statusCode], grave.body).toEqual([200, 200]);
  expect(grave.json()).toEqual(quiet.json());
  const owed = await admin`select d.kind, d.holder, s.level from duties d join streams s on s.id = d.stream_id
    where s.student_id = ${student} and d.kind = 'interview'`;
  expect(owed).toEqual([{ kind: 'interview', holder: staff.counselor.person, level: 'L3' }]);
  expect(await standingOf(student)).toBe('invited');
});

it('hears the same worry once, however often it is sent, and the whole form still as a form', async () => {
  const { code, student } = next();
  await Promise.all([soFar(code, { 9: 1 }), soFar(code, { 9: 1 }), soFar(code, { 1: 2, 9: 1 })]);
  expect((await soFar(code, { 1: 2, 2: 1, 9: 1 })).statusCode).toBe(200);
  const sheets = () => admin`select campaign_id from answers where student_id = ${student}`;
  expect(await sheets()).toEqual([{ campaign_id: null }]);
  expect((await answer(code, sheetWith(9, 1))).statusCode).toBe(200);
  expect(await sheets()).toHaveLength(2);
  expect(await standingOf(student)).toBe('answered');
  const cases = await admin`select id from streams where student_id = ${student} and kind = 'case'`;
  expect(cases).toHaveLength(1);
});

it('stores nothing of a form that was begun and worries nobody, and refuses answers out of range', async () => {
  const { code, student } = next();
  expect((await soFar(code, { 1: 3, 2: 3, 3: 3 })).statusCode).toBe(200);
  expect((await soFar(code, { 1: 9 })).json()).toMatchObject({
    code: 'answersInvalid',
    helpLines: POLICY_V1.helpLines,
  });
  expect((await phone('POST', `${code}/so-far`, { version: '1' }, key())).statusCode).toBe(400);
  const [rows] = await admin`select count(*)::int as n from answers where student_id = ${student}`;
  expect(rows?.n).toBe(0);
});
