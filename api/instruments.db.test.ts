import { expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';
import { key, playCampaign, sheetWith } from '#tools/testing/campaign-city';

const city = await apiCity(async () => ({ demo: false }));
const { staff, database } = city;
const counselor = await city.as(staff.counselor.person);
const expert = await city.as(staff.expertHealth.person);
await city.student();

const score = (id: string, body: object) => expert.post(`/api/instruments/${id}/score`, body);

it('lists every instrument with its version, ages, licence notice and critical items', async () => {
  const { instruments } = (await counselor.get('/api/instruments')).json();
  expect(instruments.map(({ id }: { id: string }) => id).sort()).toEqual(['ASQ', 'GAD-7', 'PHQ-9', 'PHQ-A', 'PHQ-A']);
  const phq9 = instruments.find(({ id }: { id: string }) => id === 'PHQ-9');
  expect(phq9).toMatchObject({ version: '1', criticalItems: [9], verified: { 'zh-CN': false } });
  expect(phq9.notice.length).toBeGreaterThan(10);
  expect((await city.app.inject({ method: 'GET', url: '/api/instruments' })).statusCode).toBe(401);
});

it('shows one in the language asked for, and says which is not there', async () => {
  const english = await counselor.get('/api/instruments/PHQ-9', { 'accept-language': 'en' });
  expect(english.json().form[8].n).toBe(9);
  const unknown = await counselor.get('/api/instruments/SCL-90');
  expect([unknown.statusCode, unknown.json().code]).toEqual([422, 'unknownInstrument']);
  const version = await counselor.get('/api/instruments/PHQ-9?version=99');
  expect([version.statusCode, version.json().code]).toEqual([422, 'unknownVersion']);
});

it('N02: lets an expert try a sheet: a positive critical answer is a floor at a total of 1, and nothing is stored', async () => {
  const tried = await score('PHQ-9', { version: '1', answers: sheetWith(9, 1), age: 13 });
  expect(tried.statusCode, tried.body).toBe(200);
  expect(tried.json()).toMatchObject({
    status: 'complete',
    total: 1,
    criticals: [{ item: 9, state: 'positive' }],
    floor: { level: 'L2', critical: true },
  });
  const [rows] = await database.admin`select (select count(*) from answers) + (select count(*) from warnings) as n`;
  expect(Number(rows?.n)).toBe(0);
});

it('N03: reads a missing critical answer as a question to a person and gives the total as an interval', async () => {
  for (const [withheld, state] of [
    [null, 'unknown'],
    ['refused', 'refused'],
  ] as const) {
    const tried = (await score('PHQ-9', { version: '1', answers: sheetWith(9, withheld) })).json();
    expect(tried).toMatchObject({ total: null, min: 0, max: 3, criticals: [{ item: 9, state }] });
    expect(tried.floor.level).toBe('L2');
  }
});

it('points at every answer that does not fit', async () => {
  const wrong = await score('PHQ-9', { version: '1', answers: { ...sheetWith(9, 4), 99: 0 } });
  expect(wrong.statusCode).toBe(422);
  const pointers = wrong.json().pointers.map(({ pointer }: { pointer: string }) => pointer);
  expect(pointers.sort()).toEqual(['/answers/9', '/answers/99']);
});

it('says of a wrong age that it gives no score, and keeps the critical answer', async () => {
  const young = (await score('PHQ-9', { version: '1', answers: sheetWith(9, 2), age: 8 })).json();
  expect(young).toMatchObject({ total: null, floor: { critical: true } });
});

it('shows unverified wording to no pupil outside the demonstration city, and takes what comes on paper all the same', async () => {
  const { id, act, duty, codes, phone } = await playCampaign(city, counselor, 'planned');
  const opened = await act({ act: 'open', answers: await duty('campaignOpen') });
  expect([opened.statusCode, opened.json().code]).toEqual([422, 'wordingUnverified']);
  const [place] = await codes();
  await database.admin`update campaign_invitations set state = 'invited' where campaign_id = ${id}`;
  const form = await phone('GET', place?.code ?? '');
  expect([form.statusCode, form.json().code]).toEqual([422, 'wordingUnverified']);
  expect(form.json().helpLines.length).toBeGreaterThan(0);
  const paper = { student: place?.student, version: '1', answers: sheetWith(9, 1), answeredAt: city.clock.at };
  expect((await counselor.post(`/api/campaigns/${id}/responses`, paper, key())).statusCode).toBe(200);
});
