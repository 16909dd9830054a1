import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#domain/instant';
import { apiCity } from '#tools/testing/api-city';
import { MONDAY_EIGHT } from '#tools/testing/one-school';

const city = await apiCity();
const { app, clock, staff } = city;
const get = (url: string) => app.inject({ method: 'GET', url });
const metric = async (name: string) => {
  const line = (await get('/metrics')).body.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? null : Number(line.split(' ')[1]);
};
const LATE = 'xinqiao_oldest_late_clock_seconds';
let student = '';
let id = '';

beforeAll(async () => {
  student = await city.student();
  const counselor = await city.as(staff.counselor.person);
  const headers = { 'idempotency-key': randomUUID() };
  id = (await counselor.post('/api/concerns', { student, signs: ['attempt'] }, headers)).json().case;
});

it('answers machines without a sign-in, and tells them about no person', async () => {
  for (const url of ['/healthz', '/readyz', '/metrics']) {
    const answer = await get(url);
    expect(answer.statusCode, url).toBe(200);
    for (const secret of [student, id, staff.counselor.person, city.school]) expect(answer.body).not.toContain(secret);
  }
  expect((await get('/metrics')).headers['content-type']).toContain('text/plain');
  expect([(await get('/healthz')).json(), (await get('/readyz')).json()]).toEqual([
    { status: 'ok' },
    { status: 'ready', warnings: [] },
  ]);
});

it('shows by how many seconds the most overdue step of any open stream is late, and 0 while none is', async () => {
  expect(await metric(LATE)).toBe(0);
  clock.at = MONDAY_EIGHT + 5 * MINUTE;
  expect(await metric(LATE), 'due now is not late').toBe(0);
  clock.at += 90 * SECOND;
  expect(await metric(LATE)).toBe(90);
  clock.at = MONDAY_EIGHT;
});

it('shows how many workflows have not heard of the last fact', async () => {
  expect(await metric('xinqiao_unwoken_streams')).toBe(1);
  await city.database.admin`update streams set woken = version`;
  expect(await metric('xinqiao_unwoken_streams')).toBe(0);
});

it('shows how many days the calendar still covers', async () => {
  // 2026-11-23 to the end of 2028.
  expect(await metric('xinqiao_calendar_days_left')).toBe(769);
});
