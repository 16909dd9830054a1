import { expect, it } from 'vitest';
import { DAY, HOUR, onDay } from '#domain/instant';
import { STANDINGS } from '#domain/campaign-state';
import { apiCity } from '#tools/testing/api-city';
import { key, playCampaign, sheetWith } from '#tools/testing/campaign-city';

const city = await apiCity();
const { staff, database, clock } = city;
const admin = database.admin;
const counselor = await city.as(staff.counselor.person);
const teacher = await city.as(staff.classTeacher.person);
const county = await city.as(staff.county.person);
const stranger = await city.as(staff.otherCounselor.person);
const intake = await city.as(staff.intake.person);

const pupils: string[] = [];
for (let n = 0; n < 6; n += 1) pupils.push(await city.student());
const TUESDAY = onDay('2026-11-24', '08:00');

/** What the campaign's facts count, beside what its rows hold. */
async function inStep(id: string) {
  const [stream] = await admin`select state from streams where id = ${id}`;
  const rows = await admin<{ state: string; n: number }[]>`
    select state, count(*)::int as n from campaign_invitations where campaign_id = ${id} group by state`;
  const byRows = Object.fromEntries(STANDINGS.map((at) => [at, rows.find(({ state }) => state === at)?.n ?? 0]));
  const byFacts = Object.fromEntries(
    STANDINGS.map((at) => [
      at,
      stream?.state.classes.reduce((sum: number, one: Record<string, number>) => sum + (one[at] ?? 0), 0),
    ]),
  );
  return { byRows, byFacts };
}

it('plans a campaign with a place for each pupil under one key once, and keeps no code', async () => {
  const window = { opensAt: clock.at + 2 * HOUR, closesAt: clock.at + 9 * DAY };
  const plan = { org: 's', instrument: 'PHQ-9', version: '1', window, interviewers: 2 };
  const headers = key();
  const planned = await counselor.post('/api/campaigns', plan, headers);
  expect(planned.statusCode, planned.body).toBe(200);
  expect((await counselor.post('/api/campaigns', plan, headers)).json()).toEqual(planned.json());
  const id: string = planned.json().stream;
  expect(await inStep(id)).toMatchObject({ byRows: { waiting: 6 }, byFacts: { waiting: 6 } });
  const other = await counselor.post('/api/campaigns', { ...plan, interviewers: 3 }, headers);
  expect(other.json().code).toBe('keyReused');
  const unknown = await counselor.post('/api/campaigns', { ...plan, instrument: 'SCL-90' }, key());
  expect(unknown.json()).toMatchObject({ code: 'unknownInstrument', pointers: [{ pointer: '/instrument' }] });
});

it('plans nothing for another school, by a class teacher or by a hospital', async () => {
  const window = { opensAt: clock.at + 2 * HOUR, closesAt: clock.at + 9 * DAY };
  const plan = { org: 's', instrument: 'PHQ-9', version: '1', window, interviewers: 2 };
  expect((await stranger.post('/api/campaigns', plan, key())).statusCode).toBe(404);
  expect((await teacher.post('/api/campaigns', plan, key())).statusCode).toBe(403);
  expect((await intake.post('/api/campaigns', plan, key())).statusCode).toBe(403);
  expect((await county.post('/api/campaigns', plan, key())).statusCode).toBe(200);
});

it('shows a class its codes, each in the audit with its pupil, and not to who does not know the pupils', async () => {
  const { id, group, codes, phone } = await playCampaign(city, counselor, 'planned');
  const shown = await codes();
  expect(new Set(shown.map(({ code }) => code)).size).toBe(6);
  expect(shown[0]?.code).toMatch(/^[A-HJ-NP-Z2-9]{12}$/);
  const byTeacher = await teacher.post(`/api/campaigns/${id}/codes?class=${group}`, {});
  expect(byTeacher.json().items).toEqual(shown);
  const url = `/api/campaigns/${id}/codes?class=${group}`;
  expect((await county.post(url, {})).statusCode).toBe(403);
  expect([(await stranger.post(url, {})).statusCode, (await intake.post(url, {})).statusCode]).toEqual([404, 404]);
  const lines =
    await admin`select distinct person, student_id from audit where action = 'showCode' and stream_id = ${id}`;
  expect(lines).toHaveLength(12);
  const [stored] = await admin`select code_hash from campaign_invitations where campaign_id = ${id} limit 1`;
  expect(shown.some(({ code }) => stored?.code_hash.includes(Buffer.from(code)))).toBe(false);
  // Before its turn a code shows no form: nobody may be there to talk with whoever needs it.
  expect((await phone('GET', shown[0]?.code ?? '')).json()).toMatchObject({ state: 'notYet', items: [] });
});

it('N12: says plainly why no batch may begin, how many may, and lets nobody past it', async () => {
  clock.at = TUESDAY;
  const played = await playCampaign(city, counselor, 'open', 1);
  const { id, group, act } = played;
  const today = async () => (await counselor.get(`/api/campaigns/${id}/completion`)).json().today;
  const early = await act({ act: 'invitePage', class: group });
  expect([early.statusCode, early.json().code]).toEqual([422, 'outsideWindow']);
  clock.at = onDay('2026-11-24', '14:01');
  expect(await today()).toEqual({ capacity: 46, room: 0, refused: 'badStartTime', because: 'tooLate' });
  expect((await act({ act: 'invitePage', class: group })).json()).toMatchObject({
    code: 'badStartTime',
    facts: { because: 'tooLate' },
  });
  clock.at = onDay('2026-11-25', '09:00');
  await act({ act: 'countInterviewers', interviewers: 0 });
  const full = (await act({ act: 'invitePage', class: group })).json();
  expect(full).toMatchObject({ code: 'capacityExceeded', facts: { capacity: 0, room: 0 } });
  expect(await inStep(id)).toMatchObject({ byRows: { waiting: 6 }, byFacts: { waiting: 6 } });
  await act({ act: 'countInterviewers', interviewers: 1 });
  expect((await act({ act: 'invitePage', class: group, most: 4 })).statusCode).toBe(200);
  expect(await inStep(id)).toMatchObject({ byRows: { waiting: 2, invited: 4 }, byFacts: { waiting: 2, invited: 4 } });
  expect(await today()).toEqual({ capacity: 46, room: 42, refused: null, because: null });
});

it('N18: writes a refusal down by the class teacher too and does nothing else about it', async () => {
  clock.at = TUESDAY;
  const { id } = await playCampaign(city, counselor, 'invited');
  const url = `/api/campaigns/${id}/refusals`;
  const counted = async () => (await admin`select count(*)::int as n from duties`)[0]?.n;
  const [before, headers, body] = [await counted(), key(), { student: pupils[0], of: 'guardian' }];
  const refused = await teacher.post(url, body, headers);
  expect(refused.statusCode, refused.body).toBe(200);
  expect((await teacher.post(url, body, headers)).json()).toEqual(refused.json());
  expect(await counted()).toBe(before);
  expect(await inStep(id)).toMatchObject({ byRows: { invited: 5, refused: 1 }, byFacts: { invited: 5, refused: 1 } });
  expect((await admin`select id from streams where student_id = ${pupils[0] ?? ''}`).length).toBe(0);
  expect((await stranger.post(url, body, key())).statusCode).toBe(404);
  expect((await county.post(url, { ...body, student: pupils[1] }, key())).statusCode).toBe(200);
});

it('gives absentees an owner, who looks after named pupils, and ends when the last one has been', async () => {
  clock.at = TUESDAY;
  const { id, group, act, duty, codes, answer } = await playCampaign(city, counselor, 'invited');
  const [first, second, ...rest] = await codes();
  await answer(first?.code ?? '', sheetWith(1, 1));
  const left = await act({ act: 'closeAnswering', answers: await duty('campaignClose') });
  expect(left.json()).toMatchObject({ code: 'pupilsLeft', facts: { waiting: 0, invited: 5 } });
  expect((await act({ act: 'handAbsentees', class: group })).statusCode).toBe(200);
  const owned = (await counselor.get(`/api/campaigns/${id}/responses?state=owned`)).json().items;
  expect(new Set(owned.map(({ owner }: { owner: string }) => owner))).toEqual(new Set([staff.classTeacher.person]));
  const answers = await duty('campaignAbsentee');
  const settle = (students: unknown[], outcome = 'spokenWith') =>
    act({ act: 'settleAbsentees', answers, students, outcome }, teacher);
  const wrong = await settle([first?.student, second?.student]);
  expect(wrong.json()).toMatchObject({ code: 'fieldInvalid', facts: { field: 'students' } });
  expect((await settle([second?.student], 'refused')).statusCode).toBe(200);
  // A sheet that comes in late counts, whoever has the pupil by then.
  await answer(rest[0]?.code ?? '', sheetWith(1, 1));
  expect((await settle(rest.slice(1).map(({ student }) => student))).statusCode).toBe(200);
  const closed = await act({ act: 'closeAnswering', answers: await duty('campaignClose') });
  expect(closed.json(), closed.body).toMatchObject({ stage: 'ended', open: false });
  const standings = { answered: 2, refused: 1, settled: 3, owned: 0 };
  expect(await inStep(id)).toMatchObject({ byRows: standings, byFacts: standings });
});

it('takes a paper by staff under their name, with its duty at once and no score in the answer', async () => {
  clock.at = TUESDAY;
  const { id } = await playCampaign(city, counselor, 'invited');
  const url = `/api/campaigns/${id}/responses`;
  const paper = { student: pupils[2], version: '1', answers: sheetWith(9, 1), answeredAt: clock.at - HOUR };
  const headers = key();
  const taken = await counselor.post(url, paper, headers);
  expect(taken.statusCode, taken.body).toBe(200);
  expect((await counselor.post(url, paper, headers)).json()).toEqual(taken.json());
  expect(Object.keys(taken.json()).sort()).toEqual(['at', 'case', 'recorded', 'sheet']);
  const [event] = await admin`select actor from events where stream_id = ${taken.json().case} and version = 1`;
  expect(event?.actor).toBe(staff.counselor.person);
  expect((await teacher.post(url, paper, key())).statusCode).toBe(403);
  expect((await stranger.post(url, paper, key())).statusCode).toBe(404);
  const later = await counselor.post(url, { ...paper, answeredAt: clock.at + 1 }, key());
  expect(later.json().pointers).toEqual([{ pointer: '/answeredAt', code: 'later' }]);
  const wrong = await counselor.post(url, { ...paper, answers: { 1: 9 } }, key());
  expect(wrong.json()).toMatchObject({ code: 'answersInvalid', pointers: [{ pointer: '/answers/1' }] });
});

it('counts how far it has come by class and by school, in numbers only', async () => {
  clock.at = TUESDAY;
  const { id, group, codes, answer } = await playCampaign(city, counselor, 'invited');
  const [place] = await codes();
  await answer(place?.code ?? '', sheetWith(1, 0));
  const counts = { size: 6, waiting: 0, invited: 5, answered: 1, refused: 0, owned: 0, settled: 0 };
  for (const who of [counselor, county, teacher]) {
    const completion = await who.get(`/api/campaigns/${id}/completion`);
    expect(completion.json(), completion.body).toMatchObject({ total: counts, classes: [{ class: group, ...counts }] });
    expect(pupils.some((pupil) => completion.body.includes(pupil))).toBe(false);
  }
  const schools = (await county.get('/api/campaigns/completion')).json().items;
  expect(schools.find(({ campaign }: { campaign: string }) => campaign === id)).toMatchObject({
    schoolName: 's',
    ...counts,
  });
  expect((await stranger.get(`/api/campaigns/${id}/completion`)).statusCode).toBe(404);
  expect((await stranger.get('/api/campaigns/completion')).json().items).toEqual([]);
  expect((await intake.get('/api/campaigns/completion')).statusCode).toBe(403);
});
