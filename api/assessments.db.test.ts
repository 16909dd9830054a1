import { expect, it } from 'vitest';
import { addDays, DAY, dayOf } from '#domain/instant';
import { key } from '#tools/testing/campaign-city';
import { indicator, newSetOf } from '#tools/testing/indicators';
import { programmeCity } from '#tools/testing/programme-city';

const { as, asPerson, clock, database } = await programmeCity();
const city = await as('city');
const county = await as('county');
const programme = await as('programme');
const head = await as('head');
const counselor = await as('counselor');
const schoolProgramme = await as('school-programme');
clock.at = Date.parse('2026-06-30T09:00:00+08:00');
const SCHOOL = '999001001';
const OTHER = '999001002';
const PERIOD = { from: '2025-09-01', to: '2026-06-30' };
const UNTIL = dayOf(clock.at + 10 * DAY);
const people = Object.fromEntries(
  (
    await database.admin<{ id: string; role: string; code: string }[]>`select a.person_id as id, a.role, o.code
      from appointments a join organisations o on o.id = a.org_id order by a.priority`
  ).map(({ id, role, code }) => [`${role} ${code}`, id]),
);

async function kept(kind: string, org: string, values: object): Promise<string> {
  const answer = await programme.post(`/api/records/${kind}`, { org, values }, key());
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().record;
}
const publishing = (more: object = {}) => ({ assesses: 'school', org: SCHOOL, ...PERIOD, appealUntil: UNTIL, ...more });

it('scores a school from its records and shows the records behind every score', async () => {
  const body = {
    topic: 'schoolBody',
    name: '心理健康教育领导小组',
    since: '2024-09-01',
    members: [{ name: '甲', role: 'chair' }],
  };
  const bodyRecord = await kept('body', SCHOOL, body);
  await kept('lead', SCHOOL, { duty: 'inCharge', name: '乙', since: '2024-09-01' });
  await kept('facility', SCHOOL, {
    topic: 'room',
    name: '辅导室',
    where: '一楼',
    openedOn: '2024-09-01',
    checkEveryDays: 30,
  });
  const classes = await database.admin<
    { code: string }[]
  >`select code from organisations where kind = 'class' and code like ${`${SCHOOL}-%`}`;
  for (const { code } of classes) await kept('timetable', SCHOOL, { class: code, schoolYear: 2025, hours: 14 });
  for (const { code } of classes.slice(1))
    for (const day of ['2025-10-10', '2026-03-10'])
      await kept('lesson', SCHOOL, { class: code, day, period: 1, hours: 7 });
  const seen = await county.post('/api/assessments/preview', { assesses: 'school', org: SCHOOL, ...PERIOD });
  expect(seen.statusCode, seen.body).toBe(200);
  const lineOf = (code: string) => seen.json().lines.find((line: { indicator: string }) => line.indicator === code);
  expect(lineOf('organised')).toMatchObject({ state: 'scored', measured: 1, points: 10 });
  expect(lineOf('hours')).toMatchObject({
    state: 'notAssessable',
    obstacle: { because: 'evidenceMissing', files: 0 },
    grounds: [
      { figure: 'curriculum.classesOnHours', value: 2, records: 4, query: 'curriculum.classesOnHours@1' },
      { figure: 'curriculum.classes', value: 3 },
    ],
  });
  expect(lineOf('mended')).toMatchObject({ state: 'scored', points: 5 });
  expect(lineOf('trained')).toMatchObject({ state: 'notAssessable', obstacle: { because: 'figureMissing' } });
  const published = await county.post('/api/assessments', publishing({ comments: { organised: '机构健全' } }), key());
  expect(published.statusCode, published.body).toBe(200);
  const url = `/api/assessments/${published.json().assessment}`;
  const read = (await head.get(url)).json();
  expect(read.lines[0]).toMatchObject({ comment: '机构健全', name: { 'zh-CN': '组织机构与负责人' }, appeal: null });
  expect(read.duties).toMatchObject([{ kind: 'assessmentFreeze' }]);
  const behind = (await head.get(`${url}/rows?figure=network.bodies`)).json();
  expect(behind).toMatchObject({ kept: 1, now: 1, items: [{ id: bodyRecord }] });
  const gone = await programme.post(`/api/records/body/${bodyRecord}/withdraw`, { against: 1, why: '登记有误' }, key());
  expect(gone.statusCode, gone.body).toBe(200);
  expect((await head.get(`${url}/rows?figure=network.bodies`)).json()).toMatchObject({ kept: 1, now: null, items: [] });
  const again = await county.post('/api/assessments', publishing(), key());
  expect([again.statusCode, again.json().code]).toEqual([409, 'alreadyRecorded']);
});

const appealed = { url: '', decider: county, otherHead: head };
const act = (body: object, by = county) => by.post(`${appealed.url}/acts`, body, key());

it('answers an appeal by somebody who took no part, and raises one line', async () => {
  expect(
    (
      await newSetOf(city)(
        'short',
        indicator('led', 60, 'network.leads'),
        indicator('calm', 40, 'activities.kindsHeld'),
      )
    ).statusCode,
  ).toBe(200);
  await kept('lead', OTHER, { duty: 'coordinator', name: '丙', since: '2024-09-01' });
  const asked = key();
  const published = await county.post('/api/assessments', publishing({ org: OTHER, set: 'short' }), asked);
  expect(published.statusCode, published.body).toBe(200);
  expect((await county.post('/api/assessments', publishing({ org: OTHER, set: 'short' }), asked)).json()).toEqual(
    published.json(),
  );
  const url = `/api/assessments/${published.json().assessment}`;
  appealed.url = url;
  expect((await act({ act: 'appeal', indicator: 'calm', reason: '活动记录在校办' }, head)).statusCode).toBe(404);
  const otherHead = await asPerson(headAt(OTHER));
  const raised = await act({ act: 'appeal', indicator: 'calm', reason: '活动记录在校办' }, otherHead);
  expect(raised.statusCode, raised.body).toBe(200);
  const { duties, points, outOf } = (await otherHead.get(url)).json();
  expect([points, outOf]).toEqual([60, 60]);
  const answer = duties.find(({ kind }: { kind: string }) => kind === 'assessmentAppeal');
  expect(answer).toMatchObject({ subject: 'calm' });
  const decide = {
    act: 'decideAppeal',
    answers: answer.id,
    indicator: 'calm',
    outcome: 'upheld',
    points: 20,
    reason: '查证属实，予以采信',
  };
  expect((await act(decide)).json().code).toBe('tookPart');
  const decider = await asPerson(answer.holder);
  const decided = await act(decide, decider);
  expect(decided.statusCode, decided.body).toBe(200);
  expect((await otherHead.get(url)).json()).toMatchObject({ points: 80, outOf: 100, stage: 'published' });
  Object.assign(appealed, { decider, otherHead });
});

it('freezes after the time for appeals, and corrects only as a new revision', async () => {
  const { url, decider, otherHead } = appealed;
  const [freezing] = (await otherHead.get(url)).json().duties;
  const early = await act({ act: 'freeze', answers: freezing.id }, decider);
  expect(early.json().code).toBe('tooSoon');
  clock.at += 11 * DAY;
  const frozen = await act({ act: 'freeze', answers: freezing.id }, decider);
  expect(frozen.statusCode, frozen.body).toBe(200);
  expect((await otherHead.get(url)).json()).toMatchObject({ stage: 'frozen', duties: [], points: 80 });
  const late = await act({ act: 'appeal', indicator: 'led', reason: '逾期再次申诉' }, otherHead);
  expect([late.statusCode, late.json().code]).toEqual([409, 'wrongStage']);
  const corrected = await act({ act: 'correct', reason: '补录遗漏记录', appealUntil: dayOf(clock.at + 5 * DAY) });
  expect(corrected.statusCode, corrected.body).toBe(200);
  expect((await otherHead.get(url)).json()).toMatchObject({ stage: 'published', revision: 2, points: 60, outOf: 60 });
  const { items } = (await otherHead.get(`${url}/versions`)).json();
  expect(
    items.map((one: Record<string, unknown>) => [one['stage'], one['revision'], one['points'], one['why']]),
  ).toEqual([
    ['published', 1, 60, null],
    ['published', 1, 60, '活动记录在校办'],
    ['published', 1, 80, '查证属实，予以采信'],
    ['frozen', 1, 80, 'freeze'],
    ['published', 2, 60, '补录遗漏记录'],
  ]);
  clock.at -= 11 * DAY;
});

/** A head of a school. */
function headAt(code: string): string {
  const id = people[`schoolHead ${code}`];
  if (id === undefined) throw new Error('a school without a head');
  return id;
}

it('N08: gives a school the same score whatever is found among its pupils', async () => {
  const ask = async () =>
    (await county.post('/api/assessments/preview', { assesses: 'school', org: SCHOOL, ...PERIOD })).json();
  const before = await ask();
  const pupils = await database.admin<
    { id: string }[]
  >`select s.id from students s join organisations o on o.id = s.school_id where o.code = ${SCHOOL} limit 3`;
  for (const { id } of pupils) {
    const raised = await counselor.post('/api/concerns', { student: id, signs: ['now'], observedAt: clock.at }, key());
    expect(raised.statusCode, raised.body).toBe(200);
  }
  expect(await ask()).toEqual(before);
});

it('shows how a head was assessed to that head and to the offices above alone', async () => {
  const person = people[`schoolHead ${SCHOOL}`];
  const asked = publishing({ assesses: 'head', person: people[`schoolHead ${SCHOOL}`] });
  const published = await county.post('/api/assessments', asked, key());
  expect(published.statusCode, published.body).toBe(200);
  const url = `/api/assessments/${published.json().assessment}`;
  const self = await asPerson(person ?? '');
  expect((await self.get(url)).statusCode).toBe(200);
  expect((await county.get(url)).statusCode).toBe(200);
  for (const other of [counselor, schoolProgramme]) {
    expect((await other.get(url)).statusCode).toBe(404);
    const { items } = (await other.get('/api/assessments')).json();
    expect(items.map(({ assesses }: { assesses: string }) => assesses)).not.toContain('head');
  }
  const nobody = publishing({ assesses: 'head', person: people[`counselor ${SCHOOL}`] });
  const refused = await county.post('/api/assessments', nobody, key());
  expect([refused.statusCode, refused.json().pointers]).toEqual([422, [{ pointer: '/person', code: 'notInOffice' }]]);
});

it('takes nobody for an assessor whom nobody knows', async () => {
  const assessors = [people[`countySupervisor 999001`], '00000000-0000-4000-8000-000000000000'];
  const refused = await county.post('/api/assessments', publishing({ assessors }), key());
  expect([refused.statusCode, refused.json().code]).toEqual([422, 'unknownPerson']);
  expect(refused.json().pointers).toEqual([{ pointer: '/assessors/1', code: 'unknownPerson' }]);
});

it('lets neither a school assess itself nor a county itself, nor a period that is not over', async () => {
  expect((await head.post('/api/assessments', publishing(), key())).statusCode).toBe(403);
  const own = await county.post('/api/assessments', publishing({ assesses: 'county', org: '999001' }), key());
  expect([own.statusCode, own.json().code]).toEqual([403, 'wrongRole']);
  const ahead = await county.post('/api/assessments', publishing({ to: addDays(PERIOD.to, 1) }), key());
  expect([ahead.statusCode, ahead.json().pointers]).toEqual([400, [{ pointer: '/to', code: 'inFuture' }]]);
  const byCity = await city.post('/api/assessments', publishing({ assesses: 'county', org: '999001' }), key());
  expect(byCity.statusCode, byCity.body).toBe(200);
  expect((await county.get(`/api/assessments/${byCity.json().assessment}`)).json()).toMatchObject({
    assesses: 'county',
  });
});
