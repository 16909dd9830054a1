import { expect, it } from 'vitest';
import { endOf } from '#programme/lives';
import { key } from '#tools/testing/campaign-city';
import { programmeCity } from '#tools/testing/programme-city';

const { as, asPerson, database } = await programmeCity();
const counselor = await as('counselor');
const head = await as('head');
const HELD = {
  staffNumber: 'T-900',
  name: '示例教师',
  topic: 'teacher',
  issuer: '示例机构',
  number: 'X-900',
  issuedOn: '2024-05-01',
  expiresOn: '2027-04-30',
};

const kept = await counselor.post('/api/records/certificate', { org: '999001001', values: HELD }, key());
const id = kept.json().record;
const url = `/api/records/certificate/${id}`;
const shown = async () => (await head.get(url)).json();
const renew = async (next: string | undefined, headers = key()) => {
  const [duty] = (await shown()).life.duties;
  const holder = await asPerson(duty.holder);
  const body = { act: 'fulfil', answers: duty.id, outcome: 'renewed', ...(next === undefined ? {} : { next }) };
  return { answer: await holder.post(`${url}/acts`, body, headers), body, holder };
};
const versions = () =>
  database.admin`select version, why, content ->> 'expiresOn' as until from record_versions where record_id = ${id} order by version`;

it('renews nothing for who holds the duty and may not write the record', async () => {
  const [duty] = (await shown()).life.duties;
  const hold = async (from: string, to: string) => {
    await database.admin`update duties set holder = ${to} where stream_id = (select stream_id from records where id = ${id})`;
    await database.admin`update streams set state = replace(state::text, ${from}, ${to})::jsonb where id = (select stream_id from records where id = ${id})`;
  };
  const [{ person } = { person: '' }] = await database.admin<
    { person: string }[]
  >`select person_id as person from appointments where role = 'classTeacher' limit 1`;
  await hold(duty.holder, person);
  const { answer } = await renew('2031-04-30');
  expect(answer.statusCode, answer.body).toBe(403);
  expect(await versions()).toMatchObject([{ version: 1, until: '2027-04-30' }]);
  await hold(person, duty.holder);
  expect((await shown()).life.duties).toEqual([duty]);
});

it('writes the new end of a renewed certificate as its next version, once under its key, and owes the next renewal by it', async () => {
  const approved = await head.post(`${url}/approve`, { against: 1 }, key());
  expect(approved.statusCode, approved.body).toBe(200);
  const headers = key();
  const { answer, body, holder } = await renew('2030-04-30', headers);
  expect(answer.statusCode, answer.body).toBe(200);
  const again = await holder.post(`${url}/acts`, body, headers);
  expect(again.json().at).toBe(answer.json().at);
  expect(await versions()).toEqual([
    { version: 1, why: null, until: '2027-04-30' },
    { version: 2, why: null, until: '2027-04-30' },
    { version: 3, why: 'renewed', until: '2030-04-30' },
  ]);
  // To be approved again, like any other change.
  const [row] = await database.admin`select until::text as until, state from records where id = ${id}`;
  expect(row).toEqual({ until: '2030-04-30', state: 'recorded' });
  const { life } = await shown();
  expect(life.duties).toMatchObject([{ kind: 'certificateRenewal', limitAt: endOf('2030-04-30') }]);
});

it('does nothing at all by a renewal that names no day, or one before the certificate began', async () => {
  const before = await versions();
  const [without, early] = [(await renew(undefined)).answer, (await renew('2024-01-01')).answer];
  expect(without.statusCode).toBe(422);
  expect(early.statusCode).toBe(422);
  expect(await versions()).toEqual(before);
  expect((await shown()).life.duties).toMatchObject([{ limitAt: endOf('2030-04-30') }]);
});
