import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { apiCity } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';

const city = await apiCity();
const { staff, school, clock } = city;
const admin = city.database.admin;
const head = await city.as(staff.head.person);
const counselor = await city.as(staff.counselor.person);

async function room(code: string, grade: number): Promise<string> {
  const id = randomUUID();
  await admin`insert into organisations (id, parent_id, kind, code, name, path, side, attributes, valid_from)
    values (${id}, ${school}, 'class', ${code}, ${code}, ${`/c/k/s/${code}/`}, 'education', ${admin.json({ grade })}, '2025-09-01T00:00:00+08:00')`;
  return id;
}
await admin`update organisations set valid_to = '2025-01-01' where code = 's-0701'`;
await admin`update organisations set code = 'old' where code = 's-0701'`;
const classes = [await room('s-0601', 6), await room('s-0701', 7)];
const teach = async (group: string, day: string, hours: number) => {
  const sent = { org: 's', values: { class: group, day, period: 1, hours } };
  const kept = await counselor.post('/api/records/lesson', sent, key());
  expect(kept.statusCode, kept.body).toBe(200);
};
const plan = async (group: string, schoolYear: number) => {
  const sent = { org: 's', values: { class: group, schoolYear, hours: 20 } };
  expect((await counselor.post('/api/records/timetable', sent, key())).statusCode).toBe(200);
};
const hours = async (year: number) =>
  (await head.get(`/api/programme/hours?org=s&year=${year}`)).json().items.map((line: Record<string, unknown>) => {
    return [line['class'], line['name'], line['grade'], line['asked'], line['planned'], line['taught']];
  });
const grades = async (year: number) => {
  const { items } = (await head.get(`/api/programme/coverage?org=s&year=${year}`)).json();
  return items.map((line: Record<string, unknown>) => [line['grades'], line['gradesCovered']]);
};
const figures = async (on: string) => (await head.get(`/api/figures?org=s&from=2025-09-01&to=${on}`)).json();

it('keeps hours and grades of a past year as they were, also where a class got its new code in the middle of the month', async () => {
  clock.at = Date.UTC(2026, 8, 10, 2);
  for (const group of ['s-0601', 's-0701']) for (const year of [2025, 2026]) await plan(group, year);
  await teach('s-0601', '2026-03-03', 8);
  await teach('s-0601', '2026-03-04', 4);
  await teach('s-0701', '2026-03-03', 5);
  await teach('s-0701', '2026-09-03', 3); // who is s-0801 a week later
  const before = await hours(2025);
  expect(before).toEqual([
    ['s-0601', 's-0601', 6, 12, 20, 12],
    ['s-0701', 's-0701', 7, 14, 20, 5],
  ]);
  // A teacher of grade 6 alone; grades 6 and 7 are there.
  const teacher = { staffNumber: 'T1', name: '示例教师', topic: 'fullTime', grade: 6, since: '2025-09-01' };
  const kept = await head.post('/api/records/staff', { org: 's', values: teacher }, key());
  expect(kept.statusCode, kept.body).toBe(200);
  expect(await grades(2025)).toEqual([[2, 1]]);
  const figuresBefore = await figures('2026-08-31');
  const wish = { schoolYear: 2026, day: '2026-09-10', graduating: [9] };
  const begun = (await head.post(`/api/organisations/${school}/roll-overs`, wish)).json();
  const rested = (state: string) =>
    vi.waitFor(async () => expect((await head.get(`/api/roll-overs/${begun.id}`)).json().state).toBe(state), 20_000);
  await rested('waiting');
  await head.post(`/api/roll-overs/${begun.id}/release`, {});
  await rested('done');
  expect(await hours(2025)).toEqual(before);
  expect(await figures('2026-08-31')).toEqual(figuresBefore);
  expect(await grades(2025)).toEqual([[2, 1]]);
  await plan('s-0801', 2026);
  await teach('s-0801', '2026-09-10', 2);
  await teach('s-0701', '2026-09-10', 1);
  // Entered late, under the code that the class had in March.
  await teach('s-0601', '2026-03-05', 2);
  const turned = [
    ['s-0601', '六年级（1）班', 6, 12, 20, 0],
    ['s-0701', 's-0701', 7, 14, 20, 1],
    ['s-0801', 's-0801', 8, 14, 20, 5],
  ];
  const now = await hours(2026);
  expect(now.map(([code, , ...rest]: unknown[]) => [code, ...rest])).toEqual(
    turned.map(([code, , ...rest]) => [code, ...rest]),
  );
  expect((await hours(2025))[0]).toEqual(['s-0601', 's-0601', 6, 12, 20, 14]);
  expect(classes).toHaveLength(2);
});
