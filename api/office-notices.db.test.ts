import { afterAll, expect, it } from 'vitest';
import { type Move, openNoticeFeed } from '#db/notice-feed';
import { apiCity } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';
import type { Someone } from '#tools/testing/one-school';
import { keepersOf } from '#tools/testing/staff-city';

const city = await apiCity();
const { staff } = city;
const { system, security } = await keepersOf(city);
const feed = openNoticeFeed(city.database.url('api'));
afterAll(() => feed.end());
const heard: Move[] = [];
feed.follow({ moved: (move) => heard.push(move), missed: () => undefined });

const told = async ({ person }: Someone) => (await (await city.as(person)).get('/api/office-notices')).json().items;
const reasons = async (who: Someone) => (await told(who)).map(({ reason }: { reason: string }) => reason);
const OFFICE = { role: 'counselor', org: 's', post: 'counselor', priority: 3 };
const appoint = (who: Someone, office: object, by = system) =>
  by.post(`/api/people/${who.person}/appointments`, office, key());

it('tells of an appointment whoever was appointed, the head of the place and who has held that office there, and nobody else', async () => {
  expect(await told(staff.head)).toEqual([]);
  const done = await appoint(staff.otherCounselor, OFFICE);
  expect(done.statusCode, done.body).toBe(200);
  expect(await reasons(staff.otherCounselor)).toEqual(['own']);
  expect(await reasons(staff.head)).toEqual(['head']);
  for (const who of [staff.counselor, staff.standIn]) expect(await reasons(who)).toEqual(['shared']);
  for (const who of [staff.otherHead, staff.classTeacher, staff.county, staff.intake])
    expect(await reasons(who)).toEqual([]);
  const [line] = await told(staff.head);
  expect(line).toMatchObject({ role: 'counselor', orgName: 's', appointee: staff.otherCounselor.person });
  // Ids, codes and the place, as other notices carry.
  expect(Object.keys(line).toSorted()).toEqual(
    ['appointee', 'createdAt', 'id', 'orgName', 'reason', 'role', 'since'].toSorted(),
  );
  await expect
    .poll(() => heard.flatMap((move) => ('person' in move ? [move.person] : [])))
    .toEqual(expect.arrayContaining([staff.head.person, staff.counselor.person, staff.otherCounselor.person]));
});

it('tells the head of the school of an appointment to one of its classes', async () => {
  const before = (await told(staff.head)).length;
  const done = await appoint(staff.standIn, { role: 'classTeacher', org: 's-0701', post: 'classTeacher' });
  expect(done.statusCode, done.body).toBe(200);
  expect(await told(staff.head)).toHaveLength(before + 1);
  expect(await reasons(staff.classTeacher)).toEqual(['shared']);
});

it('tells nobody of what was refused', async () => {
  const before = (await told(staff.head)).length;
  expect((await appoint(staff.county, OFFICE, security)).statusCode).toBeGreaterThanOrEqual(403);
  expect(await told(staff.head)).toHaveLength(before);
});

it('is read once, by whom it tells and by nobody else', async () => {
  const [line] = await told(staff.counselor);
  const read = async ({ person }: Someone) =>
    (await city.as(person)).post(`/api/office-notices/${line.id}/read`, {}).then(({ statusCode }) => statusCode);
  expect(await read(staff.head)).toBe(404);
  expect(await reasons(staff.counselor)).toEqual(['shared']);
  expect(await read(staff.counselor)).toBe(200);
  expect(await told(staff.counselor)).toEqual([]);
});
