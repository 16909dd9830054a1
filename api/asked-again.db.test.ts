import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';

const city = await apiCity();
const { staff, student } = city;

it('answers an act asked again as the first time, though the act itself ended the duty that allowed it', async () => {
  const counselor = await city.as(staff.counselor.person);
  const teacher = await city.as(staff.classTeacher.person);
  const concern = { student: await student(), signs: ['selfHarm'] };
  const raised = await counselor.post('/api/concerns', concern, { 'idempotency-key': randomUUID() });
  const url = `/api/cases/${raised.json().case}/acts`;
  const body = { act: 'recordSecondSource', view: ['withdrawn'], note: '很少说话' };
  const key = { 'idempotency-key': randomUUID() };

  const first = await teacher.post(url, body, key);
  const again = await teacher.post(url, body, key);
  const anew = await teacher.post(url, body, { 'idempotency-key': randomUUID() });

  expect(first.statusCode, first.body).toBe(200);
  expect(again.json()).toEqual(first.json());
  expect(anew.statusCode).toBe(404);
  expect((await teacher.post(url, { ...body, view: ['other'] }, key)).json()).toMatchObject({ code: 'keyReused' });
});
