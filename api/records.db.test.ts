import { expect, it } from 'vitest';
import { DAY, dayOf } from '#domain/instant';
import { key } from '#tools/testing/campaign-city';
import { programmeCity } from '#tools/testing/programme-city';

const { as, clock, database } = await programmeCity();
const school = await as('school-programme');
const head = await as('head');
const county = await as('programme');
const inspector = await as('inspector');
const teacher = await as('classteacher');
const hospital = await as('hospital');
const admin = database.admin;
const SCHOOL = '999001001';
const OTHER = '999001002';
const today = dayOf(clock.at);

const activity = (more: object = {}) => ({
  topic: 'publicity',
  title: '心理健康知识讲座',
  day: today,
  place: '报告厅',
  times: 1,
  heads: 300,
  counted: 'personTimes',
  audience: ['pupils'],
  ...more,
});

it('keeps a record once under its key, lists it, changes it with a reason and shows every version', async () => {
  const headers = key();
  const asked = { org: SCHOOL, values: activity() };
  const kept = await school.post('/api/records/activity', asked, headers);
  expect(kept.statusCode, kept.body).toBe(200);
  expect((await school.post('/api/records/activity', asked, headers)).json()).toEqual(kept.json());
  const { record } = kept.json();
  const url = `/api/records/activity/${record}`;
  const page = await school.get(`/api/records/activity?from=${today}&to=${today}&topic=publicity`);
  expect(page.json().items).toMatchObject([{ id: record, org: SCHOOL, heads: 300, version: 1, state: 'recorded' }]);
  const change = { against: 1, why: '人数复核', values: activity({ heads: 312 }) };
  expect((await school.put(url, change, key())).statusCode).toBe(200);
  const stale = await school.put(url, change, key());
  expect([stale.statusCode, stale.json().code, stale.json().facts]).toEqual([409, 'stale', { version: 2 }]);
  const { items } = (await school.get(`${url}/versions`)).json();
  expect(
    items.map(({ version, why, values }: { version: number; why: string; values: { heads: number } }) => [
      version,
      why,
      values.heads,
    ]),
  ).toEqual([
    [1, null, 300],
    [2, '人数复核', 312],
  ]);
});

it('lets another person approve, and nobody the own record', async () => {
  const { record } = (
    await school.post('/api/records/activity', { org: SCHOOL, values: activity({ title: '待批活动' }) }, key())
  ).json();
  const url = `/api/records/activity/${record}`;
  expect((await school.post(`${url}/approve`, { against: 1 }, key())).statusCode).toBe(403);
  expect((await head.post(`${url}/approve`, { against: 1 }, key())).statusCode).toBe(200);
  expect((await head.get(url)).json()).toMatchObject({ state: 'approved', version: 2 });
  const withdrawn = await school.post(`${url}/withdraw`, { against: 2, why: '重复登记' }, key());
  expect(withdrawn.statusCode, withdrawn.body).toBe(200);
  expect((await school.get('/api/records/activity?topic=publicity')).json().items).not.toContainEqual(
    expect.objectContaining({ id: record }),
  );
});

it('refuses every value that does not fit, each with its pointer, and writes nothing', async () => {
  const before = await admin`select count(*)::int as n from records`;
  const bad = { ...activity({ heads: -1, times: 1.5, day: '2026-02-30', topic: 'party', more: 1 }), place: undefined };
  const refused = await school.post('/api/records/activity', { org: SCHOOL, values: bad }, key());
  expect(refused.statusCode, refused.body).toBe(422);
  expect(refused.json().code).toBe('valuesInvalid');
  expect(refused.json().pointers).toEqual(
    expect.arrayContaining([
      { pointer: '/values/heads', code: 'negative' },
      { pointer: '/values/times', code: 'fraction' },
      { pointer: '/values/day', code: 'notDay' },
      { pointer: '/values/topic', code: 'notChoice' },
      { pointer: '/values/place', code: 'missing' },
      { pointer: '/values/more', code: 'unknownField' },
    ]),
  );
  expect(await admin`select count(*)::int as n from records`).toEqual(before);
});

it('records what two schools held together once, and names the school that has it', async () => {
  const joint = activity({ title: '两校联合情景剧', topic: 'psychodrama', jointWith: [OTHER] });
  expect((await county.post('/api/records/activity', { org: SCHOOL, values: joint }, key())).statusCode).toBe(200);
  const again = await county.post(
    '/api/records/activity',
    { org: OTHER, values: { ...joint, title: '两校联合 情景剧' } },
    key(),
  );
  expect([again.statusCode, again.json().code, again.json().facts]).toEqual([409, 'alreadyRecorded', { org: SCHOOL }]);
});

it('shows and takes nothing outside the own place or role', async () => {
  const { record } = (
    await county.post('/api/records/activity', { org: OTHER, values: activity({ title: '二校活动' }) }, key())
  ).json();
  expect((await school.get(`/api/records/activity/${record}`)).statusCode).toBe(404);
  expect((await school.post('/api/records/activity', { org: OTHER, values: activity() }, key())).statusCode).toBe(404);
  for (const who of [teacher, hospital]) {
    expect(
      (await who.post('/api/records/activity', { org: SCHOOL, values: activity() }, key())).statusCode,
    ).toBeGreaterThanOrEqual(403);
    expect((await who.get('/api/records/activity')).json().items).toEqual([]);
  }
});

it('begins a life where something is owed: a finding is mended by the school and checked again by somebody else', async () => {
  const visit = { code: 'DD-1', topic: 'routine', plannedOn: today, heldOn: today, inspector: '督学一', checklist: [] };
  const visited = await inspector.post('/api/records/visit', { org: SCHOOL, values: visit }, key());
  expect(visited.statusCode, visited.body).toBe(200);
  const values = {
    visit: 'DD-1',
    number: 1,
    topic: 'facilities',
    day: today,
    what: '信箱未开启',
    mendBy: dayOf(clock.at + 10 * DAY),
  };
  const found = await inspector.post('/api/records/finding', { org: SCHOOL, values }, key());
  expect(found.statusCode, found.body).toBe(200);
  const { record, nextDueAt } = found.json();
  expect(nextDueAt).toBeGreaterThan(clock.at);
  const url = `/api/records/finding/${record}`;
  const dutiesOf = async () => (await inspector.get(url)).json().life.duties;
  const [mend] = await dutiesOf();
  expect(mend).toMatchObject({ kind: 'findingMend' });
  expect((await head.get('/api/duties')).json().items).toContainEqual(expect.objectContaining({ kind: 'findingMend' }));
  const done = await head.post(`${url}/acts`, { act: 'fulfil', answers: mend.id, outcome: 'mended' }, key());
  expect(done.statusCode, done.body).toBe(200);
  const [recheck] = await dutiesOf();
  expect(recheck).toMatchObject({ kind: 'findingRecheck' });
  expect(
    (await head.post(`${url}/acts`, { act: 'fulfil', answers: recheck.id, outcome: 'closed' }, key())).statusCode,
  ).not.toBe(200);
  const closed = await inspector.post(`${url}/acts`, { act: 'fulfil', answers: recheck.id, outcome: 'closed' }, key());
  expect(closed.statusCode, closed.body).toBe(200);
  expect((await inspector.get(url)).json().life).toMatchObject({ open: false, duties: [] });
});

it('tells each addressee of a document, who reads it under the own name', async () => {
  const values = {
    topic: 'notice',
    number: '心教函〔2026〕1号',
    title: '关于开展宣传月活动的通知',
    issuedOn: today,
    addressees: [SCHOOL, OTHER],
    readBy: dayOf(clock.at + 5 * DAY),
  };
  const issued = await county.post('/api/records/document', { org: '999001', values }, key());
  expect(issued.statusCode, issued.body).toBe(200);
  const url = `/api/records/document/${issued.json().record}`;
  expect((await teacher.get(url)).json()).toMatchObject({ values: { title: values.title } });
  const { life } = (await school.get(url)).json();
  expect(life.duties.map(({ subject }: { subject: string }) => subject).sort()).toEqual([SCHOOL, OTHER]);
  const own = life.duties.find(({ subject }: { subject: string }) => subject === SCHOOL);
  const read = await school.post(`${url}/acts`, { act: 'fulfil', answers: own.id, outcome: 'read' }, key());
  expect(read.statusCode, read.body).toBe(200);
  expect((await county.get(url)).json().life.duties).toMatchObject([{ subject: OTHER }]);
});
