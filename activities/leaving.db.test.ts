import { beforeAll, expect, it } from 'vitest';
import { apiCity, type Caller } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';
import { keepersOf } from '#tools/testing/staff-city';
import { passingRound } from './passing.ts';

const city = await apiCity();
const { staff, clock } = city;
const { system, security, county, ids, added } = await keepersOf(city);
const admin = city.database.admin;
const worker = { db: city.database.open('clock'), clock, log: { info: () => {}, error: () => {} } };
const OFFICE = { role: 'counselor', org: 's', post: 'counselor' } as const;

const officeOf = async (person: string) => {
  const [row] =
    await admin`select id from appointments where person_id = ${person} and valid_to is null order by valid_from desc`;
  return String(row?.id);
};
const passAll = async () => {
  for (let rounds = 0; rounds < 9; rounds += 1) if ((await passingRound(worker)) === 'idle') return;
};
let opened = '';
beforeAll(async () => {
  await admin`update appointments set valid_to = ${new Date(clock.at).toISOString()}
      where post = 'counselor' and person_id not in (${staff.counselor.person}, ${staff.otherCounselor.person})`;
  const child = await city.student();
  const counselor = await city.as(staff.counselor.person);
  opened = (await counselor.post('/api/concerns', { student: child, signs: ['bullying'] }, key())).json().case;
});
const holders = async () =>
  (await admin`select holder from duties where stream_id = ${opened} and done_at is null`).map(({ holder }) => holder);

it('leaves no duty behind: the preview says to whom it passes, and so it does, the case and its duties', async () => {
  const { person } = staff.counselor;
  const url = `/api/people/${person}/appointments/${await officeOf(person)}/end`;
  const preview = await county.post(`${url}/preview`, {});
  expect(preview.statusCode, preview.body).toBe(200);
  const [pass] = preview.json().passes;
  expect(pass).toMatchObject({ to: staff.standIn.person, owned: 1 });
  expect(pass.owed).toBeGreaterThan(0);
  expect(preview.json().vacant).toMatchObject([{ post: 'counselor', called: staff.standIn.person }]);
  expect(JSON.stringify(preview.json())).not.toContain(opened);
  expect(await holders()).toContain(person);
  expect((await county.post(url, {}, key())).statusCode).toBe(200);
  expect((await (await city.as(person)).get('/api/duties?list=mine')).json().code).toBe('noAppointment');
  await passAll();
  expect(await holders()).not.toContain(person);
  const [row] = await admin`select owner from streams where id = ${opened}`;
  expect(row?.owner).toBe(staff.standIn.person);
  expect((await county.post(url, {}, key())).json().code).toBe('notOpen');
});

it('on a later day keeps what is theirs until then, and not a day longer', async () => {
  const { person } = staff.standIn;
  const url = `/api/people/${person}/appointments/${await officeOf(person)}/end`;
  expect((await county.post(url, { until: '2026-11-30' }, key())).statusCode).toBe(200);
  await passAll();
  expect(await holders()).toContain(person);
  clock.at = Date.UTC(2026, 10, 30, 16) + 1;
  await passAll();
  expect(await holders()).not.toContain(person);
  expect((await admin`select owner from streams where id = ${opened}`)[0]?.owner).toBe(staff.head.person);
});

it('with a closed account is out with the next request, and comes back with what is in force', async () => {
  const { person } = staff.head;
  const head = await city.as(person);
  const preview = await security.post(`/api/people/${person}/close/preview`, {});
  expect(preview.json().passes).toMatchObject([{ to: staff.county.person, owned: 1 }]);
  expect((await security.post(`/api/people/${person}/close`, {}, key())).statusCode).toBe(200);
  expect((await head.get('/api/me')).statusCode).toBe(401);
  await passAll();
  expect(await holders()).toContain(staff.county.person);
  expect(await holders()).not.toContain(person);
  expect(
    (
      await system.post(`/api/people/${person}/appointments`, { role: 'schoolHead', org: 'o', post: 'head' }, key())
    ).json().code,
  ).toBe('unknownPerson');
  expect((await system.post(`/api/people/${person}/open`, {}, key())).json().code).toBe('notPermitted');
  expect((await security.post(`/api/people/${person}/open`, {}, key())).statusCode).toBe(200);
  const [line] = (await system.get('/api/people?closed=true')).json().items;
  expect(line).toBeUndefined();
});

it('is never the last at the top of all chains, nor the last who can appoint', async () => {
  const end = async (who: Caller, person: string) =>
    (await who.post(`/api/people/${person}/appointments/${await officeOf(person)}/end`, {}, key())).json();
  expect((await end(system, staff.city.person)).code).toBe('lastInOffice');
  expect((await end(security, ids.system)).code).toBe('lastInOffice');
  expect((await system.post(`/api/people/${staff.city.person}/close`, {}, key())).json().code).toBe('lastInOffice');
  expect((await system.post(`/api/people/${ids.security}/close`, {}, key())).json().code).toBe('wrongRole');
  expect((await (await city.as(staff.city.person)).get('/api/people')).statusCode).toBe(200);
  await added('second.city', { office: { role: 'citySupervisor', org: 'c', post: 'city' } });
  expect((await end(system, staff.city.person)).code).toBeUndefined();
});

it('gives a school its stand-in by changing the post of somebody there', async () => {
  const { person } = await added('becomes', { office: OFFICE });
  const url = `/api/people/${person}/appointments/${await officeOf(person)}`;
  expect((await county.put(url, { post: 'head', priority: 0 }, key())).json().code).toBe('fieldInvalid');
  expect((await county.put(url, { post: 'standIn', priority: 2 }, key())).statusCode).toBe(200);
  const [row] = await admin`select post, priority from appointments where person_id = ${person}`;
  expect(row).toEqual({ post: 'standIn', priority: 2 });
});
