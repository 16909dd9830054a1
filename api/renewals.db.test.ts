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

it('writes the new end of a renewed certificate as its next version, once under its key, and owes the next renewal by it', async () => {
  const headers = key();
  const { answer, body, holder } = await renew('2030-04-30', headers);
  expect(answer.statusCode, answer.body).toBe(200);
  const again = await holder.post(`${url}/acts`, body, headers);
  expect(again.json().at).toBe(answer.json().at);
  expect(await versions()).toEqual([
    { version: 1, why: null, until: '2027-04-30' },
    { version: 2, why: 'renewed', until: '2030-04-30' },
  ]);
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
