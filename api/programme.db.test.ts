import { expect, it } from 'vitest';
import { DAY, dayOf } from '#domain/instant';
import { key } from '#tools/testing/campaign-city';
import { programmeCity } from '#tools/testing/programme-city';

const { as, clock, database } = await programmeCity();
clock.at = Date.parse('2026-04-15T09:00:00+08:00');
const city = await as('city-programme');
const county = await as('programme');
const school = await as('school-programme');
const teacher = await as('classteacher');
const hospital = await as('hospital');
const SCHOOL = '999001001';
const OTHER = '999001002';
const today = dayOf(clock.at);

interface Line {
  readonly gap: string;
  readonly org: string;
  readonly since: string;
  readonly amount: number | null;
  readonly record: string | null;
  readonly person: { readonly id: string; readonly name: string } | null;
}
async function gaps(who = county, query = ''): Promise<readonly Line[]> {
  const answer = await who.get(`/api/programme/gaps?limit=200${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().items;
}
const at = (lines: readonly Line[], org: string) => lines.filter((line) => line.org === org).map(({ gap }) => gap);
async function kept(kind: string, org: string, values: object): Promise<string> {
  const answer = await county.post(`/api/records/${kind}`, { org, values }, key());
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().record;
}
const body = (topic: string, more: object = {}) => ({
  topic,
  name: topic,
  since: '2024-09-01',
  members: [{ name: '甲', role: 'chair' }],
  ...more,
});

it('says what every organisation lacks, with who is to act, and lets go of a gap when it is filled', async () => {
  const before = await gaps();
  expect(at(before, '999001')).toEqual(['noAidTeamBranch', 'noEmergencyContact', 'noLead', 'noLeadingGroup']);
  expect(at(before, SCHOOL)).toEqual([
    'gradesUncovered',
    'noHeadcount',
    'noLead',
    'noMailbox',
    'noPhone',
    'noPsychologyTeacher',
    'noRoom',
    'noSchoolBody',
    'noTimetable',
  ]);
  expect(before.every(({ person }) => person !== null && person.name !== '')).toBe(true);
  expect(before.find(({ gap, org }) => gap === 'noTimetable' && org === SCHOOL)).toMatchObject({ amount: 3 });
  await kept('body', '999001', body('aidTeamBranch'));
  await kept('lead', SCHOOL, { duty: 'inCharge', name: '乙', since: '2024-09-01', until: '2026-03-31' });
  const after = await gaps();
  expect(at(after, '999001')).not.toContain('noAidTeamBranch');
  expect(after.find(({ gap, org }) => gap === 'noLead' && org === SCHOOL)).toMatchObject({ since: '2026-04-01' });
});

it('says what is late and what is soon over, by its record and its holder', async () => {
  const soon = dayOf(clock.at + 20 * DAY);
  const term = await kept('body', SCHOOL, body('schoolBody', { termEndsOn: soon }));
  const certificate = { staffNumber: 'T1', name: '示例教师', topic: 'teacher', issuer: '示例机构', number: 'A-1' };
  const held = await kept('certificate', SCHOOL, { ...certificate, issuedOn: '2020-01-01', expiresOn: soon });
  await kept('certificate', SCHOOL, { ...certificate, number: 'A-2', issuedOn: '2020-01-01', expiresOn: '2028-01-01' });
  const room = { topic: 'room', name: '辅导室', where: '一楼', openedOn: '2024-09-01', checkEveryDays: 5 };
  const facility = await kept('facility', SCHOOL, room);
  const notice = {
    topic: 'notice',
    number: '心教函〔2026〕9号',
    title: '通知',
    issuedOn: today,
    addressees: [SCHOOL],
    readBy: dayOf(clock.at + 2 * DAY),
  };
  const issued = await city.post('/api/records/document', { org: '999000', values: notice }, key());
  expect(issued.statusCode, issued.body).toBe(200);
  expect(at(await gaps(), SCHOOL)).not.toContain('checkLate');
  clock.at += 7 * DAY;
  const lines = (await gaps()).filter(({ org }) => org === SCHOOL);
  const by = (gap: string) => lines.filter((line) => line.gap === gap);
  expect(by('termEnding')).toMatchObject([{ record: term, since: soon }]);
  expect(by('certificateEnding')).toMatchObject([{ record: held, since: soon }]);
  expect(by('checkLate')).toMatchObject([{ record: facility }]);
  expect(by('documentLate')).toMatchObject([{ record: issued.json().record, since: dayOf(clock.at - 5 * DAY) }]);
  clock.at -= 7 * DAY;
});

it('says which classes will not have their hours while it can be mended, and counts no infusion', async () => {
  const classes = await database.admin<
    { code: string }[]
  >`select code from organisations where kind = 'class' and code like ${`${OTHER}-%`} order by code`;
  const [first = '', second = '', third = ''] = classes.map(({ code }) => code);
  for (const [group, hours] of [
    [first, 14],
    [second, 14],
  ] as const)
    await kept('timetable', OTHER, { class: group, schoolYear: 2025, hours });
  await kept('lesson', OTHER, { class: first, day: '2025-11-03', period: 1, hours: 8 });
  await kept('lesson', OTHER, { class: first, day: '2025-12-03', period: 1, hours: 6 });
  await kept('infusion', OTHER, { class: second, day: '2025-11-03', subject: '语文', title: '情绪' });
  const answer = await county.get(`/api/programme/hours?org=${OTHER}`);
  expect(answer.statusCode, answer.body).toBe(200);
  const { items, counts, left, year } = answer.json();
  expect(year).toBe(2025);
  expect(left).toBeGreaterThan(0.1);
  expect(left).toBeLessThan(0.6);
  expect(items.map((item: { class: string; state: string }) => [item.class, item.state])).toEqual([
    [first, 'met'],
    [second, 'behind'],
    [third, 'noPlan'],
  ]);
  expect(counts).toEqual({ met: 1, behind: 1, noPlan: 1 });
  expect(items[1]).toMatchObject({ asked: 14, planned: 14, taught: 0, forecast: Math.ceil(14 * left) });
  expect((await gaps()).find(({ gap, org }) => gap === 'hoursBehind' && org === OTHER)).toMatchObject({ amount: 1 });
  const over = await county.post(
    '/api/records/lesson',
    { org: OTHER, values: { class: first, day: '2026-01-05', period: 1, hours: 1 } },
    key(),
  );
  expect(over.json().pointers).toEqual([{ pointer: '/values/hours', code: 'overTimetable' }]);
});

it('says how many of all teachers were trained, and which grades have their teacher', async () => {
  await kept('headcount', OTHER, { schoolYear: 2025, teachers: 3, pupils: 600 });
  const training = { code: 'PX-1', title: '校本培训', topic: 'schoolClass', day: '2026-03-01', sessions: 1 };
  await kept('training', OTHER, training);
  const sign = { training: 'PX-1', name: '丙', topic: 'teacher', day: '2026-03-01', by: 'list' };
  await kept('attendance', OTHER, { ...sign, staffNumber: 'S1' });
  await kept('staff', OTHER, { staffNumber: 'S1', name: '丙', topic: 'fullTime', grade: 7, since: '2024-09-01' });
  const { items } = (await county.get(`/api/programme/coverage?org=${OTHER}`)).json();
  expect(items).toMatchObject([
    {
      school: OTHER,
      teachers: 3,
      trained: 1,
      fullTime: 1,
      partTime: 0,
      pupilsPerFullTime: 600,
      grades: 3,
      gradesCovered: 1,
    },
  ]);
  const own = (await gaps()).filter(({ org }) => org === OTHER);
  expect(own.find(({ gap }) => gap === 'teachersUncovered')).toMatchObject({ amount: 2 });
  expect(own.find(({ gap }) => gap === 'gradesUncovered')).toMatchObject({ amount: 2 });
});

it('counts down from the city over the county to the school, and pages without losing or doubling a gap', async () => {
  const all = await gaps(city);
  const counts = (await city.get('/api/programme/gaps/counts')).json();
  const total = counts.parts.reduce((sum: number, part: { total: number }) => sum + part.total, 0);
  expect(total).toBe(all.length);
  expect(counts.parts.map(({ org }: { org: string }) => org)).toEqual(['999000', '999001']);
  const below = (await city.get('/api/programme/gaps/counts?org=999001')).json();
  expect(below.parts.map(({ org }: { org: string }) => org)).toEqual(['999001', SCHOOL, OTHER]);
  const paged: Line[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: { items: Line[]; next: string | null } = (
      await city.get(`/api/programme/gaps?limit=3${next === '' ? '' : `&after=${next}`}`)
    ).json();
    paged.push(...page.items);
    next = page.next;
  }
  expect(paged).toEqual(all);
  expect((await city.get('/api/programme/gaps?after=AAAA')).statusCode).toBe(400);
});

it('shows nobody the gaps of another place, and a teacher or hospital none at all', async () => {
  expect(new Set((await gaps(school)).map(({ org }) => org))).toEqual(new Set([SCHOOL]));
  expect((await school.get(`/api/programme/gaps?org=${OTHER}`)).statusCode).toBe(404);
  expect(await gaps(teacher)).toEqual([]);
  expect((await hospital.get('/api/programme/gaps')).json().items).toEqual([]);
  expect((await teacher.get('/api/programme/hours')).statusCode).toBe(403);
});
