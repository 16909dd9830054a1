import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { DAY, HOUR } from '#domain/instant';
import { apiCity } from '#tools/testing/api-city';

const city = await apiCity();
const { app, staff, database, clock } = city;
const counselor = await city.as(staff.counselor.person);
const teacher = await city.as(staff.classTeacher.person);
const stranger = await city.as(staff.otherCounselor.person);
const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });

const pupils = [await city.student(), await city.student(), await city.student()];
for (const pupil of pupils) {
  // A sheet is sealed with the pupil's key; a concern makes it, as a roster would.
  await counselor.post('/api/concerns', { student: pupil, signs: ['other'], note: 'first' }, key());
}
const window = { opensAt: clock.at + 2 * HOUR, closesAt: clock.at + 9 * DAY };
const plan = { org: 's', instrument: 'PHQ-9', version: await versionOf('PHQ-9'), window, interviewers: 2 };

async function versionOf(id: string): Promise<string> {
  const { instruments } = (await counselor.get('/api/instruments')).json();
  return instruments.find((item: { id: string }) => item.id === id).version;
}

it('plans a campaign for a school, with a place and a code for each pupil', async () => {
  const headers = key();
  const planned = await counselor.post('/api/campaigns', plan, headers);
  expect(planned.statusCode, planned.body).toBe(200);
  expect((await counselor.post('/api/campaigns', plan, headers)).json()).toEqual(planned.json());
  const id: string = planned.json().stream;
  const listed = (await counselor.get(`/api/campaigns/${id}/responses`)).json().items;
  expect(listed.map((item: { state: string }) => item.state)).toEqual(['waiting', 'waiting', 'waiting']);
  const { items } = (await counselor.get(`/api/campaigns/${id}/codes`)).json();
  expect(new Set(items.map((item: { code: string }) => item.code)).size).toBe(3);
  expect((await stranger.get(`/api/campaigns/${id}/codes`)).statusCode).toBe(404);
  const [row] =
    await database.admin`select count(*)::int as n from campaign_invitations where position(${items[0].code}::bytea in code_hash) > 0`;
  expect(row?.n).toBe(0);
});

it('plans nothing for another school or by a class teacher', async () => {
  expect((await stranger.post('/api/campaigns', plan, key())).statusCode).toBe(404);
  expect((await teacher.post('/api/campaigns', plan, key())).statusCode).toBe(403);
});

it('N07: shows a phone the form and the help lines and never a score; a critical answer opens a duty at once', async () => {
  const planned = (await counselor.post('/api/campaigns', { ...plan, interviewers: 3 }, key())).json();
  const { items } = (await counselor.get(`/api/campaigns/${planned.stream}/codes`)).json();
  const { code, student } = items[0];
  clock.at += 3 * HOUR;
  const form = await app.inject({ method: 'GET', url: `/api/answering/${code}` });
  expect(form.statusCode, form.body).toBe(200);
  expect(form.json().items).toHaveLength(10);
  expect(form.json().helpLines.length).toBeGreaterThan(0);
  const answers = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0, 9: 2 };
  const sent = await app.inject({
    method: 'POST',
    url: `/api/answering/${code}`,
    headers: key(),
    payload: { version: plan.version, answers, answeredAt: clock.at },
  });
  expect(sent.statusCode, sent.body).toBe(200);
  expect(Object.keys(sent.json()).sort()).toEqual(['helpLines', 'thanks']);
  const [warning] =
    await database.admin`select floor, critical from warnings where student_id = ${student} and source = 'answers'`;
  expect(warning).toMatchObject({ floor: 'L3', critical: true });
  const answered = (await counselor.get(`/api/campaigns/${planned.stream}/responses?state=answered`)).json().items;
  expect(answered.map((item: { student: string }) => item.student)).toEqual([student]);
});

it('calls a person at once when a pupil wants to talk to someone now, and says nothing of levels', async () => {
  const later = { opensAt: clock.at + 2 * HOUR, closesAt: clock.at + 9 * DAY };
  const planned = (await counselor.post('/api/campaigns', { ...plan, window: later }, key())).json();
  const { items } = (await counselor.get(`/api/campaigns/${planned.stream}/codes`)).json();
  const { code, student } = items[1];
  const pressed = await app.inject({ method: 'POST', url: `/api/answering/${code}/now`, headers: key(), payload: {} });
  expect(pressed.statusCode, pressed.body).toBe(200);
  expect(Object.keys(pressed.json()).sort()).toEqual(['coming', 'helpLines']);
  const [row] = await database.admin`select stage, level from streams where student_id = ${student} and kind = 'case'`;
  expect(row).toMatchObject({ stage: 'crisis', level: 'L4' });
});

it('knows nothing of a code that nobody was given', async () => {
  const unknown = await app.inject({ method: 'GET', url: '/api/answering/AAAABBBBCCCC' });
  expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'codeUnknown']);
});

it('opens a campaign in the demonstration city and writes down a refusal as an answer', async () => {
  const later = { opensAt: clock.at + 2 * HOUR, closesAt: clock.at + 9 * DAY };
  const { stream, nextDuty } = (await counselor.post('/api/campaigns', { ...plan, window: later }, key())).json();
  const opened = await counselor.post(`/api/campaigns/${stream}/acts`, { act: 'open', answers: nextDuty.id }, key());
  expect(opened.json(), opened.body).toMatchObject({ stage: 'open' });
  const refused = await counselor.post(
    `/api/campaigns/${stream}/acts`,
    { act: 'recordRefusal', student: pupils[0], of: 'guardian' },
    key(),
  );
  expect(refused.statusCode, refused.body).toBe(200);
  const listed = (await counselor.get(`/api/campaigns/${stream}/responses?state=refused`)).json().items;
  expect(listed).toHaveLength(1);
});
