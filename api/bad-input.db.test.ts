import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';
import { languageOf, Problem, problemDocument } from './problem.ts';
import { PROBLEMS, type ProblemCode } from './problem-texts.ts';

const city = await apiCity();
const { app, staff } = city;
const counselor = await city.as(staff.counselor.person);
const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });
const concern = async () => ({ student: await city.student(), signs: ['bullying'] });

it('refuses an unknown field, a number as text and a text as number, and says where', async () => {
  const extra = await counselor.post('/api/concerns', { ...(await concern()), level: 'L4' }, key());
  expect(extra.statusCode).toBe(400);
  expect(extra.json()).toMatchObject({ code: 'invalidRequest', pointers: [{ code: 'unrecognized_keys' }] });
  const coerced = await counselor.post('/api/concerns', { ...(await concern()), observedAt: '12' }, key());
  expect(coerced.json().pointers).toEqual([{ pointer: '/observedAt', code: 'invalid_type' }]);
  const fraction = await counselor.post('/api/concerns', { ...(await concern()), observedAt: 1.5 }, key());
  expect(fraction.statusCode).toBe(400);
});

it('never gives back what was typed', async () => {
  const secret = '12800138000 某某某';
  const answer = await counselor.post('/api/concerns', { student: secret, signs: [secret], [secret]: secret }, key());
  expect(answer.statusCode).toBe(400);
  expect(answer.body).not.toContain(secret);
});

it('refuses a body over the limit, deep nesting, broken JSON and another content type', async () => {
  const cookie = await city.session(staff.counselor.person);
  const post = (payload: string, type = 'application/json') =>
    app.inject({
      method: 'POST',
      url: '/api/concerns',
      headers: { cookie, 'content-type': type, ...key() },
      payload,
    });
  const large = await post(JSON.stringify({ note: 'x'.repeat(300_000) }));
  expect([large.statusCode, large.json().code]).toEqual([413, 'bodyTooLarge']);
  const deep = await post(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect([deep.statusCode, deep.json().code]).toEqual([400, 'invalidRequest']);
  const broken = await post('{"student": ');
  expect([broken.statusCode, broken.json().code]).toEqual([400, 'malformedBody']);
  const poisoned = await post('{"__proto__": {"role": "schoolHead"}}');
  expect(poisoned.statusCode).toBe(400);
  const xml = await post('<a/>', 'application/xml');
  expect([xml.statusCode, xml.json().code]).toEqual([415, 'unsupportedMedia']);
});

it('ends a request of which only half was sent', async () => {
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  expect(app.server.requestTimeout).toBe(20_000);
  app.server.requestTimeout = 100; // the promise is that it ends; how soon is a setting
  const socket = connect(port, '127.0.0.1');
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => received.push(chunk));
  const head = `host: ${new URL(url).host}\r\ncontent-type: application/json\r\ncontent-length: 500`;
  socket.write(`POST /api/auth/sign-out HTTP/1.1\r\n${head}\r\n\r\n{"half":`);
  await once(socket, 'close');
  expect(Buffer.concat(received).toString('utf8')).toContain('408');
});

it('answers an unknown address and an id that is none as problems', async () => {
  const nowhere = await counselor.get('/api/nowhere');
  expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'unknownAddress']);
  const none = await counselor.get('/api/cases/1;drop table');
  expect(none.statusCode).toBe(400);
});

it('has a text in both languages for every code, Chinese unless English is preferred', () => {
  for (const [code, { title, status }] of Object.entries(PROBLEMS)) {
    expect(title['zh-CN'], code).toMatch(/[\u4e00-\u9fff]/);
    expect(title.en, code).toMatch(/^[A-Z][^\u4e00-\u9fff]+$/);
    expect(status, code).toBeGreaterThanOrEqual(400);
    const document = problemDocument(new Problem(code as ProblemCode), 'en', 'r');
    expect(document).toMatchObject({ code, title: title.en });
  }
  expect(languageOf(undefined)).toBe('zh-CN');
  expect(languageOf('en-GB,en;q=0.9,zh;q=0.8')).toBe('en');
  expect(languageOf('fr, zh-CN;q=0.9, en;q=0.1')).toBe('zh-CN');
  expect(languageOf('en;q=0')).toBe('zh-CN');
});

it('speaks the language that was asked for', async () => {
  const chinese = await counselor.get('/api/nowhere');
  const english = await counselor.get('/api/nowhere', { 'accept-language': 'en' });
  expect(chinese.headers['content-language']).toBe('zh-CN');
  expect(english.json().title).toBe(PROBLEMS.unknownAddress.title.en);
});

it('describes every route in OpenAPI 3.1 and shows it under /docs', async () => {
  const { openapi, paths } = (await app.inject({ method: 'GET', url: '/openapi.json' })).json();
  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths)).toContain('/api/cases/{id}/acts');
  expect((await app.inject({ method: 'GET', url: '/docs/' })).statusCode).toBe(200);
});
