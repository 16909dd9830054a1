import { expect, it } from 'vitest';
import { dayOf, DAY } from '#domain/instant';
import { key } from '#tools/testing/campaign-city';
import { programmeCity } from '#tools/testing/programme-city';

const { as, clock } = await programmeCity();
const school = await as('school-programme');
const head = await as('head');
const SCHOOL = '999001001';
const COUNTY = '999001';
const today = dayOf(clock.at);

const facility = (name: string) => ({ topic: 'room', name, where: '三楼', openedOn: today, checkEveryDays: 30 });

async function kept(name: string): Promise<string> {
  const answer = await school.post('/api/records/facility', { org: SCHOOL, values: facility(name) }, key());
  expect(answer.statusCode, answer.body).toBe(200);
  clock.at += 1_000;
  return answer.json().record;
}

const room = await kept('心语小屋');
const other = await kept('百分之%_屋');

it('lists the newest first where that is asked for, page by page', async () => {
  const first = (await school.get('/api/records/facility?order=newest&limit=1')).json();
  expect(first.items.map(({ id }: { id: string }) => id)).toEqual([other]);
  const second = (await school.get(`/api/records/facility?order=newest&limit=1&after=${first.next}`)).json();
  expect(second.items.map(({ id }: { id: string }) => id)).toEqual([room]);
});

it('finds records by what they are called, and takes signs of patterns for themselves', async () => {
  const found = async (like: string) =>
    (await school.get(`/api/records/facility?like=${encodeURIComponent(like)}`))
      .json()
      .items.map(({ id }: { id: string }) => id);
  expect(await found('小屋')).toEqual([room]);
  expect(await found('%_')).toEqual([other]);
  expect(await found('没有')).toEqual([]);
});

it('says of each record what the asker may do with it, and who approves it', async () => {
  const url = `/api/records/facility/${room}`;
  expect((await school.get(url)).json()).toMatchObject({
    may: { record: true, approve: false },
    approvers: ['schoolHead', 'countySupervisor', 'citySupervisor'],
  });
  expect((await head.get(url)).json().may.approve).toBe(true);
});

it('lists what is owed because of records, each with the record that it opens', async () => {
  const all = (await school.get('/api/records/duties?list=all')).json().items;
  expect(all).toHaveLength(2);
  expect(all).toContainEqual(
    expect.objectContaining({ duty: 'facilityCheck', record: room, kind: 'facility', code: '心语小屋', org: SCHOOL }),
  );
  const pages = (await school.get('/api/records/duties?list=all&limit=1')).json();
  const rest = (await school.get(`/api/records/duties?list=all&limit=1&after=${pages.next}`)).json();
  expect([...pages.items, ...rest.items].map(({ record }: { record: string }) => record).sort()).toEqual(
    [room, other].sort(),
  );
  expect((await school.get('/api/records/duties?list=overdue')).json().items).toEqual([]);
  clock.at += 40 * DAY;
  expect((await school.get('/api/records/duties?list=overdue')).json().items).toHaveLength(2);
});

it('finds organisations by a part of their name, within the own place where that is asked for', async () => {
  const names = async (query: string) =>
    (await school.get(`/api/organisations?${query}`)).json().items.map(({ code }: { code: string }) => code);
  expect(await names(`like=${SCHOOL}&kind=school`)).toEqual([SCHOOL]);
  expect(await names('kind=school&mine=true')).toEqual([SCHOOL]);
  expect(await names('like=%25')).toEqual([]);
});

it('counts what others wrote and nobody has approved, for who approves it there, and for nobody else', async () => {
  const waiting = async (who: typeof head) => (await who.get('/api/records/approvals')).json().items;
  expect(await waiting(head)).toEqual([expect.objectContaining({ kind: 'facility', count: 2 })]);
  expect(await waiting(school)).toEqual([]);
  expect(await waiting(await as('county'))).toEqual([]);
  const { version } = (await head.get(`/api/records/facility/${room}`)).json();
  const approved = await head.post(`/api/records/facility/${room}/approve`, { against: version }, key());
  expect(approved.statusCode, approved.body).toBe(200);
  expect(await waiting(head)).toEqual([expect.objectContaining({ kind: 'facility', count: 1 })]);
});

it('counts for an office what its own people wrote, unless whoever asks wrote the values that stand', async () => {
  const [county, programme] = [await as('county'), await as('programme')];
  const waiting = async () => (await county.get('/api/records/approvals')).json().items;
  const values = { topic: 'publicity', title: '宣传月', day: today, place: '礼堂', times: 1, heads: 9 };
  const about = { ...values, counted: 'personTimes', audience: ['pupils'] };
  const keep = async (who: typeof county, title: string): Promise<string> => {
    const answer = await who.post('/api/records/activity', { org: COUNTY, values: { ...about, title } }, key());
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json().record;
  };
  const theirs = await keep(programme, '宣传月');
  await keep(county, '局里自记');
  expect(await waiting()).toEqual([expect.objectContaining({ kind: 'activity', count: 1 })]);
  const change = { against: 1, why: '更正人次', values: { ...about, heads: 10 } };
  const changed = await county.put(`/api/records/activity/${theirs}`, change, key());
  expect(changed.statusCode, changed.body).toBe(200);
  expect(await waiting()).toEqual([]);
});

it('says of a duty in the worklists which record it is about, and lists several kinds at once', async () => {
  const [other] = (await school.get('/api/records/duties?list=all&limit=1')).json().items;
  const { items } = (await school.get('/api/duties?list=mine&kind=facilityCheck,reportDraft&limit=200')).json();
  expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(['facilityCheck']));
  expect(items).toContainEqual(
    expect.objectContaining({ stream: other.stream, record: { kind: 'facility', id: other.record } }),
  );
  expect((await school.get('/api/duties?kind=reportDraft')).json().items).toEqual([]);
  expect((await school.get('/api/duties?kind=a,,b')).statusCode).toBe(400);
});
