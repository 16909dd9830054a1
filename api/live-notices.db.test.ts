import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, expect, it } from 'vitest';
import { openNoticeFeed } from '#db/notice-feed';
import { apiCity } from '#tools/testing/api-city';

const city = await apiCity((database) => {
  const feed = openNoticeFeed(database.adminUrl);
  afterAll(() => feed.end());
  return Promise.resolve({ feed });
});
const { app, staff } = city;
const url = await app.listen({ port: 0, host: '127.0.0.1' });

async function line(person: string): Promise<IncomingMessage> {
  const cookie = await city.session(person);
  const [response] = await once(get(`${url}/api/notices/stream`, { headers: { cookie } }), 'response');
  return response as IncomingMessage;
}

/** Reads until a text has come; the test's own limit ends a wait in vain. */
async function until(stream: IncomingMessage, text: string): Promise<string> {
  let heard = '';
  for await (const chunk of stream) {
    heard += String(chunk);
    if (heard.includes(text)) break;
  }
  return heard;
}

it('tells a person what they are called to in the moment it is recorded', async () => {
  const stream = await line(staff.head.person);
  expect(stream.headers['content-type']).toContain('text/event-stream');
  const teacher = await city.as(staff.classTeacher.person);
  const body = { student: await city.student(), signs: ['now'] };
  const told = until(stream, 'event: notice');
  const raised = await teacher.post('/api/concerns', body, { 'idempotency-key': randomUUID() });
  expect(raised.statusCode).toBe(200);
  const heard = await told;
  expect(heard).toContain('"template":"dutyOpened"');
  expect(heard).not.toContain(body.student);
});

it('tells of a page each time it is sent again, and once of one that is sent after it was recorded', async () => {
  const { admin } = city.database;
  const stream = await line(staff.head.person);
  const teacher = await city.as(staff.classTeacher.person);
  const heard: string[] = [];
  stream.on('data', (chunk) => {
    for (const [, id = ''] of String(chunk).matchAll(/^id: (.+)$/gm)) heard.push(id);
  });
  const raise = async () => {
    const before = heard.length;
    const body = { student: await city.student(), signs: ['now'] };
    await teacher.post('/api/concerns', body, { 'idempotency-key': randomUUID() });
    await expect.poll(() => heard.length).toBeGreaterThan(before);
    return heard.slice(before);
  };
  const send = async (id: string, at: string) => {
    await admin`update notices set sent_at = ${at}, attempts = attempts + 1, read_at = null where id = ${id}`;
    await admin`select pg_notify('xinqiao_notice', ${staff.head.person})`;
  };
  const [first = ''] = await raise();
  await send(first, '2026-11-23T10:00:05+08:00');
  const later = await raise();
  expect(later).not.toContain(first);
  await send(first, '2026-11-23T10:05:05+08:00');
  await expect.poll(() => heard.filter((id) => id === first)).toHaveLength(2);
});

it('opens no line without a session', async () => {
  const [response] = await once(get(`${url}/api/notices/stream`), 'response');
  expect((response as IncomingMessage).statusCode).toBe(401);
  (response as IncomingMessage).resume();
});

it('hangs up when the server closes', async () => {
  const stream = await line(staff.counselor.person);
  const ended = once(stream.resume(), 'close');
  await app.close();
  await ended;
  expect(app.server.listening).toBe(false);
});
