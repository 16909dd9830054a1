import { expect, it } from 'vitest';
import { dayOf, DAY } from '#domain/instant';
import { apiCity } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';
import { onReferral, referredChild } from '#tools/testing/referred-child';

const city = await apiCity();
const { staff, clock } = city;
const admin = city.database.admin;
const mayor = await city.as(staff.city.person);
const counselor = await city.as(staff.counselor.person);
const today = dayOf(clock.at);
const [FIRST, SECOND] = ['999000-h1', '999000-h2'];

const keep = async (kind: string, values: object): Promise<string> => {
  const kept = await mayor.post(`/api/records/${kind}`, { org: 'c', values }, key());
  expect(kept.statusCode, kept.body).toBe(200);
  return kept.json().record;
};
const partner = (hospital: string) => ({
  code: hospital,
  topic: 'hospital',
  name: '医院',
  hospital,
  contact: '转介办',
  phone: '0000-0000000',
  emergency: true,
  since: '2025-01-01',
});
const agreed = (until: string, number = '协议一') => ({
  institution: FIRST,
  number,
  title: '医教协同协议',
  since: '2025-01-01',
  until,
});

/** Asks for a hospital without naming one, on a consent that names both. */
async function asksFirst(): Promise<string> {
  const student = await city.student();
  const [guardian] = await admin<[{ id: string }]>`select id from guardians where student_id = ${student}`;
  const raised = await counselor.post('/api/concerns', { student, signs: ['recentPlan'] }, key());
  const hospitals = [FIRST, SECOND];
  const given = await counselor.post(
    `/api/students/${student}/consents`,
    { guardian: guardian.id, hospitals, evidence: '同意书原件存心理室' },
    key(),
  );
  const basis = { kind: 'consent', consent: given.json().consent, hospitals };
  const act = { act: 'requestReferral', hospital: null, basis, reason: '连续两周低落，需要门诊评估' };
  const asked = await counselor.post(`/api/cases/${raised.json().case}/acts`, act, key());
  expect(asked.statusCode, asked.body).toBe(200);
  const [row] = await admin<[{ hospital: string }]>`select state ->> 'hospital' as hospital from streams
    where kind = 'referral' and student_id = ${student}`;
  return row.hospital;
}

it('asks the first hospital of the policy while nothing else is known, and goes round one whose agreement has ended', async () => {
  expect(await asksFirst()).toBe(FIRST);
  await keep('institution', partner(FIRST));
  expect(await asksFirst(), 'a partner without an agreement on record').toBe(FIRST);
  const id = await keep('agreement', agreed(today));
  expect(await asksFirst(), 'its last day').toBe(FIRST);
  clock.at += DAY;
  expect(await asksFirst(), 'the day after').toBe(SECOND);
  const { life } = (await mayor.get(`/api/records/agreement/${id}`)).json();
  const renewed = { act: 'fulfil', answers: life.duties[0].id, outcome: 'renewed', next: '2027-12-31' };
  const done = await mayor.post(`/api/records/agreement/${id}/acts`, renewed, key());
  expect(done.statusCode, done.body).toBe(200);
  expect(await asksFirst(), 'renewed').toBe(FIRST);
});

it('goes round a hospital whose places of this week are taken, until the next week', async () => {
  await keep('capacity', { institution: FIRST, day: '2026-11-23', places: 1 });
  expect(await asksFirst()).toBe(FIRST);
  const { referral } = await referredChild(city, counselor, 'sent');
  expect(await asksFirst()).toBe(SECOND);
  const doctor = await city.as(staff.intake.person);
  await onReferral(doctor, referral, { act: 'decline', reasonCode: 'noCapacity', reason: '本周已满' });
  expect(await asksFirst(), 'a packet that was given back takes no place').toBe(FIRST);
  await referredChild(city, counselor, 'sent');
  expect(await asksFirst()).toBe(SECOND);
  clock.at += 7 * DAY;
  expect(await asksFirst(), 'the next week').toBe(FIRST);
});

it('asks the first one all the same when every hospital is full', async () => {
  await keep('capacity', { institution: FIRST, day: '2026-11-30', places: 0 });
  await keep('institution', partner(SECOND));
  await keep('capacity', { institution: SECOND, day: '2026-11-30', places: 0 });
  const rest = ['h3', 'h4', 'h5', 'h6'];
  const left = await admin`select code from app.hospitals_without_room(${new Date(clock.at).toISOString()}) code`;
  expect(left.map(({ code }) => code)).toEqual([FIRST, SECOND]);
  expect(rest.map((one) => `999000-${one}`)).not.toContain(await asksFirst());
});
