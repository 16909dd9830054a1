import { expect, it } from 'vitest';
import { addDays, DAY, dayOf } from '#domain/instant';
import { apiCity } from '#tools/testing/api-city';
import { key, type PhonePlace, playCampaign, sheetWith } from '#tools/testing/campaign-city';

const woken: string[] = [];
const waker = { wake: async (kind: string, id: string) => void woken.push(`${kind}/${id}`) };
const city = await apiCity(() => Promise.resolve({ waker }));
const { staff, database, clock } = city;
const admin = database.admin;
const counselor = await city.as(staff.counselor.person);
const teacher = await city.as(staff.classTeacher.person);

const today = dayOf(clock.at);
const turning = (years: number, on: string) => `${Number(on.slice(0, 4)) - years}${on.slice(4)}`;
/** 13 until the day after tomorrow; of an age that nobody knows; 14 today; 16. */
const young = await city.student(turning(14, addDays(today, 2)));
const unknown = await city.student();
await admin`update students set born_on = null where id = ${unknown}`;
const justOldEnough = await city.student(turning(14, today));
const old = await city.student(turning(16, today));
const campaign = await playCampaign(city, counselor, 'invited');
const { id, phone, answer, group } = campaign;
const codes = new Map((await campaign.codes()).map((place) => [place.student, place] as const));

function placeOf(student: string): PhonePlace & { readonly awaitsConsent: boolean } {
  const place = codes.get(student);
  if (place === undefined) throw new Error('the pupil has no place');
  return place as PhonePlace & { readonly awaitsConsent: boolean };
}
const codeOf = (student: string) => placeOf(student).code;
const form = async (student: string) => (await phone('GET', codeOf(student))).json();
const assent = (student: string, agrees: boolean, headers = key()) =>
  phone('POST', `${codeOf(student)}/assent`, { agrees }, headers);
async function guardianOf(student: string): Promise<string> {
  const [row] = await admin<[{ id: string }]>`select id from guardians where student_id = ${student}`;
  return row.id;
}
async function consent(student: string, more: object = {}): Promise<string> {
  const body = { kind: 'screening', guardian: await guardianOf(student), evidence: '家长已签知情同意书', ...more };
  const given = await counselor.post(`/api/students/${student}/consents`, body, key());
  expect(given.statusCode, given.body).toBe(200);
  return given.json().consent;
}

it('invites who is old enough, and nobody younger than 14 or of unknown age before a guardian consents', async () => {
  const states = await admin`select student_id as id, state from campaign_invitations where campaign_id = ${id}`;
  expect(new Map(states.map((row) => [row.id, row.state]))).toEqual(
    new Map([
      [young, 'waiting'],
      [unknown, 'waiting'],
      [justOldEnough, 'invited'],
      [old, 'invited'],
    ]),
  );
  const listed = (await counselor.get(`/api/campaigns/${id}/responses?awaitsConsent=true`)).json().items;
  expect(new Set(listed.map((row: { student: string }) => row.student))).toEqual(new Set([young, unknown]));
  for (const who of [counselor, teacher]) {
    const completion = (await who.get(`/api/campaigns/${id}/completion`)).json();
    expect(completion).toMatchObject({ total: { awaitingConsent: 2 }, classes: [{ awaitingConsent: 2 }] });
  }
  expect([young, unknown, justOldEnough, old].map((student) => placeOf(student).awaitsConsent)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it('shows no question while the consent is missing, not even to a pupil who agrees, and never stands in the way of help', async () => {
  expect((await assent(young, true)).json()).toMatchObject({ state: 'awaitsConsent', items: [] });
  expect(await form(young)).toMatchObject({ state: 'awaitsConsent', items: [], notice: expect.any(String) });
  expect((await phone('POST', `${codeOf(unknown)}/now`)).statusCode).toBe(200);
  const concern = { student: young, signs: ['attempt'] };
  expect((await teacher.post('/api/concerns', concern, key())).statusCode).toBe(200);
  // A sheet that was filled in all the same may be the one that matters.
  expect((await answer(codeOf(unknown), sheetWith(9, 2))).statusCode).toBe(200);
  const open = await admin`select student_id as id, stage from streams where kind = 'case' order by student_id`;
  expect(open.map((row) => [row.id, row.stage])).toEqual([young, unknown].sort().map((one) => [one, 'crisis']));
});

it('asks the pupil once the guardian has consented, and stops when the consent is taken back or its giver is flagged', async () => {
  woken.length = 0;
  await consent(young, { kind: 'referral', hospitals: ['999000-h1'] });
  expect([(await form(young)).state, woken]).toEqual(['awaitsConsent', []]);
  const given = await consent(young);
  expect(woken).toEqual([`campaign/${id}`]);
  expect((await form(young)).state).toBe('notYet');
  const invited = await campaign.act({ act: 'invitePage', class: group });
  expect(invited.statusCode, invited.body).toBe(200);
  // The yes given before still stands.
  expect((await form(young)).items).toHaveLength(10);
  expect((await counselor.post(`/api/students/${young}/consents/${given}/revoke`, {}, key())).statusCode).toBe(200);
  expect(await form(young)).toMatchObject({ state: 'awaitsConsent', items: [] });
  await consent(young);
  expect((await form(young)).state).toBe('open');
  await admin`update guardians set flagged_danger = true where id = ${await guardianOf(young)}`;
  expect((await form(young)).state).toBe('awaitsConsent');
  clock.at += 2 * DAY;
  expect((await form(young)).state).toBe('open');
});

it('shows questions to nobody who has not agreed, and keeps one line of the yes in the audit', async () => {
  expect(await form(old)).toMatchObject({ state: 'asksAssent', items: [] });
  for (const copy of [await assent(old, true), await assent(old, true)]) {
    expect(copy.json()).toMatchObject({ state: 'open' });
    expect(copy.json().items).toHaveLength(10);
  }
  const lines = await admin`select person from audit where action = 'assent' and student_id = ${old}`;
  expect(lines).toEqual([{ person: `student:${old}` }]);
  expect((await answer(codeOf(old), sheetWith(1, 1))).statusCode).toBe(200);
  expect(await form(old)).toMatchObject({ state: 'answered', items: [] });
});

it('N18: keeps a pupil’s no as a refusal and nothing else, and lets the pupil still say yes', async () => {
  const headers = key();
  const declined = await assent(justOldEnough, false, headers);
  expect(declined.json(), declined.body).toMatchObject({ state: 'refused', items: [] });
  expect((await assent(justOldEnough, false, headers)).json()).toEqual(declined.json());
  const facts = await admin`select convert_from(bytes, 'UTF8')::jsonb -> 'fact' as fact from events
    where stream_id = ${id} and type = 'refusalRecorded'`;
  expect(facts).toMatchObject([{ fact: { of: 'student', pupil: { from: 'invited', count: 1 } } }]);
  const [owed] = await admin`select count(*)::int as n from streams where student_id = ${justOldEnough}`;
  expect(owed?.n).toBe(0);
  expect((await assent(justOldEnough, true)).json().state).toBe('open');
  expect((await answer(codeOf(justOldEnough), sheetWith(1, 1))).statusCode).toBe(200);
  const [row] = await admin`select state from campaign_invitations where student_id = ${justOldEnough}`;
  expect(row?.state).toBe('answered');
});
