import { expect } from 'vitest';
import { dayOf } from '#domain/instant';
import type { apiCity } from './api-city.ts';
import { key } from './campaign-city.ts';

/** The line that a school keeps (A5), recorded by its counselor over the API; from now on it can be called. Gives the number. */
export async function schoolPhone({
  as,
  staff,
  clock,
  database,
}: Awaited<ReturnType<typeof apiCity>>): Promise<string> {
  const { person } = staff.counselor;
  const [school] = await database.admin<{ code: string }[]>`
    select o.code from appointments a join organisations o on o.id = a.org_id where a.person_id = ${person}`;
  const where = '000-5550100';
  const values = { topic: 'phone', name: '心语热线', where, openedOn: dayOf(clock.at), checkEveryDays: 30 };
  const counselor = await as(person);
  const kept = await counselor.post('/api/records/facility', { org: school?.code, values }, key());
  expect(kept.statusCode, kept.body).toBe(200);
  return where;
}
