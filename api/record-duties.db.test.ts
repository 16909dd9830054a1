import { expect, it } from 'vitest';
import { addDays, DAY, dayOf } from '#domain/instant';
import { unitFigures } from '#db/queries/units/figures';
import { endOf } from '#programme/lives';
import { key } from '#tools/testing/campaign-city';
import { programmeCity } from '#tools/testing/programme-city';
import { importRecords } from '#tools/testing/record-files';

const { as, asPerson, clock, database, parts } = await programmeCity();
const school = await as('school-programme');
const counselor = await as('counselor');
const inspector = await as('inspector');
const head = await as('head');
const SCHOOL = '999001001';
const today = dayOf(clock.at);

const keep = async (who: typeof school, kind: string, values: object): Promise<string> => {
  const kept = await who.post(`/api/records/${kind}`, { org: SCHOOL, values }, key());
  expect(kept.statusCode, kept.body).toBe(200);
  return kept.json().record;
};
const change = async (who: typeof school, kind: string, id: string, against: number, values: object) => {
  const put = await who.put(`/api/records/${kind}/${id}`, { against, why: '更正一次', values }, key());
  expect(put.statusCode, put.body).toBe(200);
};
const lifeOf = async (kind: string, id: string) => (await head.get(`/api/records/${kind}/${id}`)).json().life;
const owed = async (kind: string, id: string): Promise<[string, number][]> =>
  (await lifeOf(kind, id)).duties.map(({ kind: duty, limitAt }: { kind: string; limitAt: number }) => [duty, limitAt]);
const room = { topic: 'room', name: '心语屋', where: '行政楼 201', openedOn: '2025-09-01', checkEveryDays: 30 };

it('ends the check of a facility by the record of that check, whoever writes it, once under its key', async () => {
  const facility = await keep(school, 'facility', room);
  expect(await owed('facility', facility)).toEqual([['facilityCheck', endOf(addDays(today, 30))]]);
  clock.at += 10 * DAY;
  const seen = { facility: '心语屋', day: dayOf(clock.at), found: 'faulty', note: '门锁损坏' };
  const headers = key();
  const asked = { org: SCHOOL, values: seen };
  const kept = await counselor.post('/api/records/facilityCheck', asked, headers);
  expect(kept.statusCode, kept.body).toBe(200);
  expect((await counselor.post('/api/records/facilityCheck', asked, headers)).json()).toEqual(kept.json());
  expect(await owed('facility', facility)).toEqual([
    ['facilityCheck', endOf(addDays(dayOf(clock.at), 30))],
    ['facilityMend', expect.any(Number)],
  ]);
  const [{ n }] = await database.admin<
    [{ n: number }]
  >`select count(*)::int as n from records where kind = 'facilityCheck'`;
  expect(n).toBe(1);
  const before = await owed('facility', facility);
  await keep(counselor, 'facilityCheck', { ...seen, day: '2025-10-08', found: 'fine' });
  expect(await owed('facility', facility), 'an old look').toEqual(before);
  await change(school, 'facility', facility, 1, { ...room, hours: '午间' });
  expect(await owed('facility', facility), 'an edit puts nothing off').toEqual(before);
});

it('ends checks by a file of them, the last one by its day', async () => {
  const facility = await keep(school, 'facility', { ...room, topic: 'mailbox', name: '心语信箱', checkEveryDays: 7 });
  clock.at += 5 * DAY;
  const days = [addDays(dayOf(clock.at), -1), addDays(dayOf(clock.at), -3)];
  const rows = days.map((day) => [SCHOOL, '心语信箱', day, '正常', '2', '2']);
  const file = [['单位', '设施', '检查日期', '结果', '来信数', '已回复数'], ...rows]
    .map((row) => row.join(','))
    .join('\n');
  expect(await importRecords(school, 'facilityCheck', file)).toMatchObject({ release: { written: 2 } });
  expect((await owed('facility', facility))[0]?.[1]).toBe(endOf(addDays(days[0] ?? '', 7)));
});

/** Checks that the school owed from the first day of these tests on, and those that were done in time. */
async function checkFigures(): Promise<readonly (number | undefined)[]> {
  const [{ person, role, path, org }] = await database.admin<
    [{ person: string; role: string; path: string; org: string }]
  >`select a.person_id as person, a.role, o.path, o.id as org from appointments a join organisations o on o.id = a.org_id
    where a.role = 'schoolHead' and o.code = ${SCHOOL} limit 1`;
  const period = { from: today, to: addDays(dayOf(clock.at), 1) };
  const names = ['facilities.checksDue', 'facilities.checksOnTime'];
  const found = await parts.db.transaction({ person, role, path, org }, (tx) =>
    unitFigures(tx, names, { path, period }),
  );
  return names.map((name) => found[name]?.value);
}

it.each([
  ['东信箱', [20, 13, 6]],
  ['西信箱', [6, 13, 20]],
])(
  'counts each check of past weeks that is written down today, of %s %j days ago, and goes on from the latest',
  async (name, past) => {
    const facility = await keep(school, 'facility', { ...room, topic: 'mailbox', name, checkEveryDays: 7 });
    clock.at += 21 * DAY;
    const day = (ago: number) => addDays(dayOf(clock.at), -ago);
    const [due = 0, onTime = 0] = await checkFigures();
    for (const ago of past) await keep(counselor, 'facilityCheck', { facility: name, day: day(ago), found: 'fine' });
    // One was owed two weeks ago already, and is counted as late; the other two are counted, and so is the one that is owed tomorrow.
    expect(await checkFigures()).toEqual([due + 3, onTime + 2]);
    expect(await owed('facility', facility)).toEqual([['facilityCheck', endOf(day(-1))]]);
  },
);

it('ends the duty to hold a visit when the record says that it was held, and asks for none that was held before', async () => {
  const planned = {
    code: 'D-1',
    topic: 'routine',
    plannedOn: addDays(dayOf(clock.at), 3),
    inspector: '督学',
    checklist: [],
  };
  const visit = await keep(inspector, 'visit', planned);
  expect(await owed('visit', visit)).toMatchObject([['visitHold', endOf(planned.plannedOn)]]);
  await change(inspector, 'visit', visit, 1, { ...planned, heldOn: dayOf(clock.at) });
  expect(await lifeOf('visit', visit)).toMatchObject({ open: false, duties: [] });
  await change(inspector, 'visit', visit, 2, { ...planned, heldOn: dayOf(clock.at), inspector: '另一督学' });
  expect(await lifeOf('visit', visit)).toMatchObject({ open: false, duties: [] });
  const past = await keep(inspector, 'visit', { ...planned, code: 'D-0', heldOn: dayOf(clock.at) });
  expect(await lifeOf('visit', past)).toBeNull();
});

it('reviews a publication once, and again only when what was reviewed is another thing', async () => {
  const content = { topic: 'tip', title: '考前小贴士', day: '2026-11-01' };
  for (const code of ['P-1', 'P-2']) await keep(school, 'contentItem', { code, ...content });
  const plan = { content: 'P-1', topic: 'board', plannedOn: addDays(dayOf(clock.at), 9) };
  const id = await keep(school, 'publication', plan);
  const [duty] = (await lifeOf('publication', id)).duties;
  expect(duty.kind).toBe('publicationReview');
  const url = `/api/records/publication/${id}/acts`;
  const reviewer = await asPerson(duty.holder);
  const done = await reviewer.post(url, { act: 'fulfil', answers: duty.id, outcome: 'accepted' }, key());
  expect(done.statusCode, done.body).toBe(200);
  await change(school, 'publication', id, 1, { ...plan, link: 'https://example.org/1' });
  expect((await owed('publication', id)).map(([kind]) => kind)).toEqual(['publicationSignOff']);
  await change(school, 'publication', id, 2, { ...plan, content: 'P-2' });
  expect((await owed('publication', id)).map(([kind]) => kind)).toEqual(['publicationReview']);
});
