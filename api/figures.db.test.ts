import { expect, it } from 'vitest';
import { key } from '#tools/testing/campaign-city';
import { programmeCity } from '#tools/testing/programme-city';

const { as, clock } = await programmeCity();
const county = await as('programme');
const school = await as('school-programme');
const teacher = await as('classteacher');
clock.at = Date.parse('2026-06-30T09:00:00+08:00');
const SCHOOL = '999001001';
const OTHER = '999001002';
const PERIOD = 'from=2026-01-01&to=2026-06-30';

async function kept(kind: string, org: string, values: object): Promise<string> {
  const answer = await county.post(`/api/records/${kind}`, { org, values }, key());
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().record;
}
const activity = (topic: string, day: string, times: number, heads: number, title = `${topic} ${day}`) => ({
  topic,
  title,
  day,
  place: '操场',
  times,
  heads,
  counted: 'personTimes',
  audience: ['pupils'],
});
const certificate = (staffNumber: string, number: string, expiresOn?: string) => ({
  staffNumber,
  name: '示例教师',
  topic: 'teacher',
  issuer: '示例机构',
  number,
  issuedOn: '2020-01-01',
  ...(expiresOn === undefined ? {} : { expiresOn }),
});
async function figures(who = county, query = PERIOD): Promise<Record<string, number>> {
  const answer = await who.get(`/api/figures?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return Object.fromEntries(
    answer.json().items.map(({ code, value }: { code: string; value: number }) => [code, value]),
  );
}

it('counts what lies in the period and holds on its last day, each person once, and opens every figure', async () => {
  const first = await kept('activity', SCHOOL, activity('publicity', '2026-01-01', 3, 1_200));
  await kept('activity', OTHER, activity('publicity', '2026-06-30', 1, 77));
  await kept('activity', OTHER, activity('publicity', '2025-12-31', 9, 9_999));
  await kept('certificate', SCHOOL, certificate('T1', 'A-1'));
  await kept('certificate', SCHOOL, certificate('T1', 'A-2', '2027-01-01'));
  await kept('certificate', OTHER, certificate('T2', 'A-3', '2026-06-30'));
  await kept('certificate', OTHER, certificate('T3', 'A-4', '2026-06-29'));
  const before = await figures();
  expect(before).toMatchObject({
    'activities.times.publicity': 4,
    'activities.heads.publicity': 1_277,
    'activities.heads.psychodrama': 0,
    'certificates.teacher': 2,
  });
  const rows = (await county.get(`/api/figures/activities.heads.publicity/rows?${PERIOD}`)).json().items;
  expect(rows.reduce((sum: number, row: { heads: number }) => sum + row.heads, 0)).toBe(1_277);

  const change = { against: 1, why: '复核人次', values: activity('publicity', '2026-01-01', 3, 1_300) };
  expect((await county.put(`/api/records/activity/${first}`, change, key())).statusCode).toBe(200);
  expect(await figures()).toEqual({ ...before, 'activities.heads.publicity': 1_377 });
  const withdrawn = await county.post(
    `/api/records/activity/${first}/withdraw`,
    { against: 2, why: '重复登记' },
    key(),
  );
  expect(withdrawn.statusCode, withdrawn.body).toBe(200);
  expect(await figures()).toEqual({ ...before, 'activities.times.publicity': 1, 'activities.heads.publicity': 77 });
});

it('counts a school alone for the school, and tells nobody of another place', async () => {
  expect((await figures(school))['activities.heads.publicity']).toBe(0);
  expect((await figures(county, `${PERIOD}&org=${OTHER}`))['activities.heads.publicity']).toBe(77);
  expect((await school.get(`/api/figures?${PERIOD}&org=${OTHER}`)).statusCode).toBe(404);
  expect((await teacher.get(`/api/figures?${PERIOD}`)).json().items).toEqual([]);
  expect((await county.get('/api/figures?from=2026-06-30&to=2026-01-01')).statusCode).toBe(400);
  expect((await county.get(`/api/figures/none/rows?${PERIOD}`)).statusCode).toBe(404);
});

it('counts who signed in at a training of the city once, and says it in full tens', async () => {
  const city = await as('city-programme');
  const training = {
    code: 'PX-2026-04',
    title: '全市专题培训班',
    topic: 'cityClass',
    day: '2026-04-10',
    until: '2026-04-11',
    sessions: 2,
  };
  expect((await city.post('/api/records/training', { org: '999000', values: training }, key())).statusCode).toBe(200);
  for (let n = 1; n <= 13; n += 1)
    await kept('attendance', SCHOOL, {
      training: 'PX-2026-04',
      staffNumber: `S${n}`,
      name: '参训教师',
      topic: 'classTeacher',
      day: '2026-04-10',
      by: 'list',
    });
  const items = (await city.get(`/api/figures?${PERIOD}`)).json().items;
  const figure = items.find(({ code }: { code: string }) => code === 'trainings.cityClass.people');
  expect(figure).toMatchObject({ value: 13, shown: '10余', rows: 13, unapproved: 13 });
});

it('explains the difference to the year before by the records that came and went', async () => {
  const came = await kept('activity', OTHER, activity('peerCare', '2026-03-01', 2, 50));
  const went = await kept('activity', OTHER, activity('peerCare', '2025-03-01', 1, 20));
  const left = await kept('certificate', OTHER, certificate('D1', 'D-1', '2025-12-31'));
  const stays = await kept('certificate', OTHER, certificate('D2', 'D-2'));
  const asked = async (code: string) =>
    (await county.get(`/api/figures/${code}/differences?${PERIOD}&org=${OTHER}`)).json();
  const heads = await asked('activities.heads.peerCare');
  expect(heads).toMatchObject({
    now: 50,
    last: 20,
    came: 1,
    went: 1,
    before: { from: '2025-01-01', to: '2025-06-30' },
  });
  const rows = heads.items.map(({ id, side, adds }: Record<string, unknown>) => [id, side, adds]);
  expect(rows).toHaveLength(2);
  expect(rows).toEqual(
    expect.arrayContaining([
      [came, 'came', 50],
      [went, 'went', 20],
    ]),
  );
  const people = await asked('certificates.teacher');
  const sides = new Map(people.items.map(({ id, side, adds }: Record<string, unknown>) => [id, [side, adds]]));
  expect(sides.get(left)).toEqual(['went', null]);
  expect(sides.has(stays)).toBe(false);
  expect(
    (await school.get(`/api/figures/activities.heads.peerCare/differences?${PERIOD}&org=${OTHER}`)).statusCode,
  ).toBe(404);
});
