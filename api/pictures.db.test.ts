import { expect, it } from 'vitest';
import { DAY } from '#domain/instant';
import { key } from '#tools/testing/campaign-city';
import { programmeCity } from '#tools/testing/programme-city';

const { as, clock, database } = await programmeCity();
clock.at = Date.parse('2026-04-15T09:00:00+08:00');
const [counselor, head, county, city] = await Promise.all([as('counselor'), as('head'), as('county'), as('city')]);
const [keeper, teacher, hospital] = await Promise.all([as('programme'), as('classteacher'), as('hospital')]);
const DAYS = 'from=2026-01-01&to=2026-06-30';

interface Shown {
  readonly protected: boolean;
  readonly from: string;
  readonly columns: readonly { readonly code: string }[];
  readonly rows: readonly { readonly code: string; readonly org: string | null; readonly values: (number | null)[] }[];
}
async function picture(who: typeof county, code: string, more = ''): Promise<Shown> {
  const answer = await who.get(`/api/pictures/${code}?${DAYS}${more}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}
/** The number in a row and a column. */
const cell = ({ columns, rows }: Shown, row: string, column: string) =>
  rows.find(({ code }) => code === row)?.values[columns.findIndex(({ code }) => code === column)];
const codes = async (who: typeof county) =>
  (await who.get('/api/pictures')).json().items.map(({ code }: { code: string }) => code);

it('offers each role the pictures of what it may read, and nobody else any', async () => {
  expect(await codes(counselor)).toEqual(expect.arrayContaining(['openRisk', 'caseload', 'hours']));
  expect(await codes(keeper)).toEqual(['hours', 'certificates', 'activities']);
  expect(await codes(teacher)).toEqual([]);
  expect(await codes(hospital)).toEqual([]);
  expect((await keeper.get(`/api/pictures/openRisk?${DAYS}`)).statusCode).toBe(403);
  expect((await counselor.get(`/api/pictures/openRisk?${DAYS}&org=999001002`)).statusCode).toBe(404);
  expect((await counselor.get(`/api/pictures/openRisk?from=2026-06-30&to=2026-01-01`)).statusCode).toBe(400);
});

it('N08: tells a school its own numbers, and no number of few children above it, over no other place and no other days', async () => {
  const { items } = (await counselor.get('/api/students?limit=200')).json();
  for (const { id } of items.slice(0, 3)) {
    const raised = await counselor.post('/api/concerns', { student: id, signs: ['recentPlan'] }, key());
    expect(raised.statusCode, raised.body).toBe(200);
  }
  const own = await picture(counselor, 'openRisk');
  expect(own.protected).toBe(false);
  const told = own.rows.flatMap(({ values }) => values).reduce<number>((sum, n) => sum + (n ?? 0), 0);
  expect(told).toBe(3);
  for (const who of [county, city]) {
    const above = await picture(who, 'openRisk');
    expect(above.protected).toBe(true);
    expect(above.rows.flatMap(({ values }) => values).filter((n) => n !== null && n > 0)).toEqual([]);
    expect(above.rows.every(({ org }) => org === null)).toBe(true);
    expect(above.rows.some(({ values }) => values.includes(null))).toBe(true);
    expect(above.from).toBe('2025-09-01');
    expect((await who.get(`/api/pictures/openRisk?${DAYS}&org=999001001`)).statusCode).toBe(403);
  }
  expect((await picture(head, 'caseload')).rows).toHaveLength(1);
  clock.at += 30 * DAY;
  const answers = await picture(counselor, 'answerTimes');
  expect(answers.rows.flatMap(({ values }) => values[2] ?? 0).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
  clock.at -= 30 * DAY;
});

it('counts activities by month and kind, certificates by their end, and hours by class', async () => {
  const org = '999001001';
  const keep = async (kind: string, values: object) => {
    const kept = await keeper.post(`/api/records/${kind}`, { org, values }, key());
    expect(kept.statusCode, kept.body).toBe(200);
  };
  const held = { topic: 'publicity', place: '操场', times: 2, heads: 5, counted: 'personTimes', audience: ['pupils'] };
  await keep('activity', { ...held, title: '一', day: '2026-03-05' });
  await keep('activity', { ...held, title: '二', day: '2026-03-25', times: 3 });
  const certificate = {
    staffNumber: 'T1',
    name: '示例教师',
    topic: 'teacher',
    issuer: '示例机构',
    issuedOn: '2020-01-01',
  };
  await keep('certificate', { ...certificate, number: 'A-1', expiresOn: '2026-05-01' });
  await keep('certificate', { ...certificate, number: 'A-2' });
  const months = await picture(county, 'activities');
  expect(months.rows).toHaveLength(6);
  expect(cell(months, '2026-03', 'publicity')).toBe(5);
  const ends = await picture(county, 'certificates');
  expect([cell(ends, 'soon', 'teacher'), cell(ends, 'none', 'teacher'), cell(ends, 'over', 'teacher')]).toEqual([
    1, 1, 0,
  ]);
  expect(cell(await picture(county, 'hours'), org, 'noPlan')).toBe(3);
  const classes = await picture(keeper, 'hours', `&org=${org}`);
  expect(classes.rows).toHaveLength(3);
});

it('N08: leaves as a file that names who took it, keeps back what the screen keeps back, and stands in the audit under its reason', async () => {
  const take = (who: typeof county, code: string, headers: Record<string, string>) =>
    who.get(`/api/pictures/${code}/export.csv?${DAYS}`, headers);
  expect((await take(county, 'openRisk', {})).statusCode).toBe(400);
  expect((await take(keeper, 'openRisk', { 'x-access-reason': 'quality' })).statusCode).toBe(403);
  const english = { 'x-access-reason': 'quality', 'accept-language': 'en' };
  const above = (await take(county, 'openRisk', english)).body.trimEnd().split('\r\n');
  expect(above[0]).toMatch(/^\uFEFFOpen risk by level and place,L4,L3,/);
  expect(above.some((line) => line.includes('not shown'))).toBe(true);
  expect(above.slice(1, -3).join(',')).not.toMatch(/,[1-9](,|$)/);
  expect(above.at(-1)).toMatch(/^Taken by \S+ · [\d-]+ [\d:]+ · request \S+$/);
  const own = (await take(counselor, 'openRisk', { 'x-access-reason': 'duty' })).body;
  expect(own).toMatch(/望舒区第一初级中学,0,3,/);
  const [row] =
    await database.admin`select reason, count(*)::int as n from audit where action = 'export:picture' and role = 'counselor' group by 1`;
  expect(row).toEqual({ reason: 'duty', n: 1 });
});

it('says which pictures can be set beside the year before: those that count days which stay what they were', async () => {
  const { items } = (await counselor.get('/api/pictures')).json();
  const comparing = items.flatMap((one: { code: string; compares: boolean }) => (one.compares ? [one.code] : []));
  expect(comparing).toEqual(expect.arrayContaining(['answerTimes', 'funnel', 'hours', 'activities']));
  for (const code of ['openRisk', 'caseload', 'certificates', 'loop', 'positivesOverTime'])
    expect(comparing).not.toContain(code);
});
