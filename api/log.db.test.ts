import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';

const log = new PassThrough();
let logged = '';
log.on('data', (chunk: Buffer) => {
  logged += chunk.toString('utf8');
});
const city = await apiCity(() => Promise.resolve({}), log);
const counselor = await city.as(city.staff.counselor.person);
const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });

const NAME = '欧阳金丝雀';
const PHONE = '12900008888';
const WORDS = '她在信里写了告别的话';

it('A5: logs no name, number, word, code or cookie, whether a request succeeds or fails in every way', async () => {
  const student = await city.student();
  const body = { student, signs: ['farewell'], note: `${NAME} ${PHONE} ${WORDS}` };
  expect((await counselor.post('/api/concerns', body, key())).statusCode).toBe(200);
  expect((await counselor.post('/api/concerns', { ...body, signs: [NAME] }, key())).statusCode).toBe(400);
  expect((await counselor.post('/api/concerns', { ...body, [PHONE]: WORDS }, key())).statusCode).toBe(400);
  expect((await counselor.get(`/api/students?name=${encodeURIComponent(NAME)}`)).statusCode).toBe(200);
  expect((await counselor.get(`/api/cases/${encodeURIComponent(NAME)}`)).statusCode).toBe(400);
  expect((await counselor.get(`/${encodeURIComponent(PHONE)}`)).statusCode).toBe(404);
  expect((await city.app.inject({ method: 'GET', url: '/api/answering/SECRETCADEXX' })).statusCode).toBe(404);
  await city.database.admin`alter table audit rename to audit_gone`;
  expect((await counselor.post('/api/concerns', body, key())).statusCode).toBe(500);
  await city.database.admin`alter table audit_gone rename to audit`;

  const cookie = await city.session(city.staff.counselor.person);
  const token = /session_token=([^;]+)/.exec(cookie)?.[1] ?? '';
  expect(logged).toContain('"route":"/api/concerns"');
  expect(logged).toContain('"status":500');
  for (const canary of [NAME, encodeURIComponent(NAME), PHONE, WORDS, 'SECRETCADEXX', token, 'correct horse'])
    expect(logged.includes(canary), canary).toBe(false);
});
